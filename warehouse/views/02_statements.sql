-- Every statement with what the reviewers made of it; the three public views below share it out.
CREATE OR REPLACE VIEW store.reviewed_statements AS
WITH norms AS (
    SELECT statement_id, list(DISTINCT norm_id ORDER BY norm_id) AS norms
    FROM store.citations WHERE statement_id IS NOT NULL GROUP BY statement_id
)
SELECT s.statement_id, s.document_id, s.passage_id, s.page, s.text,
       array_to_string(p.section, ' › ') AS section, s.boxes,
       coalesce(r.assertion, s.assertion) AS assertion,
       coalesce(r.code, s.code) AS code, s.also_codes,
       coalesce(c.nature, 'indéterminé') AS nature,
       coalesce(r.mechanism, s.mechanism) AS mechanism,
       s.score, s.voice, m.obstacle_id,
       coalesce(r.review_status, 'proposed') AS review_status,
       coalesce(r.disposition, s.disposition) AS disposition,
       s.reason, s.archetype, s.evidence,
       coalesce(n.norms, []) AS norms,
       s."start", s."end", p.kind AS passage_kind, p.ordinal,
       s.assertion AS machine_assertion, s.code AS machine_code, s.mechanism AS machine_mechanism,
       s.disposition AS machine_disposition
FROM store.statements s
JOIN store.passages p USING (passage_id)
LEFT JOIN store.statement_reviews r USING (statement_id)
LEFT JOIN store.memberships m USING (statement_id)
LEFT JOIN norms n USING (statement_id)
LEFT JOIN store.categories c ON c.code = coalesce(r.code, s.code);

CREATE OR REPLACE VIEW statements AS
SELECT * EXCLUDE (disposition, reason, machine_disposition) FROM store.reviewed_statements WHERE disposition = 'kept';

CREATE OR REPLACE VIEW candidates AS
SELECT * EXCLUDE (disposition, machine_disposition) FROM store.reviewed_statements WHERE disposition = 'candidate';

CREATE OR REPLACE VIEW excluded AS
SELECT * EXCLUDE (disposition, machine_disposition) FROM store.reviewed_statements WHERE disposition = 'excluded';

CREATE OR REPLACE VIEW citations AS
SELECT citation_id, document_id, passage_id, page, raw, norm_id, display, url, statement_id,
       level, doubt, equivalent, inherited, boxes, "start", "end"
FROM store.citations;
