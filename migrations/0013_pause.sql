-- Who has paused the intake, as a pseudonym; NULL when there are no keys to make one with.
ALTER TABLE intake_pause ADD COLUMN actor TEXT;
