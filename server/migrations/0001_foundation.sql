-- One text for SQLite and PostgreSQL. Flags are BIGINT 0/1, instants BIGINT milliseconds since 1970 in UTC,
-- identifiers TEXT. An account is named as the terminal sees it: PARTICIPANT/USER.

CREATE TABLE marks (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE participants (
    code TEXT PRIMARY KEY,
    name_en TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    category TEXT NOT NULL,
    da_model TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE accounts (
    account TEXT PRIMARY KEY,
    participant TEXT NOT NULL REFERENCES participants (code),
    user_id TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    da_maker BIGINT NOT NULL,
    da_checker BIGINT NOT NULL,
    staff_role TEXT,
    status TEXT NOT NULL,
    state TEXT NOT NULL,
    email TEXT,
    email_key TEXT,
    language TEXT,
    password_hash TEXT,
    password_at BIGINT,
    -- Raised by whatever ends codes under way: password, address, status.
    epoch BIGINT NOT NULL,
    last_login_at BIGINT,
    last_login_method TEXT,
    previous_login_at BIGINT,
    previous_login_method TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX accounts_by_participant ON accounts (participant, user_id);
CREATE INDEX accounts_by_email ON accounts (email_key);

CREATE TABLE activations (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (account),
    reference TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX activations_by_account ON activations (account, created_at);

-- A login or set-up under way, in one tab of one browser. No code stands here: it is derived from code_id.
CREATE TABLE logins (
    tag TEXT PRIMARY KEY,
    secret_hash TEXT NOT NULL,
    kind TEXT NOT NULL,
    stage TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (account),
    epoch BIGINT NOT NULL,
    activation TEXT,
    new_password_hash TEXT,
    code_id TEXT,
    reference TEXT,
    asked_at BIGINT,
    code_expires_at BIGINT,
    mailed_at BIGINT,
    mails BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    return_to TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX logins_by_account ON logins (account);
CREATE INDEX logins_by_expiry ON logins (expires_at);

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES accounts (account),
    method TEXT NOT NULL,
    browser TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account);

-- Browsers that have completed a login: their failures have a budget of their own.
CREATE TABLE browsers (
    token_hash TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (account),
    known_at BIGINT NOT NULL,
    PRIMARY KEY (token_hash, account)
);

CREATE TABLE budgets (
    name TEXT PRIMARY KEY,
    opened_at BIGINT NOT NULL,
    spent BIGINT NOT NULL,
    streak BIGINT NOT NULL,
    -- The window for which its owner and the audit have been told that it is closed.
    told_at BIGINT
);
CREATE INDEX budgets_by_opening ON budgets (opened_at);

CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    subject TEXT NOT NULL,
    bulk BIGINT NOT NULL,
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    useless_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    leased_until BIGINT NOT NULL,
    leased_by TEXT,
    settled_at BIGINT,
    relay TEXT,
    answer TEXT
);
CREATE INDEX outbox_waiting ON outbox (state, bulk, due_at);
CREATE INDEX outbox_by_subject ON outbox (subject);

CREATE TABLE events (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    participant TEXT,
    account TEXT,
    actor TEXT NOT NULL,
    request TEXT,
    detail TEXT NOT NULL
);
CREATE INDEX events_by_account ON events (account, at);
CREATE INDEX events_by_time ON events (at);
