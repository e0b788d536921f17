CREATE OR REPLACE VIEW runs AS
SELECT run_id, started_at, finished_at, status, command, program_version, reader_version, taxonomy_version,
       rules_version, model_version, given, ready, known, needs_ocr, failed, message
FROM store.runs;

CREATE OR REPLACE VIEW run_documents AS
SELECT run_id, ordinal, file_name, source, sha256, document_id, outcome, stage, code, reason, seconds
FROM store.run_documents;

CREATE OR REPLACE VIEW failures AS
SELECT occurred_at, run_id, document_id, sha256, file_name, stage, code, reason, retry FROM store.failures;

CREATE OR REPLACE VIEW corrections AS
SELECT seq, document_id, field, value, before, reviewer, corrected_at, reason FROM store.document_corrections;
