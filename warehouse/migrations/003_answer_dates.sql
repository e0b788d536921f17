-- When an answer was first suggested or given: what is new since the last meeting.
ALTER TABLE store.answers ADD COLUMN since TIMESTAMP;
