-- The token whose subject this one shares: the first of those that follow each other by rotation, or that a browser was connected
-- through. NULL for its own. Tokens that were rotated before keep the subjects their jobs have.
ALTER TABLE tokens ADD COLUMN asks_as TEXT;
-- The token that a browser was connected through, which then has this one: they end together. NULL for an operator's.
ALTER TABLE tokens ADD COLUMN connected_by TEXT;
CREATE INDEX tokens_connected ON tokens (tenant, asks_as, created_at) WHERE connected_by IS NOT NULL;

-- Connections that their user has confirmed and whose extension may fetch its token: by the digest of a secret that the extension
-- alone has. Times are milliseconds since 1970.
CREATE TABLE connections (
  challenge TEXT PRIMARY KEY,
  tenant TEXT NOT NULL,
  -- The token of the session in which it was confirmed.
  token TEXT NOT NULL,
  -- The number of the key that the token is made with.
  key INTEGER NOT NULL,
  name TEXT NOT NULL,
  expires_at REAL NOT NULL
) WITHOUT ROWID;
