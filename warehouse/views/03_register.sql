CREATE OR REPLACE VIEW obstacles AS
WITH counted AS (
    SELECT s.obstacle_id,
           count(*) AS statement_count,
           count(DISTINCT s.document_id) AS document_count,
           count(DISTINCT d.issuer_key) AS issuer_count,
           min(d.year) AS first_year, max(d.year) AS last_year,
           count(*) FILTER (s.assertion = 'asserted') AS asserted_count,
           count(*) FILTER (s.assertion IN ('negated', 'rebutted')) AS denied_count,
           count(*) FILTER (s.assertion = 'resolved') AS resolved_count,
           list(DISTINCT d.issuer ORDER BY d.issuer) FILTER (d.issuer IS NOT NULL) AS issuers,
           list(DISTINCT d.issuer_type ORDER BY d.issuer_type) FILTER (d.issuer_type IS NOT NULL) AS issuer_types
    FROM statements s JOIN documents d USING (document_id)
    WHERE s.obstacle_id IS NOT NULL AND s.review_status <> 'rejected'
    GROUP BY s.obstacle_id
), norms AS (
    SELECT s.obstacle_id, list(DISTINCT c.norm_id ORDER BY c.norm_id) AS norms
    FROM statements s JOIN store.citations c USING (statement_id)
    WHERE s.obstacle_id IS NOT NULL AND s.review_status <> 'rejected'
    GROUP BY s.obstacle_id
)
SELECT o.obstacle_id, o.label, o.code, coalesce(c.nature, 'indéterminé') AS nature,
       coalesce(k.statement_count, 0) AS statement_count,
       coalesce(k.document_count, 0) AS document_count,
       coalesce(k.issuer_count, 0) AS issuer_count,
       k.first_year, k.last_year, o.status,
       c.label AS category, coalesce(k.asserted_count, 0) AS asserted_count,
       coalesce(k.denied_count, 0) AS denied_count, coalesce(k.resolved_count, 0) AS resolved_count,
       coalesce(k.issuers, []) AS issuers, coalesce(k.issuer_types, []) AS issuer_types,
       coalesce(n.norms, []) AS norms, o.statement_id, o.label_how, o.status_how, o.created_at
FROM store.obstacles o
LEFT JOIN counted k USING (obstacle_id)
LEFT JOIN norms n USING (obstacle_id)
LEFT JOIN store.categories c ON c.code = o.code
WHERE o.merged_into IS NULL AND NOT o.empty;

-- Every occurrence of a measure, as people corrected it; group_id says which measure it is.
CREATE OR REPLACE VIEW proposals AS
SELECT p.proposal_id, p.document_id, p.page,
       coalesce(r.number, p.number) AS number, coalesce(r.text, p.text) AS text,
       coalesce(r.vehicle, p.vehicle) AS vehicle, p.boxes,
       coalesce(r.label, p.label) AS label, coalesce(r.addressee, p.addressee) AS addressee,
       coalesce(r.norms, p.norms) AS norms, p.score, p.passage_id,
       array_to_string(a.section, ' › ') AS section, p.targets, p.evidence, p."start", p."end",
       coalesce(g.group_id, p.proposal_id) AS group_id, coalesce(r.review_status, 'proposed') AS review_status
FROM store.proposals p JOIN store.passages a USING (passage_id)
LEFT JOIN store.proposal_groups g USING (proposal_id) LEFT JOIN store.proposal_reviews r USING (proposal_id);

-- Where a measure stands in the world, each step with its date; the last one counts.
CREATE OR REPLACE VIEW measure_history AS
SELECT p.group_id, s.state, s.since, s.decided_at, s.decision_id
FROM store.proposal_states s JOIN proposals p USING (proposal_id);

-- One row a measure, whatever the number of times that it is printed.
CREATE OR REPLACE VIEW measures AS
WITH stands AS (
    SELECT group_id, arg_max(state, (coalesce(since, ''), decided_at)) AS state,
           max(coalesce(since, '')) AS since
    FROM measure_history GROUP BY group_id
)
SELECT p.group_id, arg_max(p.proposal_id, p.rank) AS proposal_id,
       arg_max(p.number, p.rank) FILTER (p.number IS NOT NULL) AS number,
       arg_max(p.label, p.rank) FILTER (p.label <> '') AS label,
       arg_max(p.text, p.rank) AS text,
       arg_max(p.addressee, p.rank) FILTER (p.addressee IS NOT NULL) AS addressee,
       arg_max(p.vehicle, p.rank) AS vehicle,
       list_sort(list_distinct(flatten(list(p.norms)))) AS norms,
       any_value(d.issuer) AS issuer, min(d.year) AS year,
       coalesce(any_value(s.state), 'formulée') AS state,
       nullif(any_value(s.since), '') AS state_since,
       count(*) AS occurrences, list(DISTINCT p.document_id ORDER BY p.document_id) AS documents
FROM (SELECT *, (number IS NOT NULL, least(length(text), 400), proposal_id) AS rank FROM proposals
      WHERE review_status <> 'rejected') p
JOIN documents d USING (document_id) LEFT JOIN stands s ON s.group_id = p.group_id
GROUP BY p.group_id;

CREATE OR REPLACE VIEW answers AS
SELECT a.proposal_id, a.obstacle_id, a.relation, a.score, a.status, a.origin, a.answer_id, a.evidence
FROM store.answers a;

-- none → 0. state: answered (a person accepted one), suggested (only the machine proposes),
-- no_answer (suggestions were looked at, all rejected), not_examined (nobody has looked).
CREATE OR REPLACE VIEW coverage AS
WITH counted AS (
    SELECT obstacle_id,
           count(DISTINCT proposal_id) FILTER (status <> 'rejected' AND relation = 'removes')      AS removes,
           count(DISTINCT proposal_id) FILTER (status <> 'rejected' AND relation = 'mitigates')    AS mitigates,
           count(DISTINCT proposal_id) FILTER (status <> 'rejected' AND relation = 'works_around') AS works_around,
           count(DISTINCT proposal_id) FILTER (status <> 'rejected')  AS answers,
           count(*) FILTER (status = 'accepted')  AS accepted,
           count(*) FILTER (status = 'suggested') AS suggested,
           count(*) FILTER (status = 'rejected')  AS rejected
    FROM answers GROUP BY obstacle_id
)
SELECT o.obstacle_id, o.label, o.code, o.nature,
       coalesce(k.removes, 0) AS removes, coalesce(k.mitigates, 0) AS mitigates,
       coalesce(k.works_around, 0) AS works_around, coalesce(k.answers, 0) AS answers,
       coalesce(k.accepted, 0) AS accepted, coalesce(k.suggested, 0) AS suggested,
       coalesce(k.rejected, 0) AS rejected,
       CASE WHEN k.accepted > 0 THEN 'answered'
            WHEN k.suggested > 0 THEN 'suggested'
            WHEN k.rejected > 0 THEN 'no_answer'
            ELSE 'not_examined' END AS state,
       o.issuer_count, o.status
FROM obstacles o LEFT JOIN counted k USING (obstacle_id);

-- effect: applied | reanchored | lost ("à réancrer") | withdrawn; target_id: the row to which it applies now.
CREATE OR REPLACE VIEW decisions AS
SELECT d.decision_id, d.decided_at, d.reviewer, d.subject_type, d.subject_id, d.action, d.before, d.after,
       d.reason, d.anchor, d.seq, coalesce(e.effect, 'applied') AS effect,
       coalesce(e.subject_id, CASE WHEN e.effect IS NULL THEN d.subject_id END) AS target_id, e.note
FROM store.decisions d LEFT JOIN store.decision_effects e USING (decision_id);
