-- What the document says of itself, corrected by people where they did.
CREATE OR REPLACE VIEW documents AS
WITH corrected AS (
    SELECT document_id,
           arg_max(value, seq) FILTER (field = 'title')        AS title,
           arg_max(value, seq) FILTER (field = 'issuer')       AS issuer,
           arg_max(value, seq) FILTER (field = 'kind')         AS kind,
           arg_max(value, seq) FILTER (field = 'issuer_type')  AS issuer_type,
           arg_max(value, seq) FILTER (field = 'published_on') AS published_on,
           arg_max(value, seq) FILTER (field = 'language')     AS language
    FROM store.document_corrections
    GROUP BY document_id
), described AS (
    SELECT d.*,
           nullif(coalesce(c.title, d.title), '')               AS title_now,
           nullif(coalesce(c.issuer, d.issuer), '')             AS issuer_now,
           nullif(coalesce(c.kind, d.kind), '')                 AS kind_now,
           nullif(coalesce(c.issuer_type, d.issuer_type), '')   AS issuer_type_now,
           nullif(coalesce(c.published_on, d.published_on), '') AS published_on_now,
           nullif(coalesce(c.language, d.language), '')         AS language_now,
           c.title IS NOT NULL AS title_set, c.issuer IS NOT NULL AS issuer_set, c.kind IS NOT NULL AS kind_set,
           c.issuer_type IS NOT NULL AS issuer_type_set, c.published_on IS NOT NULL AS published_on_set,
           c.language IS NOT NULL AS language_set
    FROM store.documents d LEFT JOIN corrected c USING (document_id)
), counted AS (
    SELECT document_id,
           count(*) FILTER (status = 'ocr')       AS ocr_pages,
           count(*) FILTER (status = 'needs_ocr') AS waiting_pages,
           count(*) FILTER (status = 'blank')     AS blank_pages
    FROM store.pages GROUP BY document_id
)
SELECT document_id, sha256, file_name,
       title_now AS title, kind_now AS kind, issuer_now AS issuer, issuer_type_now AS issuer_type,
       published_on_now AS published_on, language_now AS language,
       page_count, status, error, received_at,
       try_cast(left(published_on_now, 4) AS INTEGER) AS year,
       -- Who counts as one voice; a document that names nobody is a voice of its own.
       coalesce(voice, strip_accents(lower(trim(issuer_now))), document_id) AS issuer_key,
       CASE WHEN title_set THEN 'person' ELSE title_how END               AS title_how,
       CASE WHEN kind_set THEN 'person' ELSE kind_how END                 AS kind_how,
       CASE WHEN issuer_set THEN 'person' ELSE issuer_how END             AS issuer_how,
       CASE WHEN issuer_type_set THEN 'person' ELSE issuer_type_how END   AS issuer_type_how,
       CASE WHEN published_on_set THEN 'person' ELSE published_on_how END AS published_on_how,
       CASE WHEN language_set THEN 'person' ELSE language_how END         AS language_how,
       error_stage, error_code,
       coalesce(ocr_pages, 0) AS ocr_pages, coalesce(waiting_pages, 0) AS waiting_pages,
       coalesce(blank_pages, 0) AS blank_pages,
       remarks, size_bytes, source, library_path,
       reader_version, taxonomy_version, rules_version, model_version
FROM described LEFT JOIN counted USING (document_id) LEFT JOIN store.voices USING (document_id);

CREATE OR REPLACE VIEW pages AS
SELECT document_id, page, width, height, rotation, status, method, columns, characters, remark FROM store.pages;

CREATE OR REPLACE VIEW passages AS
SELECT passage_id, document_id, page, ordinal, kind, array_to_string(section, ' › ') AS section, text, boxes,
       section AS section_path, level, table_no, row_no, column_no, column_heading, row_heading, note, anchor
FROM store.passages;

CREATE OR REPLACE VIEW categories AS
SELECT code, family, nature, label, family_label FROM store.categories;
