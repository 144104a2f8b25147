-- The contingency when e-mail is down: one-time passes, and the number that a firm is called back at.

-- As people write it; empty: none is on file.
ALTER TABLE participants ADD COLUMN call_back TEXT NOT NULL DEFAULT '';

-- One-time passes. The pass itself stands nowhere: it is derived from the id.
CREATE TABLE passes (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (account),
    request TEXT NOT NULL REFERENCES requests (id),
    -- The account's epoch when it was agreed on: raised since, it is void.
    epoch BIGINT NOT NULL,
    issued_at BIGINT NOT NULL,
    -- Until it is shown, when it can be shown no more; from then on, when it stops working.
    expires_at BIGINT NOT NULL,
    shown_at BIGINT,
    -- The number that was called before it was shown; empty: it was passed on in person.
    called TEXT,
    used_at BIGINT,
    -- When another took its place.
    revoked_at BIGINT
);
CREATE INDEX passes_by_account ON passes (account, issued_at);
CREATE INDEX passes_by_request ON passes (request);
CREATE INDEX passes_by_time ON passes (issued_at, id);
