-- Whose object is of an older class and has to be moved; set for all of them by hand when a newer class takes over.
ALTER TABLE jobs ADD COLUMN in_older_class INTEGER NOT NULL DEFAULT 0;
