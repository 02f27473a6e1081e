-- What the report knows about where notebooks come from, besides study.db. Empty tables where
-- nothing was given; autopar-report fills them before the other queries are laid over the database.

-- What the description of the frame says of itself, in its order.
CREATE TEMP TABLE frame_fact (position INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL);

-- One row per repository of the frame. Columns from fork on are NULL where the frame has none.
CREATE TEMP TABLE frame_repository (
  repository TEXT PRIMARY KEY,  -- owner/name, as in study.db
  url TEXT NOT NULL,
  commit_name TEXT NOT NULL,    -- HEAD when it was read
  licence TEXT NOT NULL,        -- '' if none is known
  notebooks_there INTEGER,      -- notebook files at that commit
  fork INTEGER,
  stars INTEGER,
  created TEXT
);

-- Which optional columns the frame has.
CREATE TEMP TABLE frame_field (name TEXT PRIMARY KEY);

-- One row per file of the manifest.
CREATE TEMP TABLE frame_file (
  blob TEXT NOT NULL, repository TEXT NOT NULL, commit_name TEXT NOT NULL, path TEXT NOT NULL);
CREATE INDEX temp.frame_file_by_blob ON frame_file (blob);

-- Repositories that were to be fetched, each with the crawl's state of it.
CREATE TEMP TABLE crawl_state (repository TEXT NOT NULL, state TEXT NOT NULL);

-- Where the crawl found a content, with the commit.
CREATE TEMP TABLE crawl_file (
  blob TEXT NOT NULL, repository TEXT NOT NULL, commit_name TEXT NOT NULL, path TEXT NOT NULL);
CREATE INDEX temp.crawl_file_by_blob ON crawl_file (blob);
