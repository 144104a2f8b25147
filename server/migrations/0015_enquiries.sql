-- The help desk finds what somebody reads out over the telephone: the number of a request, or the reference of a mail.
CREATE INDEX IF NOT EXISTS events_by_request ON events (request) WHERE request IS NOT NULL;
CREATE INDEX events_by_code_reference ON events (detail) WHERE kind = 'code.sent';
CREATE INDEX activations_by_reference ON activations (reference);
