-- What two people of a firm told the clearing house: that the firm has the information package, and that it is ready.

CREATE TABLE packages (
    participant TEXT NOT NULL REFERENCES participants (code),
    -- Which edition of the package: drawn from what it says.
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    maker TEXT NOT NULL,
    checker TEXT NOT NULL,
    request TEXT NOT NULL,
    PRIMARY KEY (participant, version)
);

CREATE TABLE declarations (
    id TEXT PRIMARY KEY,
    participant TEXT NOT NULL REFERENCES participants (code),
    event TEXT NOT NULL,
    -- When the event was to happen. It is void once the event is to happen at another instant.
    event_at BIGINT NOT NULL,
    -- How many of the firm's users the event would have shut out.
    blocked BIGINT NOT NULL,
    at BIGINT NOT NULL,
    maker TEXT NOT NULL,
    checker TEXT NOT NULL,
    request TEXT NOT NULL
);
CREATE INDEX declarations_by_firm ON declarations (participant, id);
