-- What two people agree on, uploads before they are proposed, and what registration by the firms needs besides.

-- Raised by every change that an approval can make or rest on: address, roles, status.
ALTER TABLE accounts ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
-- Until when one person may check what they made.
ALTER TABLE accounts ADD COLUMN sole_until BIGINT;
-- An activation leaves by itself once set-up is open to the user.
ALTER TABLE accounts ADD COLUMN awaits_activation BIGINT NOT NULL DEFAULT 0;
-- Since when the registered address refuses mail.
ALTER TABLE accounts ADD COLUMN mail_refused_at BIGINT;
CREATE INDEX accounts_by_user ON accounts (user_id);
CREATE INDEX accounts_awaiting ON accounts (awaits_activation, account);

-- Mail domains that the firm has agreed on, one a line; empty: those in use.
ALTER TABLE participants ADD COLUMN mail_domains TEXT NOT NULL DEFAULT '';
ALTER TABLE participants ADD COLUMN version BIGINT NOT NULL DEFAULT 0;

-- A set-up may ask for the code that the checker hands over.
ALTER TABLE activations ADD COLUMN hand_over BIGINT NOT NULL DEFAULT 0;

-- Mail to somebody who is not, or no longer, the account's registered address; what it is about; and which request
-- caused it.
ALTER TABLE outbox ADD COLUMN recipient TEXT;
ALTER TABLE outbox ADD COLUMN detail TEXT NOT NULL DEFAULT '{}';
ALTER TABLE outbox ADD COLUMN cause TEXT;
CREATE INDEX outbox_by_cause ON outbox (cause);
CREATE INDEX outbox_by_account ON outbox (account, kind, state);

CREATE TABLE requests (
    id TEXT PRIMARY KEY,
    participant TEXT NOT NULL REFERENCES participants (code),
    kind TEXT NOT NULL,
    -- `firm` or `staff`: whose makers proposed it.
    origin TEXT NOT NULL,
    -- An account, or `operator`.
    maker TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- The file that it came from, or empty.
    file TEXT NOT NULL,
    -- SHA-256 over everything that was proposed.
    hash TEXT NOT NULL,
    -- How many rows it has, and how many of them wait.
    rows_all BIGINT NOT NULL,
    rows_waiting BIGINT NOT NULL,
    -- Raised whenever a row is decided.
    revision BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    settled_at BIGINT
);
CREATE INDEX requests_by_participant ON requests (participant, settled_at, created_at);
CREATE INDEX requests_open ON requests (settled_at, expires_at);

CREATE TABLE request_rows (
    request TEXT NOT NULL REFERENCES requests (id),
    number BIGINT NOT NULL,
    -- The account, or the participant's code where it concerns the firm.
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- What the mailbox is the same by that it would give the user.
    mailbox TEXT,
    -- Exactly what is carried out, and what held when it was proposed, as JSON.
    change TEXT NOT NULL,
    former TEXT NOT NULL,
    -- The version that it rests on.
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT,
    decided_at BIGINT,
    -- The checker's words, or by what it had gone stale.
    why TEXT,
    -- The activation that it sent, and when the hand-over code that goes with it was shown.
    activation TEXT,
    hand_over_shown_at BIGINT,
    PRIMARY KEY (request, number)
);
CREATE INDEX request_rows_by_state ON request_rows (request, state, number);
-- One change of a kind waits for a subject at most: the second proposal is told.
CREATE UNIQUE INDEX one_waiting_change ON request_rows (subject, kind) WHERE state = 'waiting';

CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    participant TEXT NOT NULL REFERENCES participants (code),
    maker TEXT NOT NULL,
    file TEXT NOT NULL,
    -- Encoding and separator, in words.
    form TEXT NOT NULL,
    -- The records, as UTF-8 with commas.
    content TEXT NOT NULL,
    records BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX uploads_by_maker ON uploads (maker, created_at);

-- What was done at the command line, until every approver has seen it.
CREATE TABLE operator_acts (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    what TEXT NOT NULL,
    facts TEXT NOT NULL
);
CREATE TABLE acknowledgements (
    act TEXT NOT NULL REFERENCES operator_acts (id),
    account TEXT NOT NULL REFERENCES accounts (account),
    at BIGINT NOT NULL,
    PRIMARY KEY (act, account)
);
