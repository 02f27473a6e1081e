-- The crawl's database, version 1. Written by autopar-crawl, read by autopar-analyze.
--
-- What it holds after a commit stays, however the program ends. A source is told batch by batch and
-- is complete once its state says so; what an earlier crawl saw there stays until then.
-- Closed lists stand in CHECK clauses; NULL always means "does not apply or not known".
PRAGMA application_id = 1634755442;  -- 'apcr'

-- One row per SOURCE of the command line; a manifest gives one per repository and commit.
CREATE TABLE source (
  name TEXT PRIMARY KEY,         -- a path as given, without a trailing slash; '-'; a URL; URL#COMMIT
  kind TEXT NOT NULL CHECK (kind IN ('LOCAL', 'REMOTE', 'PINNED')),
  -- LISTED: nothing is known yet. RESOLVED: HEAD's commit is. TREE: its files are. BLOBS: contents
  -- are being stored. SCANNED: all of it is here. The others end a try: GONE, EMPTY (no commit),
  -- DENIED (asks who we are, or wants us to stop), TOO_BIG, LFS_ONLY (every notebook is a pointer of
  -- git-lfs), UNSUPPORTED (no such protocol or format here), FAILED (may be tried again).
  state TEXT NOT NULL CHECK (state IN (
    'LISTED', 'RESOLVED', 'TREE', 'BLOBS', 'SCANNED', 'GONE', 'EMPTY', 'DENIED', 'TOO_BIG',
    'LFS_ONLY', 'UNSUPPORTED', 'FAILED')),
  version TEXT NOT NULL,         -- what was last read to its end: a commit, or size and time of a
                                 -- file; '' if that can't be told. The same again is not read again
  generation INTEGER NOT NULL,   -- how often its reading was begun
  files INTEGER NOT NULL,        -- notebook files; occurrence has as many once it is SCANNED
  damaged INTEGER NOT NULL,      -- archives and repositories in it that can't be read to their end
  incomplete INTEGER NOT NULL,   -- 1 if a limit left something out
  tries INTEGER NOT NULL,        -- since it was last read to its end
  last_error TEXT,               -- one line; NULL after a success
  next_try_at INTEGER,           -- seconds since 1970: not before, by our own or the host's wish
                                 -- (Retry-After); NULL if whenever
  redirected_to TEXT             -- the URL that the server names instead
) WITHOUT ROWID;

-- One row per notebook file seen, whatever became of it: where a content lies.
CREATE TABLE occurrence (
  source TEXT NOT NULL,          -- source.name
  container TEXT NOT NULL,       -- the archive's path inside the source; '' for other files
  path TEXT NOT NULL,            -- inside the source or archive; control characters and bytes
                                 -- that are no UTF-8 as \xNN
  repeat INTEGER NOT NULL,       -- 0, or n for the n-th further entry of the same path
  repository TEXT NOT NULL,      -- 'owner/name', or the folder of the repository; '' if none
  commit_name TEXT NOT NULL,     -- whose tree was read, 40 hex digits; '' if none
  status TEXT NOT NULL CHECK (status IN (
    'READ', 'SYMLINK', 'UNREADABLE', 'UNSAFE_PATH', 'MISSING_BLOB')),
  blob TEXT,                     -- content.blob; NULL unless READ
  size_bytes INTEGER,            -- of the content; NULL unless READ
  checkpoint INTEGER NOT NULL,   -- 1 if the path lies in .ipynb_checkpoints
  generation INTEGER NOT NULL,   -- source.generation when it was last seen
  PRIMARY KEY (source, container, path, repeat)
) WITHOUT ROWID;

-- One row per distinct content. Stays when no file has it any more.
CREATE TABLE content (
  blob TEXT PRIMARY KEY,         -- git's SHA-1 of it, 40 hex digits
  size_bytes INTEGER NOT NULL,
  bytes BLOB                     -- as they were; NULL if they are beyond 32 MiB
);
