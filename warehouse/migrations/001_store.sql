-- What is stored, in schema `store`. The views of schema `main` (warehouse/views/) are what people query.
-- No primary keys and no foreign keys: a document's rows are deleted and inserted again in one
-- transaction, which the eager constraint checks of DuckDB refuse; there is one writer at a time, ids are
-- computed, and `levier doctor` checks uniqueness and orphans.
CREATE SCHEMA store;

CREATE TABLE store.categories (
    code      VARCHAR NOT NULL,
    family    VARCHAR NOT NULL,
    nature    VARCHAR NOT NULL,
    label     VARCHAR NOT NULL,
    family_label VARCHAR NOT NULL
);

CREATE TABLE store.documents (
    document_id      VARCHAR NOT NULL,
    sha256           VARCHAR NOT NULL,
    file_name        VARCHAR NOT NULL,
    source           VARCHAR,
    library_path     VARCHAR,
    size_bytes       BIGINT,
    received_at      TIMESTAMP NOT NULL,
    status           VARCHAR NOT NULL,   -- ready | needs_ocr | failed
    error_stage      VARCHAR,
    error_code       VARCHAR,
    error            VARCHAR,            -- French: what happened and what to do
    error_retry      BOOLEAN,
    page_count       INTEGER,
    reader_version   VARCHAR,
    taxonomy_version VARCHAR,
    rules_version    VARCHAR,
    model_version    VARCHAR,
    remarks          VARCHAR[],
    -- What the document says of itself, and how each value was found.
    title            VARCHAR,
    title_how        VARCHAR,
    issuer           VARCHAR,
    issuer_how       VARCHAR,
    kind             VARCHAR,
    kind_how         VARCHAR,
    issuer_type      VARCHAR,
    issuer_type_how  VARCHAR,
    published_on     VARCHAR,            -- YYYY, YYYY-MM or YYYY-MM-DD
    published_on_how VARCHAR,
    language         VARCHAR,
    language_how     VARCHAR
);

-- Every name under which the same bytes came.
CREATE TABLE store.document_files (
    document_id VARCHAR NOT NULL,
    file_name   VARCHAR NOT NULL,
    source      VARCHAR,
    seen_at     TIMESTAMP NOT NULL
);

-- What people corrected; append-only, the last one of a field counts, "" empties the field.
CREATE TABLE store.document_corrections (
    seq          BIGINT NOT NULL,
    document_id  VARCHAR NOT NULL,
    field        VARCHAR NOT NULL,
    value        VARCHAR NOT NULL,
    before       VARCHAR,
    reviewer     VARCHAR NOT NULL,
    corrected_at TIMESTAMP NOT NULL,
    reason       VARCHAR
);

CREATE TABLE store.pages (
    document_id VARCHAR NOT NULL,
    page        INTEGER NOT NULL,
    width       DOUBLE NOT NULL,
    height      DOUBLE NOT NULL,
    rotation    INTEGER NOT NULL,
    status      VARCHAR NOT NULL,        -- text | ocr | needs_ocr | blank
    method      VARCHAR NOT NULL,
    columns     INTEGER NOT NULL,
    characters  INTEGER NOT NULL,
    remark      VARCHAR NOT NULL
);

CREATE TABLE store.passages (
    passage_id     VARCHAR NOT NULL,
    document_id    VARCHAR NOT NULL,
    ordinal        INTEGER NOT NULL,
    page           INTEGER NOT NULL,
    kind           VARCHAR NOT NULL,
    section        VARCHAR[] NOT NULL,
    text           VARCHAR NOT NULL,
    boxes          VARCHAR NOT NULL,     -- JSON: [[page, x0, y0, x1, y1], …]
    level          INTEGER,
    table_no       INTEGER,
    row_no         INTEGER,
    column_no      INTEGER,
    column_heading VARCHAR NOT NULL,
    row_heading    VARCHAR NOT NULL,
    note           VARCHAR,
    note_calls     STRUCT("at" INTEGER, note VARCHAR)[] NOT NULL,
    anchor         INTEGER,
    runs           STRUCT("start" INTEGER, "end" INTEGER, page INTEGER,
                          x0 DOUBLE, y0 DOUBLE, x1 DOUBLE, y1 DOUBLE)[] NOT NULL
);

CREATE TABLE store.sentences (
    document_id VARCHAR NOT NULL,
    passage_id  VARCHAR NOT NULL,
    ordinal     INTEGER NOT NULL,        -- position in the passage, from 0
    "start"     INTEGER NOT NULL,
    "end"       INTEGER NOT NULL
);

CREATE TABLE store.statements (
    statement_id VARCHAR NOT NULL,
    document_id  VARCHAR NOT NULL,
    passage_id   VARCHAR NOT NULL,
    page         INTEGER NOT NULL,       -- page on which the sentence starts
    "start"      INTEGER NOT NULL,
    "end"        INTEGER NOT NULL,
    text         VARCHAR NOT NULL,
    boxes        VARCHAR NOT NULL,
    assertion    VARCHAR NOT NULL,
    code         VARCHAR NOT NULL,
    also_codes   VARCHAR[] NOT NULL,
    mechanism    VARCHAR,
    score        DOUBLE NOT NULL,
    voice        VARCHAR NOT NULL,
    disposition  VARCHAR NOT NULL,       -- kept | candidate | excluded
    reason       VARCHAR,
    archetype    VARCHAR,
    evidence     VARCHAR NOT NULL,       -- JSON
    vector       FLOAT[]
);

CREATE TABLE store.citations (
    citation_id  VARCHAR NOT NULL,
    document_id  VARCHAR NOT NULL,
    passage_id   VARCHAR NOT NULL,
    page         INTEGER NOT NULL,
    "start"      INTEGER NOT NULL,
    "end"        INTEGER NOT NULL,
    boxes        VARCHAR NOT NULL,
    raw          VARCHAR NOT NULL,
    norm_id      VARCHAR NOT NULL,
    display      VARCHAR NOT NULL,
    url          VARCHAR,
    level        VARCHAR NOT NULL,
    doubt        VARCHAR,
    equivalent   VARCHAR,
    inherited    BOOLEAN NOT NULL,
    statement_id VARCHAR                 -- the statement whose sentence holds the mention
);

CREATE TABLE store.proposals (
    proposal_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    passage_id  VARCHAR NOT NULL,
    page        INTEGER NOT NULL,
    "start"     INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    text        VARCHAR NOT NULL,
    boxes       VARCHAR NOT NULL,
    number      VARCHAR,
    label       VARCHAR NOT NULL,
    vehicle     VARCHAR NOT NULL,
    addressee   VARCHAR,
    score       DOUBLE NOT NULL,
    targets     STRUCT(target VARCHAR, relation VARCHAR, probability DOUBLE)[] NOT NULL,
    norms       VARCHAR[] NOT NULL,
    evidence    VARCHAR NOT NULL,
    vector      FLOAT[]
);

-- The register. Ids are for ever: a merged obstacle stays, with the one that took its place.
CREATE TABLE store.obstacles (
    obstacle_id VARCHAR NOT NULL,
    label       VARCHAR NOT NULL,
    label_how   VARCHAR NOT NULL,        -- machine | person
    code        VARCHAR NOT NULL,
    statement_id VARCHAR,                -- the clearest statement, from which the label comes
    status      VARCHAR NOT NULL,        -- actif | partiellement levé | levé | contesté
    status_how  VARCHAR NOT NULL,        -- machine | person
    created_at  TIMESTAMP NOT NULL,
    merged_into VARCHAR,
    archetype   VARCHAR
);

-- Rows of statements that are gone stay here: the id comes back when the sentence does.
CREATE TABLE store.memberships (
    statement_id VARCHAR NOT NULL,
    obstacle_id  VARCHAR NOT NULL,
    score        DOUBLE,
    origin       VARCHAR NOT NULL,       -- machine | person
    since        TIMESTAMP NOT NULL
);

CREATE TABLE store.answers (
    answer_id   VARCHAR NOT NULL,
    proposal_id VARCHAR NOT NULL,
    obstacle_id VARCHAR NOT NULL,
    relation    VARCHAR NOT NULL,        -- removes | mitigates | works_around
    score       DOUBLE,
    status      VARCHAR NOT NULL,        -- suggested | accepted | rejected
    origin      VARCHAR NOT NULL,        -- machine | person
    evidence    VARCHAR NOT NULL         -- JSON
);

-- What reviewers said; append-only. anchor (JSON: sha256, page, text, boxes) finds the row again after a new reading.
CREATE TABLE store.decisions (
    seq          BIGINT NOT NULL,
    decision_id  VARCHAR NOT NULL,
    decided_at   TIMESTAMP NOT NULL,
    reviewer     VARCHAR NOT NULL,
    subject_type VARCHAR NOT NULL,       -- statement | obstacle | proposal | answer | citation | document
    subject_id   VARCHAR NOT NULL,
    action       VARCHAR NOT NULL,
    before       VARCHAR,                -- JSON
    after        VARCHAR,                -- JSON
    reason       VARCHAR,
    anchor       VARCHAR
);

-- What the decisions make of a statement: written only by the replay of the decisions, read by the views.
CREATE TABLE store.statement_reviews (
    statement_id  VARCHAR NOT NULL,
    review_status VARCHAR NOT NULL,
    disposition   VARCHAR,
    assertion     VARCHAR,
    code          VARCHAR,
    mechanism     VARCHAR
);

-- The ledger of runs: given = ready + known + needs_ocr + failed.
CREATE TABLE store.runs (
    run_id           VARCHAR NOT NULL,
    started_at       TIMESTAMP NOT NULL,
    finished_at      TIMESTAMP,
    status           VARCHAR NOT NULL,   -- started | finished | failed
    command          VARCHAR,
    program_version  VARCHAR,
    reader_version   VARCHAR NOT NULL,
    taxonomy_version VARCHAR NOT NULL,
    rules_version    VARCHAR NOT NULL,
    model_version    VARCHAR NOT NULL,
    given            INTEGER,
    ready            INTEGER,
    known            INTEGER,
    needs_ocr        INTEGER,
    failed           INTEGER,
    message          VARCHAR
);

CREATE TABLE store.run_documents (
    run_id      VARCHAR NOT NULL,
    ordinal     INTEGER NOT NULL,
    file_name   VARCHAR NOT NULL,
    source      VARCHAR,
    sha256      VARCHAR,
    document_id VARCHAR,
    outcome     VARCHAR NOT NULL,        -- ready | known | needs_ocr | failed
    stage       VARCHAR,
    code        VARCHAR,
    reason      VARCHAR,
    seconds     DOUBLE
);

CREATE TABLE store.failures (
    occurred_at TIMESTAMP NOT NULL,
    run_id      VARCHAR,
    document_id VARCHAR,
    sha256      VARCHAR,
    file_name   VARCHAR NOT NULL,
    stage       VARCHAR NOT NULL,
    code        VARCHAR NOT NULL,
    reason      VARCHAR NOT NULL,
    retry       BOOLEAN NOT NULL
);

-- One row a load, compared by `levier doctor` with the ledger outside this file and with the rows.
CREATE TABLE store.loads (
    seq         BIGINT NOT NULL,
    loaded_at   TIMESTAMP NOT NULL,
    document_id VARCHAR NOT NULL,
    sha256      VARCHAR NOT NULL,
    status      VARCHAR NOT NULL,
    pages       INTEGER NOT NULL,
    passages    INTEGER NOT NULL,
    statements  INTEGER NOT NULL,
    citations   INTEGER NOT NULL,
    proposals   INTEGER NOT NULL
);

-- What full-text search looks into: folded words (warehouse/fold.py), one row a passage or statement.
CREATE TABLE store.search_units (
    unit_id     VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    kind        VARCHAR NOT NULL,        -- passage | statement
    folded      VARCHAR NOT NULL
);

-- The full-text index is a snapshot: stale says that rows changed since.
CREATE TABLE store.search_state (
    stale      BOOLEAN NOT NULL,
    indexed_at TIMESTAMP,
    units      BIGINT NOT NULL
);
INSERT INTO store.search_state VALUES (true, NULL, 0);
