-- Mail as the staff see it: where it goes, what came back, who is spared, and the domains that it goes to.

-- The firm of the account, and the domain of the mailbox: a list is read by either without going through all mail.
ALTER TABLE outbox ADD COLUMN participant TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN domain TEXT NOT NULL DEFAULT '';
-- When a mail server reported that it came back, after a relay had taken it. Its state is `refused` from then on.
ALTER TABLE outbox ADD COLUMN reported_at BIGINT;

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
-- How fast codes leave, and what is refused where: each a short index of its own.
CREATE INDEX outbox_codes_sent ON outbox (id) WHERE kind = 'code' AND state = 'sent';
CREATE INDEX outbox_refused ON outbox (domain, id) WHERE state = 'refused';

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
CREATE INDEX accounts_refusing ON accounts (mail_refused_at, account) WHERE mail_refused_at IS NOT NULL;
INSERT INTO mail_refusals (account, at, source, status, answer)
    SELECT account, mail_refused_at, 'smtp', '', '' FROM accounts WHERE mail_refused_at IS NOT NULL;

-- Reports of mail servers (RFC 3464), one row for each recipient of each. What was reported once counts once.
CREATE TABLE mail_reports (
    -- SHA-256 over what makes it this report.
    digest TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    -- `failed` or `delayed`.
    action TEXT NOT NULL,
    status TEXT NOT NULL,
    domain TEXT NOT NULL,
    diagnostic TEXT NOT NULL,
    letter TEXT,
    -- How many accounts have the address registered; none: it is nobody's.
    accounts BIGINT NOT NULL
);
CREATE INDEX mail_reports_by_time ON mail_reports (at);

-- Domains of registered addresses. `users` moves in the transaction in which an address does.
CREATE TABLE mail_domains (
    domain TEXT PRIMARY KEY,
    users BIGINT NOT NULL DEFAULT 0,
    -- The newest mail that a relay took for it and how long that took, and the newest that was refused or came back;
    -- each written once a minute at most.
    accepted_at BIGINT,
    accepted_ms BIGINT,
    refused_at BIGINT,
    -- The newest probe: its mail, when, and who sent it.
    probe TEXT,
    probed_at BIGINT,
    probed_by TEXT
);
CREATE INDEX mail_domains_by_users ON mail_domains (users);
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
