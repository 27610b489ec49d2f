-- Private podcast feeds. A feed lists the finished episodes of one subject, or those that were sent to it by name.
-- Times are milliseconds since 1970.
CREATE TABLE feeds (
  id TEXT PRIMARY KEY,
  tenant TEXT NOT NULL,
  -- NULL for a subject's own.
  name TEXT,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  language TEXT NOT NULL,
  category TEXT NOT NULL,
  author TEXT NOT NULL,
  -- Colours of the cover art, as JSON; NULL where they follow from the title.
  colors TEXT,
  -- Counts the changes of what is listed: a reader that has this revision is told so without the list being read.
  rev INTEGER NOT NULL DEFAULT 1,
  created_at REAL NOT NULL,
  changed_at REAL NOT NULL,
  revoked_at REAL
) WITHOUT ROWID;
CREATE UNIQUE INDEX feeds_by_name ON feeds (tenant, name) WHERE name IS NOT NULL AND revoked_at IS NULL;

-- Whose own feed it is: a pseudonym for each key there has been. A subject has one feed that is not revoked.
CREATE TABLE feed_subjects (
  tenant TEXT NOT NULL,
  subject TEXT NOT NULL,
  feed TEXT NOT NULL REFERENCES feeds (id),
  PRIMARY KEY (tenant, subject, feed)
) WITHOUT ROWID;
CREATE INDEX feed_subjects_by_feed ON feed_subjects (feed);

-- The secret addresses of a feed, one for each device or listener: only a digest of the secret is kept, and the number of the key
-- that it can be made again with.
CREATE TABLE feed_addresses (
  id TEXT PRIMARY KEY,
  feed TEXT NOT NULL REFERENCES feeds (id),
  digest TEXT NOT NULL UNIQUE,
  key INTEGER NOT NULL,
  name TEXT NOT NULL,
  created_at REAL NOT NULL,
  -- From then on it is gone: at once when it was revoked, later when it was rotated.
  ends_at REAL,
  replaced_by TEXT
) WITHOUT ROWID;
CREATE INDEX feed_addresses_by_feed ON feed_addresses (feed, created_at);

-- Feeds name the address of the page that an episode was made from, without its query.
ALTER TABLE tenants ADD COLUMN show_addresses INTEGER NOT NULL DEFAULT 0;

-- The finished episode as a feed tells of it, and when it was first published.
ALTER TABLE jobs ADD COLUMN episode TEXT;
ALTER TABLE jobs ADD COLUMN published_at REAL;
-- The named feed that the job was sent to.
ALTER TABLE jobs ADD COLUMN feed TEXT;
CREATE INDEX jobs_of_subject_in_feed ON jobs (tenant, subject, published_at, id)
  WHERE episode IS NOT NULL AND trashed_at IS NULL;
CREATE INDEX jobs_in_named_feed ON jobs (feed, published_at, id)
  WHERE feed IS NOT NULL AND episode IS NOT NULL AND trashed_at IS NULL;
-- Episodes of earlier releases come into the feeds when the sweep looks at their jobs.
UPDATE jobs SET check_at = updated_at WHERE status = 'succeeded' AND erased_at IS NULL;

CREATE TRIGGER feeds_follow_episodes AFTER UPDATE ON jobs
WHEN OLD.episode IS NOT NEW.episode OR OLD.trashed_at IS NOT NEW.trashed_at
BEGIN
  UPDATE feeds SET rev = rev + 1, changed_at = max(changed_at, NEW.updated_at)
  WHERE id = OLD.feed OR id IN (SELECT feed FROM feed_subjects WHERE tenant = OLD.tenant AND subject = OLD.subject);
END;
CREATE TRIGGER feeds_follow_new_rows AFTER INSERT ON jobs
WHEN NEW.episode IS NOT NULL
BEGIN
  UPDATE feeds SET rev = rev + 1, changed_at = max(changed_at, NEW.updated_at)
  WHERE id = NEW.feed OR id IN (SELECT feed FROM feed_subjects WHERE tenant = NEW.tenant AND subject = NEW.subject);
END;

-- Codes by which a browser is signed in as a token, each once: digests under a key, because a code is short.
CREATE TABLE pairings (
  digest TEXT PRIMARY KEY,
  tenant TEXT NOT NULL,
  token TEXT NOT NULL,
  expires_at REAL NOT NULL
) WITHOUT ROWID;
