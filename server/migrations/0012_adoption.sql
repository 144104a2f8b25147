-- The adoption in figures: kept beside what they count, and moved in the same transaction.

-- One row a firm: how it stands now. The clearing house itself is not among them.
CREATE TABLE adoption_firms (
    participant TEXT PRIMARY KEY REFERENCES participants (code),
    -- The day in Hong Kong of its newest change, in days since 1 January 1970.
    day BIGINT NOT NULL,
    -- Whether a maker and a checker are there who work together.
    has_pair BIGINT NOT NULL DEFAULT 0,
    -- Active users who are not ready yet.
    behind BIGINT NOT NULL DEFAULT 0,
    -- Active users by state, and of these who hold a smartcard that proves.
    state_authorised BIGINT NOT NULL DEFAULT 0,
    state_proposed BIGINT NOT NULL DEFAULT 0,
    state_registered BIGINT NOT NULL DEFAULT 0,
    state_ready BIGINT NOT NULL DEFAULT 0,
    state_tested BIGINT NOT NULL DEFAULT 0,
    state_two_factor BIGINT NOT NULL DEFAULT 0,
    state_two_factor_only BIGINT NOT NULL DEFAULT 0,
    card_authorised BIGINT NOT NULL DEFAULT 0,
    card_proposed BIGINT NOT NULL DEFAULT 0,
    card_registered BIGINT NOT NULL DEFAULT 0,
    card_ready BIGINT NOT NULL DEFAULT 0,
    card_tested BIGINT NOT NULL DEFAULT 0,
    card_two_factor BIGINT NOT NULL DEFAULT 0,
    card_two_factor_only BIGINT NOT NULL DEFAULT 0,
    dormant BIGINT NOT NULL DEFAULT 0,
    disabled BIGINT NOT NULL DEFAULT 0,
    with_passkey BIGINT NOT NULL DEFAULT 0,
    by_mail_alone BIGINT NOT NULL DEFAULT 0,
    mail_refused BIGINT NOT NULL DEFAULT 0,
    administrators BIGINT NOT NULL DEFAULT 0,
    administrators_seen BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX adoption_firms_worst ON adoption_firms (behind DESC, participant);

-- The same, as each day ended on which something changed.
CREATE TABLE adoption_history (
    participant TEXT NOT NULL,
    day BIGINT NOT NULL,
    has_pair BIGINT NOT NULL,
    behind BIGINT NOT NULL,
    state_authorised BIGINT NOT NULL,
    state_proposed BIGINT NOT NULL,
    state_registered BIGINT NOT NULL,
    state_ready BIGINT NOT NULL,
    state_tested BIGINT NOT NULL,
    state_two_factor BIGINT NOT NULL,
    state_two_factor_only BIGINT NOT NULL,
    card_authorised BIGINT NOT NULL,
    card_proposed BIGINT NOT NULL,
    card_registered BIGINT NOT NULL,
    card_ready BIGINT NOT NULL,
    card_tested BIGINT NOT NULL,
    card_two_factor BIGINT NOT NULL,
    card_two_factor_only BIGINT NOT NULL,
    dormant BIGINT NOT NULL,
    disabled BIGINT NOT NULL,
    with_passkey BIGINT NOT NULL,
    by_mail_alone BIGINT NOT NULL,
    mail_refused BIGINT NOT NULL,
    administrators BIGINT NOT NULL,
    administrators_seen BIGINT NOT NULL,
    PRIMARY KEY (participant, day)
);
CREATE INDEX adoption_history_by_day ON adoption_history (day);

-- What all firms came to at the end of a day that is over for good.
CREATE TABLE adoption_totals (
    day BIGINT PRIMARY KEY,
    firms BIGINT NOT NULL,
    firms_ready BIGINT NOT NULL,
    firms_without_pair BIGINT NOT NULL,
    firms_never_came BIGINT NOT NULL,
    state_authorised BIGINT NOT NULL,
    state_proposed BIGINT NOT NULL,
    state_registered BIGINT NOT NULL,
    state_ready BIGINT NOT NULL,
    state_tested BIGINT NOT NULL,
    state_two_factor BIGINT NOT NULL,
    state_two_factor_only BIGINT NOT NULL,
    card_authorised BIGINT NOT NULL,
    card_proposed BIGINT NOT NULL,
    card_registered BIGINT NOT NULL,
    card_ready BIGINT NOT NULL,
    card_tested BIGINT NOT NULL,
    card_two_factor BIGINT NOT NULL,
    card_two_factor_only BIGINT NOT NULL,
    dormant BIGINT NOT NULL,
    disabled BIGINT NOT NULL,
    with_passkey BIGINT NOT NULL,
    by_mail_alone BIGINT NOT NULL,
    mail_refused BIGINT NOT NULL,
    administrators BIGINT NOT NULL,
    administrators_seen BIGINT NOT NULL
);

-- What happened on each day. In several rows, so that those who log in do not wait for one another.
CREATE TABLE adoption_days (
    day BIGINT NOT NULL,
    happening TEXT NOT NULL,
    shard BIGINT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (day, happening, shard)
);

-- Whose exception as a sole proprietor is over.
CREATE INDEX accounts_sole ON accounts (sole_until) WHERE sole_until IS NOT NULL;
