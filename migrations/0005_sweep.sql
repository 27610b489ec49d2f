-- Where the sweep is and what it has seen, in one row; counted versions keep two runs at once apart.
CREATE TABLE sweep (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  version REAL NOT NULL,
  body TEXT NOT NULL
);
