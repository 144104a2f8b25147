-- Reminders to those who have not come far enough, and announcements.

CREATE TABLE campaigns (
    id TEXT PRIMARY KEY,
    -- Goal, firm, event, rhythm and cap, as JSON: what two people agree on.
    plan TEXT NOT NULL,
    stage TEXT NOT NULL,
    -- Raised by every change of plan and stage.
    version BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    started_at BIGINT,
    -- When it is looked at next for mails that are due.
    next_at BIGINT NOT NULL
);
CREATE INDEX campaigns_by_stage ON campaigns (stage, next_at);

-- Every mail that a campaign put in: which step, to whom, on which day in Hong Kong. `letter` is its id in the outbox.
CREATE TABLE campaign_letters (
    campaign TEXT NOT NULL REFERENCES campaigns (id),
    -- Days before the event.
    step BIGINT NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (account),
    -- `user`, `administrator` or `staff`.
    role TEXT NOT NULL,
    day BIGINT NOT NULL,
    letter TEXT NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    -- It had not left when the campaign was paused: another may go in its place.
    withdrawn_at BIGINT
);
-- Each mail once, and one a day for each person whatever campaigns there are: the database says so.
CREATE UNIQUE INDEX one_letter_of_a_step ON campaign_letters (campaign, account, step) WHERE withdrawn_at IS NULL;
CREATE UNIQUE INDEX one_letter_a_day ON campaign_letters (account, day) WHERE withdrawn_at IS NULL;
CREATE INDEX campaign_letters_by_day ON campaign_letters (campaign, day);

CREATE TABLE announcements (
    id TEXT PRIMARY KEY,
    text_en TEXT NOT NULL,
    text_zh TEXT NOT NULL,
    -- `everybody`, `administrators`, `staff` or `firm`.
    audience TEXT NOT NULL,
    participant TEXT REFERENCES participants (code),
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    ended_by TEXT
);
CREATE INDEX announcements_open ON announcements (until_at) WHERE ended_at IS NULL;
