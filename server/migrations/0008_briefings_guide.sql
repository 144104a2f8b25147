-- Briefings with their seats, PDFs that staff uploaded, and who has acknowledged which document of the user guide.

CREATE TABLE briefings (
    id TEXT PRIMARY KEY,
    title_en TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    place_en TEXT NOT NULL,
    place_zh TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    spoken TEXT NOT NULL,
    capacity BIGINT NOT NULL,
    -- Seats that are taken: raised by the one statement that gives a seat, and only where there is one.
    taken BIGINT NOT NULL,
    -- How often anybody signed up: the order of the waiting list.
    drawn BIGINT NOT NULL,
    -- Raised by every change of the session itself.
    version BIGINT NOT NULL,
    called_off_at BIGINT,
    -- When attendance was recorded last.
    recorded_at BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX briefings_by_start ON briefings (starts_at);

CREATE TABLE briefing_seats (
    briefing TEXT NOT NULL REFERENCES briefings (id),
    account TEXT NOT NULL REFERENCES accounts (account),
    -- `taken` or `waiting`.
    state TEXT NOT NULL,
    number BIGINT NOT NULL,
    signed_up_by TEXT NOT NULL,
    signed_up_at BIGINT NOT NULL,
    -- When its holder was reminded, or was told so late that a reminder would say nothing new.
    reminded_at BIGINT,
    attended BIGINT NOT NULL,
    PRIMARY KEY (briefing, account)
);
CREATE INDEX briefing_seats_by_account ON briefing_seats (account, briefing);

-- PDFs: materials of briefings, and documents of the user guide.
CREATE TABLE papers (
    id TEXT PRIMARY KEY,
    title_en TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    -- The language it is written in.
    language TEXT NOT NULL,
    -- The name under which it is saved.
    file TEXT NOT NULL,
    size BIGINT NOT NULL,
    content BYTEA NOT NULL,
    uploaded_at BIGINT NOT NULL
);

CREATE TABLE briefing_materials (
    paper TEXT PRIMARY KEY REFERENCES papers (id),
    briefing TEXT NOT NULL REFERENCES briefings (id)
);
CREATE INDEX briefing_materials_by_briefing ON briefing_materials (briefing);

-- Uploaded documents of the user guide, every version of each.
CREATE TABLE guide_papers (
    paper TEXT PRIMARY KEY REFERENCES papers (id),
    document TEXT NOT NULL,
    version TEXT NOT NULL,
    audience TEXT NOT NULL,
    acknowledge TEXT NOT NULL,
    -- When a newer version took its place.
    replaced_at BIGINT
);
CREATE UNIQUE INDEX guide_papers_versions ON guide_papers (document, version);
-- One version of a document is the one that holds.
CREATE UNIQUE INDEX guide_papers_current ON guide_papers (document) WHERE replaced_at IS NULL;

CREATE TABLE guide_acknowledgements (
    document TEXT NOT NULL,
    version TEXT NOT NULL,
    -- Who has: a user, or a firm by its code.
    holder TEXT NOT NULL,
    participant TEXT NOT NULL REFERENCES participants (code),
    -- Who said so.
    account TEXT NOT NULL REFERENCES accounts (account),
    at BIGINT NOT NULL,
    PRIMARY KEY (document, version, holder)
);
CREATE INDEX guide_acknowledgements_by_holder ON guide_acknowledgements (holder);

-- Which version of a document is known here, and how far the mails about it have come.
CREATE TABLE guide_tellings (
    document TEXT NOT NULL,
    version TEXT NOT NULL,
    -- The last account that was told; accounts are told in their order.
    told_to TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    done_at BIGINT,
    PRIMARY KEY (document, version)
);
