-- The index of all jobs: reserved before a job's object exists, and from then on a projection of it (larger rev wins).
-- Times are milliseconds since 1970.
CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  tenant TEXT NOT NULL,
  idempotency_digest TEXT NOT NULL,
  request_digest TEXT NOT NULL,
  status TEXT NOT NULL,
  title TEXT,
  rev INTEGER NOT NULL,
  created_at REAL NOT NULL,
  updated_at REAL NOT NULL
) WITHOUT ROWID;

CREATE UNIQUE INDEX jobs_by_idempotency ON jobs (tenant, idempotency_digest);
CREATE INDEX jobs_by_age ON jobs (tenant, id);
