-- What the report on the benchmarks reads, as temporary views over a database of the harness. A
-- database may hold several runs; ratios are formed within one run, and the report shows the last
-- one that measured anything.

CREATE TEMP VIEW report_run AS
  SELECT max(run_id) AS run_id FROM problem JOIN cell USING (problem_id);

CREATE TEMP VIEW report_runs AS
  SELECT run.run_id, suite_version, run.threads, count(DISTINCT problem_id) AS problems,
    count(cell_id) AS cells, run.run_id = (SELECT run_id FROM report_run) AS shown
  FROM run LEFT JOIN problem USING (run_id) LEFT JOIN cell USING (problem_id)
  GROUP BY run.run_id ORDER BY run.run_id;

CREATE TEMP VIEW report_environment AS
  SELECT key, value FROM environment WHERE run_id = (SELECT run_id FROM report_run) ORDER BY key;

-- Who has a column, in the order of the columns.
CREATE TEMP VIEW report_contenders AS
  SELECT name, absent FROM contender WHERE run_id = (SELECT run_id FROM report_run) ORDER BY place;

-- S, M, L, XL, then the points of the series.
CREATE TEMP VIEW report_problems AS
  SELECT program, set_name, preset, summary, parameters, operations, bytes, footprint, foreign_load,
    problem_id,
    CASE preset WHEN 'S' THEN 0 WHEN 'M' THEN 1 WHEN 'L' THEN 2 WHEN 'XL' THEN 3 ELSE 4 END AS rank
  FROM problem WHERE run_id = (SELECT run_id FROM report_run)
  ORDER BY set_name <> 'twelve', program, rank, preset;

-- Every cell, timed or not.
CREATE TEMP VIEW report_cells AS
  SELECT program, preset, contender, measurement, asked_threads, status, message, device,
    cell.threads, cell_id, asked_threads = run.threads AS is_main
  FROM cell JOIN report_problems USING (problem_id)
    JOIN run ON run.run_id = (SELECT run_id FROM report_run)
    LEFT JOIN contender ON contender.run_id = run.run_id AND contender.name = cell.contender
  ORDER BY set_name <> 'twelve', program, rank, preset, measurement, place, asked_threads;

-- The single samples, in nanoseconds of one call or one process.
CREATE TEMP VIEW report_samples AS
  SELECT repetition.cell_id, repetition.repetition, 1.0 * elapsed_ns / calls AS call_ns
  FROM repetition JOIN cell USING (cell_id) JOIN problem USING (problem_id)
  WHERE run_id = (SELECT run_id FROM report_run)
  ORDER BY cell_id, repetition;

-- What was not measured as it should be.
CREATE TEMP VIEW report_failures AS
  SELECT program, preset, contender, measurement, asked_threads, status, message
  FROM report_cells WHERE status <> 'ok';

-- Warm medians on the threads of the run.
CREATE TEMP VIEW report_medians AS
  SELECT report_cells.program, preset, contender, median_ns
  FROM report_cells JOIN cell_time USING (cell_id)
  WHERE measurement = 'warm' AND is_main;

-- Warm samples on the threads of the run, as JSON.
CREATE TEMP VIEW report_warm_samples AS
  SELECT program, preset, contender, json_group_array(call_ns) AS samples
  FROM report_cells JOIN report_samples USING (cell_id)
  WHERE measurement = 'warm' AND is_main
  GROUP BY program, preset, contender;

-- For the claims: the twelve at the largest preset that CPython was timed at on all of them, and how
-- many times as fast autopar is as CPython, as Numba on the same loops (with the ends of the 95 %
-- interval), and as the best of Numba's three forms; and autopar on one thread as Numba on one.
-- No rows where some of the twelve were not measured.
CREATE TEMP VIEW report_twelve AS
  WITH measured AS (
    SELECT rank FROM report_problems JOIN report_medians USING (program, preset)
    WHERE set_name = 'twelve' AND contender = 'cpython' AND rank < 3
    GROUP BY rank HAVING count(*) = 12
  ),
  time AS (
    SELECT program, preset,
      max(median_ns) FILTER (WHERE contender = 'cpython') AS cpython,
      max(median_ns) FILTER (WHERE contender = 'numba_njit') AS njit,
      min(median_ns) FILTER (WHERE contender IN ('numba_njit', 'numba_auto', 'numba_prange'))
        AS numba,
      max(median_ns) FILTER (WHERE contender = 'autopar_serial') AS serial,
      max(median_ns) FILTER (WHERE contender = 'autopar') AS ours
    FROM report_medians GROUP BY program, preset
  )
  SELECT time.program, time.preset, cpython / ours AS over_cpython, njit / ours AS over_njit,
    ratio_low(njits.samples, own.samples) AS over_njit_low,
    ratio_high(njits.samples, own.samples) AS over_njit_high,
    numba / ours AS over_numba, njit / serial AS serial_over_njit
  FROM report_problems JOIN time USING (program, preset)
    LEFT JOIN report_warm_samples AS own
      ON own.program = time.program AND own.preset = time.preset AND own.contender = 'autopar'
    LEFT JOIN report_warm_samples AS njits
      ON njits.program = time.program AND njits.preset = time.preset
        AND njits.contender = 'numba_njit'
  WHERE set_name = 'twelve' AND rank = (SELECT max(rank) FROM measured);
