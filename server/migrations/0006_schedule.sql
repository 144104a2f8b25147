-- The schedule: announced events, which phase is in force, exceptions, and what staff tell everybody.

CREATE TABLE schedule_events (
    -- Its name within the schedule.
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Its instant; NULL while it is tentative.
    at BIGINT,
    -- When, in words, while it is tentative; what it is called; what people should know.
    when_en TEXT NOT NULL,
    when_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    text_zh TEXT NOT NULL,
    -- That two people armed it, and on which count.
    armed_at BIGINT,
    armed_users BIGINT,
    armed_firms BIGINT,
    held_why TEXT,
    happened_at BIGINT,
    version BIGINT NOT NULL
);

-- Every change of an event, for good: what it was and what it became, as JSON.
CREATE TABLE schedule_history (
    id TEXT PRIMARY KEY,
    event TEXT NOT NULL REFERENCES schedule_events (id),
    at BIGINT NOT NULL,
    -- `planned`, `armed`, `held`, `happened`, `cancelled`.
    what TEXT NOT NULL,
    -- An account, `operator` or `system`, and the request that two people agreed on.
    actor TEXT NOT NULL,
    request TEXT,
    detail TEXT NOT NULL
);
CREATE INDEX schedule_history_by_event ON schedule_history (event, id);

-- One row: the phase in force. Read with every session, so that all instances switch at once.
CREATE TABLE timeline (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    phase TEXT NOT NULL,
    since BIGINT NOT NULL,
    former TEXT NOT NULL,
    -- When the next confirmed event is due; whoever comes after that settles it first.
    next_at BIGINT,
    decommissioned_at BIGINT,
    -- Until when sessions of closed methods are still let in; they are ended then.
    closing_at BIGINT,
    -- Since when everybody is told that mail is delayed.
    mail_delayed_at BIGINT,
    revision BIGINT NOT NULL
);
-- Without a schedule.
INSERT INTO timeline (one, phase, since, former, revision) VALUES (1, 'parallel-run', 0, 'parallel-run', 0);

CREATE TABLE exceptions (
    id TEXT PRIMARY KEY,
    -- An account, or the participant's code.
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    requester TEXT NOT NULL,
    approver TEXT,
    request TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- When it was over: by itself, or by another that took its place.
    ended_at BIGINT
);
-- One holds for a subject at most: the second takes the place of the first.
CREATE UNIQUE INDEX one_open_exception ON exceptions (subject) WHERE ended_at IS NULL;
CREATE INDEX exceptions_by_subject ON exceptions (subject, created_at);
