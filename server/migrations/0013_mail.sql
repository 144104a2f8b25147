-- Mail as the staff see it: where it goes, what came back, who is spared, and the domains that it goes to.

-- The firm of the account, and the domain of the mailbox: a list is read by either without going through all mail.
ALTER TABLE outbox ADD COLUMN participant TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN domain TEXT NOT NULL DEFAULT '';
-- What a mail server reported of it after a relay had taken it: when it failed for good, and what was said.
ALTER TABLE outbox ADD COLUMN bounced_at BIGINT;
ALTER TABLE outbox ADD COLUMN bounce TEXT;

-- `RTRIM` of everything but `@` leaves what stands before the domain.
UPDATE outbox SET participant = COALESCE((SELECT a.participant FROM accounts a WHERE a.account = outbox.account), ''),
    domain = COALESCE(
        LOWER(SUBSTR(recipient, LENGTH(RTRIM(recipient, REPLACE(recipient, '@', ''))) + 1)),
        (SELECT LOWER(SUBSTR(a.email, LENGTH(RTRIM(a.email, REPLACE(a.email, '@', ''))) + 1))
         FROM accounts a WHERE a.account = outbox.account),
        '');

CREATE INDEX outbox_by_state ON outbox (state, id);
CREATE INDEX outbox_by_kind ON outbox (kind, id);
CREATE INDEX outbox_by_participant ON outbox (participant, id);
CREATE INDEX outbox_by_domain ON outbox (domain, id);
-- How fast codes leave, what is refused where, and what came back: each a short index of its own.
CREATE INDEX outbox_codes_sent ON outbox (id) WHERE kind = 'code' AND state = 'sent';
CREATE INDEX outbox_refused ON outbox (domain, id) WHERE state = 'refused';
CREATE INDEX outbox_bounced ON outbox (domain, id) WHERE bounced_at IS NOT NULL;

-- Why a registered address is taken to refuse mail, as long as `accounts.mail_refused_at` says that it does.
CREATE TABLE mail_refusals (
    account TEXT PRIMARY KEY REFERENCES accounts (account),
    at BIGINT NOT NULL,
    -- `smtp`: the relay refused it; `report`: a report came back later, and a relay that takes mail proves nothing.
    source TEXT NOT NULL,
    -- RFC 3463, empty where nobody said.
    status TEXT NOT NULL,
    answer TEXT NOT NULL,
    -- The mail, where it is known.
    letter TEXT
);
CREATE INDEX mail_refusals_by_time ON mail_refusals (at, account);
INSERT INTO mail_refusals (account, at, source, status, answer)
    SELECT account, mail_refused_at, 'smtp', '', '' FROM accounts WHERE mail_refused_at IS NOT NULL;

-- Reports of mail servers (RFC 3464), one row for each recipient of each. What was reported once counts once.
CREATE TABLE mail_reports (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    at BIGINT NOT NULL,
    action TEXT NOT NULL,
    status TEXT NOT NULL,
    domain TEXT NOT NULL,
    diagnostic TEXT NOT NULL,
    letter TEXT,
    -- How many accounts it concerned; none: the address is nobody's.
    accounts BIGINT NOT NULL
);

-- Domains of registered addresses. `users` moves in the transaction in which an address does.
CREATE TABLE mail_domains (
    domain TEXT PRIMARY KEY,
    users BIGINT NOT NULL,
    -- The newest mail that a relay took for it, and how long that took; written once a minute at most.
    accepted_at BIGINT,
    accepted_ms BIGINT,
    refused_at BIGINT,
    -- The newest probe: its mail, and the day in Hong Kong, so that there is one a day.
    probe TEXT,
    probe_day BIGINT,
    probed_by TEXT
);
CREATE TABLE mail_domain_firms (
    domain TEXT NOT NULL,
    participant TEXT NOT NULL,
    users BIGINT NOT NULL,
    PRIMARY KEY (domain, participant)
);
INSERT INTO mail_domain_firms (domain, participant, users)
    SELECT LOWER(SUBSTR(email, LENGTH(RTRIM(email, REPLACE(email, '@', ''))) + 1)), participant, COUNT(*)
    FROM accounts WHERE email IS NOT NULL GROUP BY 1, 2;
INSERT INTO mail_domains (domain, users)
    SELECT domain, CAST(SUM(users) AS BIGINT) FROM mail_domain_firms GROUP BY domain;
UPDATE mail_domains SET
    accepted_at = (SELECT MAX(o.settled_at) FROM outbox o WHERE o.domain = mail_domains.domain AND o.state = 'sent'),
    refused_at = (SELECT MAX(o.settled_at) FROM outbox o WHERE o.domain = mail_domains.domain AND o.state = 'refused');
UPDATE mail_domains SET accepted_ms = (
    SELECT MIN(o.settled_at - o.created_at) FROM outbox o
    WHERE o.domain = mail_domains.domain AND o.state = 'sent' AND o.settled_at = mail_domains.accepted_at)
    WHERE accepted_at IS NOT NULL;
