-- What the trail is searched by. Each index ends with the id, which begins with the instant: a page, newest first, is read
-- from one place of one index, however many events there are.

-- The reference of its code, or the request that two people decide on, out of the particulars; it goes when they do.
ALTER TABLE events ADD COLUMN reference TEXT;
-- Keys of particulars are in the order of the alphabet: in these kinds the reference of four stands last.
UPDATE events SET reference = SUBSTR(detail, LENGTH(detail) - 5, 4)
    WHERE kind IN ('code.sent', 'code.wrong', 'activation.sent') AND detail LIKE '%"reference":"____"}';
CREATE INDEX events_by_reference ON events (reference, id) WHERE reference IS NOT NULL;
CREATE INDEX events_by_request ON events (request, id) WHERE request IS NOT NULL;
-- The actor stands in it so that whoever asks for both looks at the index alone.
CREATE INDEX events_by_kind ON events (kind, id, actor);
CREATE INDEX events_by_actor ON events (actor, id);
DROP INDEX events_by_account;
CREATE INDEX events_by_account ON events (account, id);
