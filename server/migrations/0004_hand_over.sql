-- What was agreed on last for a user: the hand-over code goes by it.
CREATE INDEX request_rows_done ON request_rows (subject, version) WHERE state = 'done';
