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

-- For the claims: the twelve at the largest preset that CPython was timed at, and how many times as
-- fast autopar is as CPython, as Numba on the same loops, and as the best of Numba's three forms.
CREATE TEMP VIEW report_twelve AS
  SELECT program, preset,
    (SELECT median_ns FROM report_medians AS other WHERE other.program = report_problems.program
       AND other.preset = report_problems.preset AND other.contender = 'cpython') / ours.median_ns
      AS over_cpython,
    (SELECT median_ns FROM report_medians AS other WHERE other.program = report_problems.program
       AND other.preset = report_problems.preset AND other.contender = 'numba_njit') / ours.median_ns
      AS over_njit,
    (SELECT min(median_ns) FROM report_medians AS other
       WHERE other.program = report_problems.program AND other.preset = report_problems.preset
       AND other.contender LIKE 'numba%') / ours.median_ns AS over_numba
  FROM report_problems
    LEFT JOIN (SELECT * FROM report_medians WHERE contender = 'autopar') AS ours
      USING (program, preset)
  WHERE set_name = 'twelve' AND rank = (SELECT max(rank) FROM report_problems JOIN report_medians USING (program, preset)
                WHERE contender = 'cpython' AND rank < 3);
