-- What whoever runs the service has done: written before it is done, and completed when it is answered. Ids sort by time.
CREATE TABLE audit (
  id TEXT PRIMARY KEY,
  at REAL NOT NULL,
  -- By which token, as a pseudonym; NULL when there are no keys to make one with.
  actor TEXT,
  act TEXT NOT NULL,
  -- On what, by its id.
  object TEXT,
  reason TEXT,
  -- How it was answered; NULL for what was never heard of again.
  status INTEGER,
  ended_at REAL
) WITHOUT ROWID;

-- Its one row is there while no new jobs are taken.
CREATE TABLE intake_pause (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  paused_at REAL NOT NULL,
  reason TEXT NOT NULL
) WITHOUT ROWID;
