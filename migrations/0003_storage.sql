-- What is stored of a job, and until when: for the sweep, the trash and the balance.
ALTER TABLE jobs ADD COLUMN master TEXT;
ALTER TABLE jobs ADD COLUMN bytes REAL NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN trashed_at REAL;
-- A row that has it stays for ever, so that its id is never used again.
ALTER TABLE jobs ADD COLUMN erased_at REAL;
-- When the sweep looks at the job; NULL for one that waits for nothing.
ALTER TABLE jobs ADD COLUMN check_at REAL;
ALTER TABLE jobs ADD COLUMN caught_cleanup REAL NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN caught_stragglers REAL NOT NULL DEFAULT 0;
UPDATE jobs SET check_at = updated_at;
CREATE INDEX jobs_by_check ON jobs (check_at, id) WHERE check_at IS NOT NULL;

-- Which job may be put together from which clip. A clip that nobody uses is deleted in the end.
CREATE TABLE clip_uses (
  job TEXT NOT NULL,
  clip TEXT NOT NULL,
  PRIMARY KEY (job, clip)
) WITHOUT ROWID;
CREATE INDEX clip_uses_by_clip ON clip_uses (clip);
