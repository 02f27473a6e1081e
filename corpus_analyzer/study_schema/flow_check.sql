-- What view flow_gap shows, found in one pass over every table: the view counts each number anew,
-- which takes longer than to write the rows.
WITH
occurrences AS MATERIALIZED (
  SELECT count(*) AS files,
    count(*) FILTER (WHERE status = 'READ') AS readable,
    count(*) FILTER (WHERE status <> 'READ') AS unreadable
  FROM occurrence),
notebooks AS MATERIALIZED (
  SELECT count(*) AS contents,
    count(*) FILTER (WHERE status = 'OK') AS parsed,
    count(*) FILTER (WHERE status <> 'OK') AS refused,
    count(*) FILTER (WHERE language = 'python') AS python,
    count(*) FILTER (WHERE status = 'OK' AND language <> 'python') AS foreign_language,
    count(*) FILTER (WHERE language = 'python' AND code_cells > 0) AS with_code,
    count(*) FILTER (WHERE language = 'python' AND code_cells = 0) AS without_code,
    coalesce(sum(code_cells) FILTER (WHERE language = 'python' AND code_cells > 0), 0) AS cells,
    count(*) FILTER (WHERE code_tokens > 0) AS sketches
  FROM notebook),
cells AS MATERIALIZED (
  SELECT count(*) AS cells,
    count(*) FILTER (WHERE kind IN ('PYTHON', 'PYTHON_MAGIC')) AS python,
    count(*) FILTER (WHERE kind NOT IN ('PYTHON', 'PYTHON_MAGIC')) AS opaque,
    count(*) FILTER (WHERE loops > 0) AS with_loops,
    count(*) FILTER (WHERE kind IN ('PYTHON', 'PYTHON_MAGIC') AND loops = 0) AS without_loops,
    coalesce(sum(loops) FILTER (WHERE loops > 0), 0) AS loops
  FROM cell),
loops AS MATERIALIZED (
  SELECT count(*) AS loops,
    count(*) FILTER (WHERE verdict IS NOT NULL) AS classified,
    count(*) FILTER (WHERE verdict IS NULL) AS damaged,
    coalesce(sum(test_runs), 0) AS test_runs,
    coalesce(sum(pairs), 0) AS pairs,
    coalesce(sum(calls), 0) AS calls,
    coalesce(sum(memory_references), 0) AS memory_references,
    coalesce(sum(scalar_flows), 0) AS scalar_flows
  FROM loop),
pair_tests AS MATERIALIZED (
  SELECT coalesce(sum(independent + dependent + passed_on + gave_up), 0) AS runs,
    coalesce(sum(pairs_independent + pairs_dependent), 0) AS decided,
    coalesce(sum(pairs_unknown), 0) AS undecided
  FROM pair_test),
step (position, step, previous, kept, dropped) AS (
  SELECT 1, 'listed', (SELECT coalesce(sum(files), 0) FROM source), files, 0 FROM occurrences
  UNION ALL SELECT 2, 'readable', files, readable, unreadable FROM occurrences
  UNION ALL SELECT 3, 'unique', readable, contents,
    (SELECT coalesce(sum(n - 1), 0)
      FROM (SELECT count(*) AS n FROM occurrence WHERE status = 'READ' GROUP BY blob))
    FROM occurrences, notebooks
  UNION ALL SELECT 4, 'parsed', contents, parsed, refused FROM notebooks
  UNION ALL SELECT 5, 'python', parsed, python, foreign_language FROM notebooks
  UNION ALL SELECT 6, 'with code', python, with_code, without_code FROM notebooks
  UNION ALL SELECT 7, 'cells', notebooks.cells, cells.cells, 0 FROM notebooks, cells
  UNION ALL SELECT 8, 'python cells', cells, python, opaque FROM cells
  UNION ALL SELECT 9, 'cells with loops', python, with_loops, without_loops FROM cells
  UNION ALL SELECT 10, 'loops', cells.loops, loops.loops, 0 FROM cells, loops
  UNION ALL SELECT 11, 'classified', loops, classified, damaged FROM loops
  UNION ALL SELECT 12, 'test runs', test_runs, runs, 0 FROM loops, pair_tests
  UNION ALL SELECT 13, 'pairs decided', pairs, decided, undecided FROM loops, pair_tests
  UNION ALL SELECT 14, 'pairs by class', loops.pairs,
    (SELECT coalesce(sum(pairs), 0) FROM pair), 0 FROM loops
  UNION ALL SELECT 15, 'calls', calls, (SELECT count(*) FROM call), 0 FROM loops
  UNION ALL SELECT 16, 'memory references', memory_references,
    (SELECT count(*) FROM memory_reference), 0 FROM loops
  UNION ALL SELECT 17, 'scalar flows', scalar_flows, (SELECT count(*) FROM scalar_flow), 0
    FROM loops
  UNION ALL SELECT 18, 'sketches', sketches, (SELECT count(*) FROM notebook_sketch), 0
    FROM notebooks)
SELECT step, previous, kept, dropped FROM step WHERE previous <> kept + dropped ORDER BY position;
