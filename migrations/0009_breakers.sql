-- Providers that are left alone, as the isolate has told that noticed last. A row whose time is over says nothing any more.
-- Times are milliseconds since 1970.
CREATE TABLE breakers (
  provider TEXT NOT NULL PRIMARY KEY,
  failures INTEGER NOT NULL,
  open_until REAL NOT NULL
) WITHOUT ROWID;
