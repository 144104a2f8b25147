-- What runs of the connectivity test found, for users who were proved by a session or by the test login.

CREATE TABLE connectivity_results (
    -- Of a test login its tag: it has one result, the newest.
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (account),
    at BIGINT NOT NULL,
    -- The browser's family and system; empty when not recognised.
    browser TEXT NOT NULL,
    -- `passed`, `partly` or `failed`.
    outcome TEXT NOT NULL,
    -- The gravest of what failed, from a closed list, and the check that it is about.
    failed_check TEXT,
    reason TEXT,
    -- Milliseconds from asking for the code until our relay took the mail, and until the code was typed in.
    relay_ms BIGINT,
    typed_ms BIGINT,
    -- Every check that was made, as JSON from a closed list: `pass` or a reason.
    checks TEXT NOT NULL
);
CREATE INDEX connectivity_results_by_account ON connectivity_results (account, at);
