-- Which programs, of which version, speaking which version of the wire, were seen when. Nothing of who used them.
-- Times are milliseconds since 1970; last_seen_at is to the day.
CREATE TABLE clients (
  client TEXT NOT NULL,
  version TEXT NOT NULL,
  wire_version TEXT NOT NULL,
  first_seen_at REAL NOT NULL,
  last_seen_at REAL NOT NULL,
  PRIMARY KEY (client, version, wire_version)
) WITHOUT ROWID;
