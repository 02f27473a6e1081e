-- The other table of run.db, since its version 2. In version 1 the seconds of SKETCH, which are
-- processor time, stood under the name of wall clock time.
CREATE TABLE IF NOT EXISTS step_cost (run INTEGER, step TEXT, wall_seconds REAL);
ALTER TABLE step_cost RENAME TO step_cost_of_version_1;

-- Seconds that each step took, of one run: 'WRITE' (rows), 'SKETCH' (MinHash), 'NEAR'
-- (near-duplicates), 'FINISH' (checks and the canonical copy). Reading, analysing and writing go on at
-- the same time.
CREATE TABLE step_cost (
  run INTEGER NOT NULL REFERENCES run (run),
  step TEXT NOT NULL,
  seconds REAL NOT NULL,        -- by the clock
  -- WALL: time that passed. CPU: processor time of all threads; of SKETCH, whose parts are spread
  -- over the analysis.
  clock TEXT NOT NULL CHECK (clock IN ('WALL', 'CPU')),
  PRIMARY KEY (run, step)
) WITHOUT ROWID;

INSERT INTO step_cost
  SELECT run, step, wall_seconds, iif(step = 'SKETCH', 'CPU', 'WALL') FROM step_cost_of_version_1;
DROP TABLE step_cost_of_version_1;
