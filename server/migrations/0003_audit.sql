-- The audit's seal (docs/operations.md, "The audit"). The sealer gives each event its seal, its place in the chain and
-- its hash. Until then they are NULL.

ALTER TABLE events ADD COLUMN seal BIGINT;
ALTER TABLE events ADD COLUMN place BIGINT;
ALTER TABLE events ADD COLUMN hash TEXT;
-- Salt of what retention may take away; once it is taken away, with its salt, the hash stands in its place.
ALTER TABLE events ADD COLUMN who_salt TEXT;
ALTER TABLE events ADD COLUMN who_hash TEXT;
ALTER TABLE events ADD COLUMN detail_salt TEXT;
ALTER TABLE events ADD COLUMN detail_hash TEXT;

-- What waits for the sealer, and what it has sealed. Were the second one whole, SQLite would use it to find what waits,
-- and sort all of that for each batch.
CREATE INDEX events_unsealed ON events (id) WHERE seal IS NULL;
CREATE INDEX events_by_seal ON events (seal, place) WHERE seal IS NOT NULL;
-- A firm's trail, newest first: ids sort by time.
CREATE INDEX events_by_participant ON events (participant, id);

CREATE TABLE seals (
    number BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    first_place BIGINT NOT NULL,
    last_place BIGINT NOT NULL,
    events BIGINT NOT NULL,
    -- Hash of the seal before; NULL in the first.
    previous TEXT,
    hash TEXT NOT NULL
);
