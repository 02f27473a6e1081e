-- The results of autopar-bench. One file holds any number of runs; rows are only ever added.
-- Times are integers in nanoseconds, of a monotonic clock.

-- One start of autopar-bench.
CREATE TABLE run (
  run_id INTEGER PRIMARY KEY,
  started_at TEXT NOT NULL,   -- UTC, ISO 8601, to the second
  finished_at TEXT,           -- null while it runs, or when it was cut off
  suite_version TEXT NOT NULL,-- version of autopar-bench
  threads INTEGER NOT NULL    -- that contenders are told to use, where nothing else is said
) STRICT;

-- What the machine and the software were: cpu, cpu_family, cpu_model, cpu_stepping, cores, caches,
-- memory, gpu, gpu_driver, threads, governor, kernel, python, numpy, numpy_blas, numba,
-- numba_threading_layer, numba_uses_svml, llvmlite, autopar, autopar_float_mode, compiler, build,
-- google_benchmark, commit, flags; fingerprint (processor, cores, caches and threads), which is equal
-- for runs that may be compared; idle_processors before anything was measured, and a flag if they
-- were too few or not known; bandwidth (bytes a second, of a += s * b in memory) and operations (a
-- second) that a loop in C reaches on all threads; left_out: what the budget of time did not reach; a
-- value for each variable that was unset.
CREATE TABLE environment (
  run_id INTEGER NOT NULL REFERENCES run,
  key TEXT NOT NULL,
  value TEXT NOT NULL,        -- 'unknown' where it could not be found out
  PRIMARY KEY (run_id, key)
) STRICT;

-- Who has a column, in its place, also those that were measured nowhere.
CREATE TABLE contender (
  run_id INTEGER NOT NULL REFERENCES run,
  place INTEGER NOT NULL,     -- counts from 0
  name TEXT NOT NULL,
  absent TEXT NOT NULL,       -- why there is no cell of it, '' when there may be
  PRIMARY KEY (run_id, name)
) STRICT;

-- One program at one preset, as it was in this run.
CREATE TABLE problem (
  problem_id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run,
  program TEXT NOT NULL,      -- folder under programs/
  summary TEXT NOT NULL,      -- one line for people
  set_name TEXT NOT NULL,     -- twelve or extended
  preset TEXT NOT NULL,       -- S, M, L, XL, or size1, size2, ... of the series of sizes
  parameters TEXT NOT NULL,   -- JSON object: name -> integer
  operations INTEGER NOT NULL,-- arithmetic operations of one call, by the program's formula
  bytes INTEGER NOT NULL,     -- bytes that the sweeps of one call move, by the program's formula
  footprint INTEGER,          -- bytes of the arrays that a call gets; null when not known
  foreign_load REAL,          -- processors that other programs kept busy meanwhile; null: not known
  UNIQUE (run_id, program, preset)
) STRICT;

-- One benchmark: a contender on a problem. Also those that failed: nothing vanishes.
CREATE TABLE cell (
  cell_id INTEGER PRIMARY KEY,
  problem_id INTEGER NOT NULL REFERENCES problem,
  contender TEXT NOT NULL,    -- of the table contender; numpy_only for a bare cold start
  measurement TEXT NOT NULL   -- warm: calls in one process; cold: one start of a process; cached:
    -- the same, compiled by an earlier process; kernel: of warm calls, compiled code alone
    CHECK (measurement IN ('warm', 'cold', 'cached', 'kernel')),
  asked_threads INTEGER NOT NULL, -- that it was told to use; other than run.threads in the series
  status TEXT NOT NULL        -- ok: right and timed; fallback: right and timed, but CPython ran
    CHECK (status IN ('ok', 'fallback', 'wrong', 'failed')), -- the loops; wrong, failed: not timed
  message TEXT NOT NULL,      -- why it is not ok, '' when it is
  device TEXT NOT NULL,       -- what really ran the loops: cpython, cpu; '' when not known
  threads INTEGER,            -- that really ran them; null when not known
  UNIQUE (problem_id, contender, measurement, asked_threads)
) STRICT;

-- One repetition of a cell: the raw samples. A cell that was not timed has none.
CREATE TABLE repetition (
  cell_id INTEGER NOT NULL REFERENCES cell,
  repetition INTEGER NOT NULL,-- counts from 0 within the cell
  calls INTEGER NOT NULL,     -- calls (warm) or process starts (cold) that were averaged
  elapsed_ns INTEGER NOT NULL,-- of all these calls together, without the restoring of inputs
  PRIMARY KEY (cell_id, repetition)
) STRICT;

-- Median time of one call, for every cell that was timed; n is the number of repetitions.
CREATE VIEW cell_time AS
WITH ranked AS (
  SELECT cell_id, 1.0 * elapsed_ns / calls AS call_ns,
         row_number() OVER (PARTITION BY cell_id ORDER BY 1.0 * elapsed_ns / calls) AS rank,
         count(*) OVER (PARTITION BY cell_id) AS n
  FROM repetition)
SELECT cell_id, n, avg(call_ns) FILTER (WHERE rank IN ((n + 1) / 2, n / 2 + 1)) AS median_ns,
       min(call_ns) AS least_ns, max(call_ns) AS most_ns
FROM ranked GROUP BY cell_id;

-- Everything about a cell in one row; the times are null when it was not timed.
CREATE VIEW every_result AS
SELECT problem.run_id, problem.program, problem.set_name, problem.preset, cell.contender,
       cell.measurement, cell.status, cell.message, cell.device, cell.asked_threads, cell.threads,
       problem.operations, problem.bytes, cell_time.n, cell_time.median_ns, cell_time.least_ns,
       cell_time.most_ns, cell.cell_id
FROM cell JOIN problem USING (problem_id) LEFT JOIN cell_time USING (cell_id);

-- The same without the cells of the series of threads.
CREATE VIEW result AS
SELECT every_result.* FROM every_result JOIN run USING (run_id)
WHERE asked_threads = run.threads;
