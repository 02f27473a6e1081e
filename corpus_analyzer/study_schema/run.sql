-- What runs of autopar-analyze cost: run.db, beside the study's database. Nothing in it says
-- anything about the notebooks; a run adds to it and changes nothing that is there.

-- One row per run of the program.
CREATE TABLE run (
  run INTEGER PRIMARY KEY,      -- counts from 1
  started_at TEXT NOT NULL,     -- UTC, as 2026-01-31T12:00:00Z
  analyzer_version TEXT NOT NULL,
  output TEXT NOT NULL,         -- the study's database
  jobs INTEGER NOT NULL,        -- threads that analyse
  processors INTEGER NOT NULL,  -- that the machine has
  machine TEXT NOT NULL,        -- model of the processor; '' if it does not say
  system TEXT NOT NULL,         -- name and version of the kernel
  memory_bytes INTEGER NOT NULL,  -- of the machine
  exit_code INTEGER,            -- of the program; NULL while it runs, or if it was killed
  wall_seconds REAL,            -- to the closed database
  cpu_seconds REAL,             -- user and system, children included
  peak_memory_bytes INTEGER,    -- of the largest process (VmHWM)
  retries INTEGER,              -- how often the working process was started again
  files INTEGER,                -- notebook files seen
  contents INTEGER,             -- of them analysed in this run
  content_bytes INTEGER         -- of these
);

-- One row per content that a run analysed.
CREATE TABLE notebook_cost (
  run INTEGER NOT NULL REFERENCES run (run),
  blob TEXT NOT NULL,           -- as in the study's database
  status TEXT NOT NULL,         -- as there
  size_bytes INTEGER NOT NULL,
  seconds REAL NOT NULL,        -- wall clock, of the analysis alone
  loops INTEGER NOT NULL,
  PRIMARY KEY (run, blob)
) WITHOUT ROWID;

-- One row per content that ended the working process: what became of it.
CREATE TABLE failure (
  run INTEGER NOT NULL REFERENCES run (run),
  attempt INTEGER NOT NULL,     -- counts the starts of the working process, from 1
  blob TEXT NOT NULL,
  -- TIMEOUT: killed by the watchdog. CRASH: it died while it worked on this content alone. SUSPECT:
  -- while it worked on this one and others.
  outcome TEXT NOT NULL CHECK (outcome IN ('TIMEOUT', 'CRASH', 'SUSPECT')),
  message TEXT NOT NULL,
  PRIMARY KEY (run, attempt, blob)
) WITHOUT ROWID;
