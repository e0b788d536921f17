-- The questions of the working group, each with its view or command: docs/questions.md.

-- Which texts of law come back most, and in which obstacle (an article counts without its subdivisions).
CREATE OR REPLACE VIEW norm_obstacles AS
SELECT regexp_replace(c.norm_id, '#.*', '') AS norm_id, min(c.display) AS display, min(c.level) AS level,
       s.obstacle_id, any_value(o.label) AS label, any_value(o.code) AS code,
       count(*) AS mentions, count(DISTINCT c.document_id) AS document_count
FROM store.citations c JOIN statements s USING (statement_id) JOIN obstacles o USING (obstacle_id)
WHERE s.review_status <> 'rejected'
GROUP BY ALL;

-- Obstacles at which texts of the European Union are at stake; only_european: no other text is cited.
CREATE OR REPLACE VIEW european_obstacles AS
SELECT obstacle_id, any_value(label) AS label, any_value(code) AS code,
       list(DISTINCT norm_id ORDER BY norm_id) FILTER (level = 'ue' OR norm_id LIKE 'eu:%') AS european_norms,
       list(DISTINCT norm_id ORDER BY norm_id) FILTER (level <> 'ue' AND norm_id NOT LIKE 'eu:%') AS other_norms,
       count(*) FILTER (level <> 'ue' AND norm_id NOT LIKE 'eu:%') = 0 AS only_european
FROM norm_obstacles GROUP BY obstacle_id
HAVING count(*) FILTER (level = 'ue' OR norm_id LIKE 'eu:%') > 0;

-- Obstacles that can be handled without changing the law: by what answers them, or by how they work.
CREATE OR REPLACE VIEW constant_law AS
WITH ways AS (
    SELECT a.obstacle_id, list(DISTINCT p.vehicle ORDER BY p.vehicle) AS vehicles
    FROM answers a JOIN proposals p USING (proposal_id)
    WHERE a.status <> 'rejected' AND p.vehicle IN ('circulaire', 'doctrine fiscale', 'convention-type', 'outil')
    GROUP BY a.obstacle_id
), mechanisms AS (
    SELECT obstacle_id, count(*) AS asserted,
           count(*) FILTER (mechanism IN ('meconnaissance', 'incertitude', 'pratique')) AS soft
    FROM statements WHERE assertion = 'asserted' AND review_status <> 'rejected' GROUP BY obstacle_id
)
SELECT o.obstacle_id, o.label, o.code, coalesce(w.vehicles, []) AS vehicles,
       coalesce(m.soft, 0) AS soft_statements, coalesce(m.asserted, 0) AS asserted_statements
FROM obstacles o LEFT JOIN ways w USING (obstacle_id) LEFT JOIN mechanisms m USING (obstacle_id)
WHERE w.vehicles IS NOT NULL OR 2 * m.soft > m.asserted;

-- Who says what: one row an obstacle and kind of issuer.
CREATE OR REPLACE VIEW said_by AS
SELECT s.obstacle_id, any_value(o.label) AS label, any_value(o.code) AS code,
       coalesce(d.issuer_type, 'other') AS issuer_type, count(*) AS statement_count,
       count(DISTINCT d.document_id) AS document_count, count(DISTINCT d.issuer_key) AS issuer_count
FROM statements s JOIN documents d USING (document_id) JOIN obstacles o USING (obstacle_id)
WHERE s.assertion = 'asserted' AND s.review_status <> 'rejected'
GROUP BY s.obstacle_id, coalesce(d.issuer_type, 'other');

-- What companies say that associations (and their networks and foundations) do not, and the reverse.
CREATE OR REPLACE VIEW one_sided AS
WITH sides AS (
    SELECT obstacle_id, any_value(label) AS label, any_value(code) AS code,
           coalesce(sum(issuer_count) FILTER (issuer_type = 'company'), 0) AS companies,
           coalesce(sum(issuer_count) FILTER (issuer_type IN ('association', 'network', 'foundation')), 0) AS associations
    FROM said_by GROUP BY obstacle_id
)
SELECT *, CASE WHEN companies > 0 THEN 'entreprises seules' ELSE 'associations seules' END AS side
FROM sides WHERE (companies > 0) <> (associations > 0);

-- At which moment of an alliance, and between how many kinds of partners: read off the words of the statements,
-- a hint and not a verdict. Most statements do not say: phase and relation are then NULL.
CREATE OR REPLACE VIEW obstacle_moments AS
WITH read AS (
    SELECT s.obstacle_id, s.statement_id, strip_accents(lower(s.text)) AS plain
    FROM statements s WHERE s.obstacle_id IS NOT NULL AND s.review_status <> 'rejected'
), told AS (
    SELECT obstacle_id, statement_id,
           CASE WHEN regexp_matches(plain, '\b(sortie|dissolution|liquidation|resiliation|retrait|rupture|fin (du|de la|de l.)\s?(projet|partenariat|convention|alliance))') THEN 'sortie'
                WHEN regexp_matches(plain, '\b(emergence|amorcage|demarrage|premiere rencontre|trouver (un|des) partenaires?|prospection)') THEN 'émergence'
                WHEN regexp_matches(plain, '\b(montage|constitution|creation|negociation|signature|signer|redaction|statuts|contractualis\w+|candidature)') THEN 'montage'
                WHEN regexp_matches(plain, '\b(execution|mise en oeuvre|mise a disposition|reversement|reverser|factur\w+|comptabilis\w+|suivi|gestion|bilan|compte rendu)') THEN 'exécution'
           END AS phase,
           regexp_matches(plain, '\b(associat\w+|fondations?|benevol\w+)')::INTEGER
           + regexp_matches(plain, '\b(entreprises?|societes?|mecenes?|pme|tpe|employeurs?)\b')::INTEGER
           + regexp_matches(plain, '\b(communes?|collectivites?|departements?|regions?|etat|mairie|metropole|prefet|personnes? publiques?)\b')::INTEGER
             AS partners
    FROM read
)
SELECT t.obstacle_id, o.label, o.code, t.phase,
       CASE t.partners WHEN 2 THEN 'bipartite' WHEN 3 THEN 'tripartite' END AS relation,
       count(*) AS statement_count
FROM told t JOIN obstacles o USING (obstacle_id)
GROUP BY ALL;

-- What became of the obstacles of each document: alive or lifted, since when and by which text.
CREATE OR REPLACE VIEW obstacle_fates AS
WITH affirmed AS (
    SELECT s.obstacle_id, max(d.year) AS last_asserted_year, max(d.published_on) AS last_asserted_on
    FROM statements s JOIN documents d USING (document_id)
    WHERE s.assertion = 'asserted' AND s.review_status <> 'rejected' GROUP BY s.obstacle_id
), ending AS (
    -- Where nobody says « levé », an obstacle is lifted by those who say later that it is none.
    SELECT s.obstacle_id, s.statement_id, s.norms, d.published_on
    FROM statements s JOIN documents d USING (document_id) JOIN obstacles o USING (obstacle_id)
    LEFT JOIN affirmed a USING (obstacle_id)
    WHERE s.review_status <> 'rejected' AND (
        s.assertion = 'resolved'
        OR s.assertion = 'negated' AND o.status = 'levé' AND d.published_on > coalesce(a.last_asserted_on, '')
    )
    QUALIFY s.assertion = 'resolved' OR NOT bool_or(s.assertion = 'resolved') OVER (PARTITION BY s.obstacle_id)
), lifted AS (
    SELECT obstacle_id, min(published_on) AS lifted_said_on,
           list_sort(list_distinct(flatten(list(norms)))) AS lifted_by,
           arg_min(statement_id, coalesce(published_on, '9999')) AS lifted_statement_id
    FROM ending GROUP BY obstacle_id
)
SELECT d.document_id, d.file_name, d.title, d.year, o.obstacle_id, o.label, o.code, o.status,
       a.last_asserted_year, l.lifted_said_on, coalesce(l.lifted_by, []) AS lifted_by, l.lifted_statement_id,
       count(*) AS statement_count
FROM statements s JOIN documents d USING (document_id) JOIN obstacles o USING (obstacle_id)
LEFT JOIN lifted l USING (obstacle_id) LEFT JOIN affirmed a USING (obstacle_id)
WHERE s.review_status <> 'rejected' AND s.assertion = 'asserted'
GROUP BY ALL;

-- Documents that affirm an obstacle and documents that deny it, side by side.
CREATE OR REPLACE VIEW contradictions AS
SELECT s.obstacle_id, any_value(o.label) AS label, any_value(o.code) AS code, any_value(o.status) AS status,
       list(DISTINCT s.document_id ORDER BY s.document_id) FILTER (s.assertion = 'asserted') AS affirming,
       list(DISTINCT s.document_id ORDER BY s.document_id)
           FILTER (s.assertion IN ('negated', 'rebutted', 'resolved')) AS denying,
       count(*) FILTER (s.assertion = 'asserted') AS asserted_count,
       count(*) FILTER (s.assertion = 'negated') AS negated_count,
       count(*) FILTER (s.assertion = 'rebutted') AS rebutted_count,
       count(*) FILTER (s.assertion = 'resolved') AS resolved_count,
       max(d.year) FILTER (s.assertion = 'asserted') AS last_affirmed,
       max(d.year) FILTER (s.assertion IN ('negated', 'rebutted', 'resolved')) AS last_denied
FROM statements s JOIN documents d USING (document_id) JOIN obstacles o USING (obstacle_id)
WHERE s.review_status <> 'rejected'
GROUP BY s.obstacle_id
HAVING count(*) FILTER (s.assertion = 'asserted') > 0
   AND count(*) FILTER (s.assertion IN ('negated', 'rebutted', 'resolved')) > 0;

-- All that is new, with its date. kind: document | statement | obstacle | answer | decision | merge …
CREATE OR REPLACE VIEW news AS
SELECT received_at AS happened_at, 'document' AS kind, document_id AS subject_id,
       coalesce(title, file_name) AS what FROM documents
UNION ALL
SELECT m.since, 'statement', s.statement_id, s.text FROM statements s JOIN store.memberships m USING (statement_id)
UNION ALL
SELECT created_at, 'obstacle', obstacle_id, label FROM obstacles
UNION ALL
SELECT e.happened_at, e.kind, e.obstacle_id, o.label || coalesce(' → ' || p.label, '')
FROM store.register_events e JOIN store.obstacles o USING (obstacle_id)
LEFT JOIN store.obstacles p ON p.obstacle_id = e.other_id
WHERE e.kind <> 'opened'
UNION ALL
SELECT a.since, 'answer', a.answer_id, p.text || ' → ' || o.label
FROM store.answers a JOIN proposals p USING (proposal_id) JOIN obstacles o USING (obstacle_id)
UNION ALL
SELECT decided_at, 'decision', decision_id, reviewer || ' : ' || action || coalesce(' (' || reason || ')', '')
FROM store.decisions;

-- What a measure covers of the obstacles of its own document (and of those that it answers elsewhere).
CREATE OR REPLACE VIEW measure_coverage AS
WITH linked AS (
    SELECT p.group_id, a.obstacle_id, min(a.relation) AS relation, max(a.score) AS score,
           CASE WHEN bool_or(a.status = 'accepted') THEN 'accepted' ELSE 'suggested' END AS status
    FROM answers a JOIN proposals p USING (proposal_id) WHERE a.status <> 'rejected'
    GROUP BY p.group_id, a.obstacle_id
), wanted AS (
    SELECT group_id, obstacle_id FROM linked
    UNION
    SELECT DISTINCT p.group_id, s.obstacle_id FROM proposals p JOIN statements s USING (document_id)
    WHERE s.obstacle_id IS NOT NULL AND s.review_status <> 'rejected' AND s.assertion = 'asserted'
)
SELECT w.group_id, m.proposal_id, m.number, m.text, m.issuer, m.documents, w.obstacle_id, o.label, o.code,
       l.relation, l.status, l.score,
       CASE l.relation WHEN 'removes' THEN 'en entier' WHEN 'mitigates' THEN 'en partie'
                       WHEN 'works_around' THEN 'par contournement' ELSE 'non traité' END AS extent
FROM wanted w JOIN measures m USING (group_id) JOIN obstacles o USING (obstacle_id)
LEFT JOIN linked l ON l.group_id = w.group_id AND l.obstacle_id = w.obstacle_id;

-- The last word of each reviewer on each row, and where the last words differ.
CREATE OR REPLACE VIEW verdicts AS
SELECT subject_type, subject_id, reviewer, verdict, code, assertion, mechanism, decided_at FROM store.verdicts;

CREATE OR REPLACE VIEW disagreements AS
SELECT a.subject_type, a.subject_id, a.reviewer AS first_reviewer, b.reviewer AS second_reviewer,
       a.verdict AS first_verdict, b.verdict AS second_verdict, a.code AS first_code, b.code AS second_code,
       a.assertion AS first_assertion, b.assertion AS second_assertion,
       a.mechanism AS first_mechanism, b.mechanism AS second_mechanism
FROM verdicts a JOIN verdicts b ON b.subject_type = a.subject_type AND b.subject_id = a.subject_id
     AND a.reviewer < b.reviewer
WHERE (a.verdict = 'rejected') <> (b.verdict = 'rejected')
   OR (a.verdict <> 'rejected' AND (a.code, a.assertion, a.mechanism)
       IS DISTINCT FROM (b.code, b.assertion, b.mechanism));

-- What is still to be looked at, and why; reviewers: those who have looked.
CREATE OR REPLACE VIEW review_queue AS
WITH lookers AS (
    SELECT subject_type, subject_id, list(DISTINCT reviewer ORDER BY reviewer) AS reviewers
    FROM verdicts GROUP BY ALL
), waiting AS (
    SELECT 'statement' AS subject_type, statement_id AS subject_id, code, text, score, document_id, page,
           CASE WHEN review_status = 'disputed' THEN 'en désaccord'
                WHEN disposition = 'candidate' THEN 'sous le seuil'
                WHEN code LIKE 'IND%' THEN 'nature à déterminer' ELSE 'à valider' END AS why
    FROM store.reviewed_statements
    WHERE review_status = 'disputed' OR (review_status = 'proposed' AND disposition IN ('kept', 'candidate'))
    UNION ALL
    SELECT 'answer', a.answer_id, o.code, p.text || ' → ' || o.label, a.score, p.document_id, p.page,
           'réponse suggérée'
    FROM answers a JOIN proposals p USING (proposal_id) JOIN obstacles o USING (obstacle_id)
    WHERE a.status = 'suggested'
    UNION ALL
    SELECT 'obstacle', m.left_id, a.code, a.label || ' = ' || b.label || ' ?', m.score, NULL, NULL, 'fusion suggérée'
    FROM store.merge_suggestions m JOIN obstacles a ON a.obstacle_id = m.left_id
    JOIN obstacles b ON b.obstacle_id = m.right_id
    UNION ALL
    SELECT subject_type, subject_id, NULL, json_extract_string(anchor, '$.text'), NULL,
           json_extract_string(anchor, '$.document_id'), CAST(json_extract_string(anchor, '$.page') AS INTEGER),
           'à réancrer'
    FROM decisions WHERE effect = 'lost'
)
SELECT w.*, coalesce(l.reviewers, []) AS reviewers
FROM waiting w LEFT JOIN lookers l USING (subject_type, subject_id);

-- What the machine is unsure of: nature undetermined, or below the threshold.
CREATE OR REPLACE VIEW unsure AS
SELECT statement_id, document_id, page, text, code, score, disposition, reason, review_status
FROM store.reviewed_statements
WHERE code LIKE 'IND%' OR disposition = 'candidate';

-- How many rows are in each review state; the states are those of docs/review-states.md.
CREATE OR REPLACE VIEW review_counts AS
SELECT 'statement' AS subject_type, review_status AS state, count(*) AS rows
FROM store.reviewed_statements GROUP BY review_status
UNION ALL SELECT 'proposal', review_status, count(*) FROM proposals GROUP BY review_status
UNION ALL SELECT 'answer', CASE status WHEN 'suggested' THEN 'proposed' ELSE status END, count(*)
FROM answers GROUP BY status
UNION ALL SELECT 'decision', effect, count(*) FROM decisions GROUP BY effect;
