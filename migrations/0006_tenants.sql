-- Who may ask. A tenant's id is made of chance and says nothing about anybody; `default` is the one there was before there
-- were others. Times are milliseconds since 1970; a bound that is NULL is none.
CREATE TABLE tenants (
  id TEXT PRIMARY KEY,
  created_at REAL NOT NULL,
  -- How long finished episodes are kept, and how many bytes of them.
  keep_days INTEGER,
  keep_bytes REAL,
  -- How many jobs may be under way at once, and how many bytes of finished episodes there may be, the trash included.
  jobs_max INTEGER,
  bytes_max REAL,
  -- Whether identity and secrets are taken out of sources before anything leaves.
  redaction TEXT NOT NULL DEFAULT 'on' CHECK (redaction IN ('on', 'off')),
  -- Nobody is let in any more.
  suspended_at REAL
) WITHOUT ROWID;
INSERT INTO tenants (id, created_at) VALUES ('default', 1000.0 * unixepoch());

-- Only what tells whether a token is the right one is kept of it. A token without a tenant is an operator's.
CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  tenant TEXT REFERENCES tenants (id),
  digest TEXT NOT NULL UNIQUE,
  -- Words with a space between them.
  scopes TEXT NOT NULL,
  -- The operator's word for it.
  name TEXT NOT NULL,
  created_at REAL NOT NULL,
  expires_at REAL,
  revoked_at REAL,
  -- The token that was made to follow it; both are good until this one expires.
  replaced_by TEXT
) WITHOUT ROWID;
CREATE INDEX tokens_by_tenant ON tokens (tenant, id);
