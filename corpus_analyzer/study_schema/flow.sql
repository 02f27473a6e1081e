-- The flow from files to classified loops. Every count is a view of its own over the table that it
-- counts; flow lays them side by side, and flow_gap must be empty in a finished database. Where a
-- step goes over to a smaller unit (notebooks to cells, cells to loops), "previous" is what the
-- larger unit says it holds, so that a lost row shows.
CREATE VIEW count_listed AS SELECT coalesce(sum(files), 0) AS n FROM source;
CREATE VIEW count_files AS SELECT count(*) AS n FROM occurrence;
CREATE VIEW count_readable AS SELECT count(*) AS n FROM occurrence WHERE status = 'READ';
CREATE VIEW count_unique AS SELECT count(*) AS n FROM notebook;
CREATE VIEW count_parsed AS SELECT count(*) AS n FROM notebook WHERE status = 'OK';
CREATE VIEW count_python AS SELECT count(*) AS n FROM notebook WHERE language = 'python';
CREATE VIEW count_with_code AS
  SELECT count(*) AS n FROM notebook WHERE language = 'python' AND code_cells > 0;
CREATE VIEW count_cells_held AS
  SELECT coalesce(sum(code_cells), 0) AS n FROM notebook
  WHERE language = 'python' AND code_cells > 0;
CREATE VIEW count_cells AS SELECT count(*) AS n FROM cell;
CREATE VIEW count_python_cells AS
  SELECT count(*) AS n FROM cell WHERE kind IN ('PYTHON', 'PYTHON_MAGIC');
CREATE VIEW count_cells_with_loops AS SELECT count(*) AS n FROM cell WHERE loops > 0;
CREATE VIEW count_loops_held AS SELECT coalesce(sum(loops), 0) AS n FROM cell WHERE loops > 0;
CREATE VIEW count_loops AS SELECT count(*) AS n FROM loop;
CREATE VIEW count_classified AS SELECT count(*) AS n FROM loop WHERE verdict IS NOT NULL;

-- One row per step and reason for which something is dropped at it.
CREATE VIEW flow_drop AS
  SELECT 2 AS position, status AS reason, count(*) AS n
    FROM occurrence WHERE status <> 'READ' GROUP BY status
  UNION ALL SELECT 3, 'DUPLICATE', sum(n) - count(*)
    FROM (SELECT count(*) AS n FROM occurrence WHERE status = 'READ' GROUP BY blob)
    HAVING sum(n) > count(*)
  UNION ALL SELECT 4, status, count(*) FROM notebook WHERE status <> 'OK' GROUP BY status
  UNION ALL SELECT 5, language, count(*)
    FROM notebook WHERE status = 'OK' AND language <> 'python' GROUP BY language
  UNION ALL SELECT 6, 'NO_CODE', count(*)
    FROM notebook WHERE language = 'python' AND code_cells = 0 HAVING count(*) > 0
  UNION ALL SELECT 8, kind, count(*)
    FROM cell WHERE kind NOT IN ('PYTHON', 'PYTHON_MAGIC') GROUP BY kind
  UNION ALL SELECT 9, CASE WHEN flags & 4096 THEN 'BUDGET' ELSE 'NO_LOOP' END, count(*)
    FROM cell WHERE kind IN ('PYTHON', 'PYTHON_MAGIC') AND loops = 0 GROUP BY 2
  UNION ALL SELECT 11, quality, count(*) FROM loop WHERE verdict IS NULL GROUP BY quality;

-- One row per step: previous = kept + dropped.
CREATE VIEW flow AS
  WITH step (position, step, unit, previous, kept) AS (
    SELECT 1, 'listed', 'file', (SELECT n FROM count_listed), (SELECT n FROM count_files)
    UNION ALL SELECT 2, 'readable', 'file',
      (SELECT n FROM count_files), (SELECT n FROM count_readable)
    UNION ALL SELECT 3, 'unique', 'notebook',
      (SELECT n FROM count_readable), (SELECT n FROM count_unique)
    UNION ALL SELECT 4, 'parsed', 'notebook',
      (SELECT n FROM count_unique), (SELECT n FROM count_parsed)
    UNION ALL SELECT 5, 'python', 'notebook',
      (SELECT n FROM count_parsed), (SELECT n FROM count_python)
    UNION ALL SELECT 6, 'with code', 'notebook',
      (SELECT n FROM count_python), (SELECT n FROM count_with_code)
    UNION ALL SELECT 7, 'cells', 'cell',
      (SELECT n FROM count_cells_held), (SELECT n FROM count_cells)
    UNION ALL SELECT 8, 'python cells', 'cell',
      (SELECT n FROM count_cells), (SELECT n FROM count_python_cells)
    UNION ALL SELECT 9, 'cells with loops', 'cell',
      (SELECT n FROM count_python_cells), (SELECT n FROM count_cells_with_loops)
    UNION ALL SELECT 10, 'loops', 'loop',
      (SELECT n FROM count_loops_held), (SELECT n FROM count_loops)
    UNION ALL SELECT 11, 'classified', 'loop',
      (SELECT n FROM count_loops), (SELECT n FROM count_classified))
  SELECT step.position, step, unit, previous, kept,
    coalesce((SELECT sum(n) FROM flow_drop WHERE flow_drop.position = step.position), 0) AS dropped
  FROM step ORDER BY step.position;

-- From loops to what was found out about them, in the columns of flow: what a loop's row says it has
-- against the rows that are there, so that a lost row shows.
CREATE VIEW detail_flow (position, step, unit, previous, kept, dropped) AS
  SELECT 12, 'test runs', 'run',
    (SELECT coalesce(sum(test_runs), 0) FROM loop),
    (SELECT coalesce(sum(independent + dependent + passed_on + gave_up), 0) FROM pair_test), 0
  UNION ALL SELECT 13, 'pairs decided', 'pair',
    (SELECT coalesce(sum(pairs), 0) FROM loop),
    (SELECT coalesce(sum(pairs_independent + pairs_dependent), 0) FROM pair_test),
    (SELECT coalesce(sum(pairs_unknown), 0) FROM pair_test)
  UNION ALL SELECT 14, 'pairs by class', 'pair',
    (SELECT coalesce(sum(pairs), 0) FROM loop), (SELECT coalesce(sum(pairs), 0) FROM pair), 0
  UNION ALL SELECT 15, 'calls', 'row',
    (SELECT coalesce(sum(calls), 0) FROM loop), (SELECT count(*) FROM call), 0
  UNION ALL SELECT 16, 'memory references', 'row',
    (SELECT coalesce(sum(memory_references), 0) FROM loop),
    (SELECT count(*) FROM memory_reference), 0
  UNION ALL SELECT 17, 'scalar flows', 'row',
    (SELECT coalesce(sum(scalar_flows), 0) FROM loop), (SELECT count(*) FROM scalar_flow), 0
  UNION ALL SELECT 18, 'sketches', 'notebook',
    (SELECT count(*) FROM notebook WHERE code_tokens > 0), (SELECT count(*) FROM notebook_sketch), 0;

-- The steps whose sum does not close, of both flows. Also not closed: a database whose sources were
-- not read to their end.
CREATE VIEW flow_gap AS
  SELECT * FROM (SELECT * FROM flow UNION ALL SELECT * FROM detail_flow)
  WHERE previous <> kept + dropped;
