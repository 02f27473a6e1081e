-- What the report on the benchmarks shows, one view per table or figure, as temporary views over a
-- database of the harness. A database may hold several runs; ratios are formed within one run, and
-- the report shows the last one that measured anything.

CREATE TEMP VIEW report_run AS
  SELECT max(run_id) AS run_id FROM problem JOIN cell USING (problem_id);

CREATE TEMP VIEW report_runs AS
  SELECT run.run_id, suite_version, count(DISTINCT problem_id) AS problems, count(cell_id) AS cells,
    run.run_id = (SELECT run_id FROM report_run) AS shown
  FROM run LEFT JOIN problem USING (run_id) LEFT JOIN cell USING (problem_id)
  GROUP BY run.run_id ORDER BY run.run_id;

CREATE TEMP VIEW report_environment AS
  SELECT key, value FROM environment WHERE run_id = (SELECT run_id FROM report_run) ORDER BY key;

CREATE TEMP VIEW report_problems AS
  SELECT program, preset, summary, parameters, operations, bytes
  FROM problem WHERE run_id = (SELECT run_id FROM report_run)
  ORDER BY program, instr('SMLX', substr(preset, 1, 1));

-- Every warm cell, timed or not.
CREATE TEMP VIEW report_warm AS
  SELECT result.program, result.preset, result.contender, result.status, result.device,
    result.threads, result.n, result.median_ns, speed_up.over_cpython, result.cell_id
  FROM result LEFT JOIN speed_up USING (run_id, program, preset, contender)
  WHERE measurement = 'warm' AND preset NOT LIKE 'size%'
    AND run_id = (SELECT run_id FROM report_run)
  ORDER BY result.program, instr('SMLX', substr(result.preset, 1, 1)), result.contender;

-- The single samples, for the intervals.
CREATE TEMP VIEW report_samples AS
  SELECT repetition.cell_id, repetition.repetition, 1.0 * elapsed_ns / calls AS call_ns
  FROM repetition JOIN cell USING (cell_id) JOIN problem USING (problem_id)
  WHERE run_id = (SELECT run_id FROM report_run)
  ORDER BY cell_id, repetition;

CREATE TEMP VIEW report_cold AS
  SELECT program, preset, contender, status, median_ns, beyond_numpy_ns
  FROM cold_start WHERE measurement = 'cold' AND run_id = (SELECT run_id FROM report_run)
  ORDER BY program, instr('SMLX', substr(preset, 1, 1)), contender;

-- What was not measured as it should be.
CREATE TEMP VIEW report_failures AS
  SELECT program, preset, contender, measurement, status, message
  FROM result WHERE status <> 'ok' AND run_id = (SELECT run_id FROM report_run)
  ORDER BY program, instr('SMLX', substr(preset, 1, 1)), contender, measurement;
