-- When the beginning of an exception was noted: what it closes ends then, once.
ALTER TABLE exceptions ADD COLUMN begun_at BIGINT;
