-- A reminder that an administrator sends by hand is a letter of no campaign: whoever had one today gets no other,
-- whichever way.
CREATE TABLE letters_anew (
    campaign TEXT REFERENCES campaigns (id),
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
INSERT INTO letters_anew SELECT campaign, step, account, role, day, letter, created_at, withdrawn_at FROM campaign_letters;
DROP TABLE campaign_letters;
ALTER TABLE letters_anew RENAME TO campaign_letters;
CREATE UNIQUE INDEX one_letter_of_a_step ON campaign_letters (campaign, account, step) WHERE withdrawn_at IS NULL;
CREATE UNIQUE INDEX one_letter_a_day ON campaign_letters (account, day) WHERE withdrawn_at IS NULL;
CREATE INDEX campaign_letters_by_day ON campaign_letters (campaign, day);
