-- Who asked for a job, as a pseudonym.
ALTER TABLE jobs ADD COLUMN subject TEXT;
CREATE INDEX jobs_by_subject ON jobs (tenant, subject) WHERE subject IS NOT NULL;

-- What was erased for somebody, and when; not for whom.
CREATE TABLE erasures (
  id TEXT PRIMARY KEY,
  tenant TEXT NOT NULL,
  asked_at REAL NOT NULL,
  finished_at REAL,
  clips_deleted REAL NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE erasure_jobs (
  erasure TEXT NOT NULL,
  job TEXT NOT NULL,
  PRIMARY KEY (erasure, job)
) WITHOUT ROWID;
-- What they were put together from, until it is deleted too.
CREATE TABLE erasure_clips (
  erasure TEXT NOT NULL,
  clip TEXT NOT NULL,
  PRIMARY KEY (erasure, clip)
) WITHOUT ROWID;
