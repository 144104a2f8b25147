-- What people hold besides password and mailbox: smartcards and passkeys.

CREATE TABLE credentials (
    -- The credential's id in base64url; of an X.509 card `x509:` and the SHA-256 of its certificate.
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (account),
    -- `card`, `certificate` or `passkey`. An id is held once, whatever it is for.
    kind TEXT NOT NULL,
    -- What people call it: the card's number, the certificate's subject, the name that its holder gave a passkey.
    name TEXT NOT NULL,
    -- Public key and what was attested of it, as JSON; empty for a certificate.
    key TEXT NOT NULL,
    aaguid TEXT NOT NULL,
    -- As the browser named them, separated by commas.
    transports TEXT NOT NULL,
    counter BIGINT NOT NULL,
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    last_used_at BIGINT
);
CREATE INDEX credentials_by_account ON credentials (account, kind);
CREATE INDEX credentials_by_kind ON credentials (kind, state, account);

-- A WebAuthn ceremony under way, for five minutes. Taken out by the statement that reads it: none is finished twice.
CREATE TABLE ceremonies (
    tag TEXT PRIMARY KEY,
    secret_hash TEXT NOT NULL,
    purpose TEXT NOT NULL,
    -- Whose; NULL where the credential itself says it.
    account TEXT REFERENCES accounts (account),
    epoch BIGINT NOT NULL,
    -- What the browser is asked, and what its answer is compared with.
    options TEXT NOT NULL,
    state TEXT NOT NULL,
    -- What is to be done in the end, as JSON: where to go, a passkey's name, the binding, the set-up.
    errand TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX ceremonies_by_expiry ON ceremonies (expires_at);

-- One-time codes with which users bind a card. The code itself stands nowhere: it is derived from the id.
CREATE TABLE bindings (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (account),
    request TEXT NOT NULL REFERENCES requests (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX bindings_by_account ON bindings (account, created_at);
CREATE INDEX bindings_by_request ON bindings (request);
-- When the file of binding codes was taken: once.
ALTER TABLE requests ADD COLUMN codes_taken_at BIGINT;

-- How a set-up under way proved its user beside the mailbox, and how the one that was completed last did.
ALTER TABLE logins ADD COLUMN proof TEXT;
ALTER TABLE accounts ADD COLUMN set_up_by TEXT;
-- When the user was last asked to set up after a login by card.
ALTER TABLE accounts ADD COLUMN set_up_asked_at BIGINT;
-- When the user's cards were stopped last: a certificate that was issued before and never seen here is none of theirs
-- any more.
ALTER TABLE accounts ADD COLUMN cards_stopped_at BIGINT;
