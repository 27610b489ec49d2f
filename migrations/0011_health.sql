-- What health asks of all jobs: by which engine, parked for what, and how many steps are owed. Rows that say nothing yet are
-- told of with the next change of their job.
ALTER TABLE jobs ADD COLUMN engine INTEGER;
ALTER TABLE jobs ADD COLUMN problem TEXT;
ALTER TABLE jobs ADD COLUMN owed INTEGER NOT NULL DEFAULT 0;
-- Nothing is written to it for jobs that go on: those that are not over are found by jobs_by_check.
CREATE INDEX jobs_parked ON jobs (problem, updated_at) WHERE status = 'parked';

-- Whether the index can be written.
CREATE TABLE probes (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  at REAL NOT NULL
);
