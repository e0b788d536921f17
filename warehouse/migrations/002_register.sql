-- The register: what is computed from the rows of the documents and the decisions, and can be computed again.
ALTER TABLE store.obstacles ADD COLUMN empty BOOLEAN DEFAULT false;  -- no statement left, and nobody touched it

ALTER TABLE store.memberships ADD COLUMN own_id VARCHAR;             -- the obstacle before any merge

-- Who speaks: documents of one issuer, however its name is written, have one voice.
CREATE TABLE store.voices (
    document_id VARCHAR NOT NULL,
    voice       VARCHAR NOT NULL
);

-- Obstacles that may be one and the same; a person decides.
CREATE TABLE store.merge_suggestions (
    left_id  VARCHAR NOT NULL,
    right_id VARCHAR NOT NULL,
    score    DOUBLE NOT NULL,
    note     VARCHAR NOT NULL,
    since    TIMESTAMP NOT NULL
);

-- The trace of what happened to the obstacles; append-only.
CREATE TABLE store.register_events (
    happened_at TIMESTAMP NOT NULL,
    kind        VARCHAR NOT NULL,       -- opened | merged | split | emptied | returned
    obstacle_id VARCHAR NOT NULL,
    other_id    VARCHAR,
    note        VARCHAR
);

-- One measure has several occurrences: body, summary, recap table, another document of the same issuer.
CREATE TABLE store.proposal_groups (
    proposal_id VARCHAR NOT NULL,
    group_id    VARCHAR NOT NULL,
    since       TIMESTAMP NOT NULL
);

-- What the decisions make of a measure; written only by the replay.
CREATE TABLE store.proposal_reviews (
    proposal_id   VARCHAR NOT NULL,
    review_status VARCHAR NOT NULL,
    number        VARCHAR,
    label         VARCHAR,
    text          VARCHAR,
    addressee     VARCHAR,
    vehicle       VARCHAR,
    norms         VARCHAR[]
);
CREATE TABLE store.proposal_states (
    proposal_id VARCHAR NOT NULL,
    state       VARCHAR NOT NULL,
    since       VARCHAR,                -- YYYY, YYYY-MM or YYYY-MM-DD
    decided_at  TIMESTAMP NOT NULL,
    decision_id VARCHAR NOT NULL
);

-- What became of each decision: applied | reanchored | lost | withdrawn.
CREATE TABLE store.decision_effects (
    decision_id VARCHAR NOT NULL,
    effect      VARCHAR NOT NULL,
    subject_id  VARCHAR,                -- the row to which it applies now
    note        VARCHAR
);

-- The last word of each reviewer on each row.
CREATE TABLE store.verdicts (
    subject_type VARCHAR NOT NULL,
    subject_id   VARCHAR NOT NULL,
    reviewer     VARCHAR NOT NULL,
    verdict      VARCHAR NOT NULL,      -- accepted | rejected | corrected
    code         VARCHAR,
    assertion    VARCHAR,
    mechanism    VARCHAR,
    decided_at   TIMESTAMP NOT NULL
);
