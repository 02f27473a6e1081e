-- What the report on the study shows, one view per table or figure. Temporary views over a
-- database of study_schema, which stays untouched. Shares are made where they are printed; a view
-- gives the whole that they refer to where it is not the sum of a column.

-- The headline loops, once: the view behind it is too dear to be asked for each table.
CREATE TEMP TABLE report_loop AS
  SELECT blob, cell, loop, kind, domain, verdict, verdict_if_guarded, stage, reasons, primary_reason,
    headline, decision, CASE WHEN is_comprehension THEN 'comprehension' ELSE 'statement' END AS family
  FROM headline_loop;

-- The same with what the study knows of their bodies.
CREATE TEMP TABLE report_loop_detail AS
  SELECT report_loop.blob, report_loop.cell, report_loop.loop, family, effect, control, sole_reason,
    shape, bounds
  FROM report_loop JOIN loop USING (blob, cell, loop);

-- One row: the numbers at the top.
CREATE TEMP VIEW report_totals AS
  SELECT (SELECT n FROM count_files) AS files,
    (SELECT n FROM count_unique) AS notebooks,
    (SELECT n FROM count_with_code) AS python_notebooks,
    (SELECT n FROM count_loops) AS loops,
    (SELECT count(*) FROM report_loop) AS headline_loops,
    (SELECT count(*) FROM report_loop WHERE family = 'statement') AS statements,
    (SELECT count(*) FROM report_loop WHERE family = 'comprehension') AS comprehensions;

CREATE TEMP VIEW report_meta AS SELECT key, value FROM study_meta ORDER BY key;

CREATE TEMP VIEW report_sources AS
  SELECT name, files, archives_damaged FROM source ORDER BY name;

-- The flow and its drops as the schema lays them out.
CREATE TEMP VIEW report_flow AS
  SELECT position, step, unit, previous, kept, dropped FROM flow ORDER BY position;
CREATE TEMP VIEW report_drops AS
  SELECT flow_drop.position, flow.step, flow.unit, flow_drop.reason, flow_drop.n
  FROM flow_drop JOIN flow USING (position) ORDER BY flow_drop.position, n DESC, reason;
CREATE TEMP VIEW report_gaps AS
  SELECT position, step, unit, previous, kept, dropped FROM flow_gap ORDER BY position;

-- Files: what became of each, with the first path as an example.
CREATE TEMP VIEW report_file_status AS
  SELECT CASE occurrence.status WHEN 'READ' THEN coalesce(notebook.status, 'NOT_ANALYSED')
      ELSE occurrence.status END AS status,
    count(*) AS files, count(DISTINCT occurrence.blob) AS distinct_files,
    min(CASE container WHEN '' THEN path ELSE container || ': ' || path END) AS example
  FROM occurrence LEFT JOIN notebook USING (blob)
  GROUP BY 1 ORDER BY files DESC, status;

-- Distinct notebooks that bear a flag.
CREATE TEMP VIEW report_flags AS
  SELECT notebook_flag.name AS flag, meaning, count(*) AS notebooks,
    (SELECT min(path) FROM occurrence WHERE occurrence.blob = min(notebook.blob)) AS example
  FROM notebook JOIN notebook_flag ON notebook.flags & notebook_flag.bit
  GROUP BY notebook_flag.bit ORDER BY notebooks DESC, flag;

-- Distinct notebooks that were read: version of the format, language, version of Python.
CREATE TEMP VIEW report_formats AS
  SELECT nbformat_shape AS shape, nbformat_declared AS declared, count(*) AS notebooks,
    sum(strict_ok) AS strict_ok
  FROM notebook WHERE status = 'OK' GROUP BY 1, 2 ORDER BY 1, 2;
CREATE TEMP VIEW report_languages AS
  SELECT language, count(*) AS notebooks
  FROM notebook WHERE status = 'OK' GROUP BY 1 ORDER BY notebooks DESC, language;
CREATE TEMP VIEW report_language_evidence AS
  SELECT language_evidence AS evidence, count(*) AS notebooks
  FROM notebook WHERE status = 'OK' GROUP BY 1 ORDER BY notebooks DESC, evidence;
CREATE TEMP VIEW report_kernels AS
  SELECT coalesce(nullif(kernel_name, ''), 'none named') AS kernel, count(*) AS notebooks
  FROM notebook WHERE status = 'OK' GROUP BY 1 ORDER BY notebooks DESC, kernel;
CREATE TEMP VIEW report_python_versions AS
  SELECT CASE python_version WHEN 0 THEN 'undecided' ELSE 'Python ' || python_version END AS version,
    python_version_evidence AS evidence, count(*) AS notebooks
  FROM notebook WHERE language = 'python' GROUP BY 1, 2 ORDER BY notebooks DESC, version, evidence;

CREATE TEMP VIEW report_undecided_pythons AS
  SELECT coalesce(sum(python_version = 0), 0) AS notebooks, count(*) AS whole
  FROM notebook WHERE language = 'python';

-- Code cells of Python notebooks.
CREATE TEMP VIEW report_cells AS
  SELECT kind, count(*) AS cells, sum(study_syntax = 'CLEAN') AS clean,
    sum(study_syntax = 'DAMAGED') AS damaged, sum(loops) AS loops
  FROM cell GROUP BY kind ORDER BY cells DESC, kind;

-- All loops, before duplicates are taken out: the taxonomy's D0, D1 and D3.
CREATE TEMP VIEW report_kinds AS
  SELECT kind, count(*) AS loops, sum(quality = 'DAMAGED') AS damaged,
    sum(verdict IS 'TRIVIAL') AS trivial, sum(origin <> 'CELL') AS in_magics
  FROM loop GROUP BY kind ORDER BY loops DESC, kind;
CREATE TEMP VIEW report_contexts AS
  SELECT context, count(*) AS loops FROM loop GROUP BY context ORDER BY loops DESC, context;
CREATE TEMP VIEW report_depths AS
  SELECT depth, count(*) AS loops FROM loop GROUP BY depth ORDER BY depth;

-- Headline loops: the domain iterated over (D2).
CREATE TEMP VIEW report_domain_meaning (domain, meaning) AS VALUES
  ('RANGE_SHAPE', 'range over a shape or size of an array'),
  ('RANGE_LEN', 'range over len()'),
  ('RANGE_CONST', 'range between literal numbers'),
  ('RANGE_SYM', 'range between names that the loop does not write'),
  ('RANGE_EXPR', 'range between other expressions'),
  ('NUMGEN', 'numbers that NumPy generates, such as linspace'),
  ('LITERAL', 'a literal list, tuple, set, dict or string'),
  ('COMPREHENSION', 'a comprehension or generator'),
  ('DICT_VIEW', 'items, keys or values of a dict'),
  ('FRAME_ROWS', 'rows or groups of a table'),
  ('ITERTOOLS', 'itertools, map or filter'),
  ('FILE_STREAM', 'lines of a file, or a list of files'),
  ('SEQ_NAME', 'a name'),
  ('SEQ_ATTR', 'an attribute'),
  ('SEQ_SUB', 'an element or slice'),
  ('METHOD_CALL', 'the result of another method'),
  ('FUNC_CALL', 'the result of another function'),
  ('W_TRUE', 'while True'),
  ('W_COUNTER', 'while: a counter against a bound'),
  ('W_CONV', 'while: until a value has converged'),
  ('W_CONTAINER', 'while: until a container is empty'),
  ('W_COND', 'while: any other condition'),
  ('OTHER', 'anything else');
CREATE TEMP VIEW report_domains AS
  SELECT domain, meaning, sum(family = 'statement') AS statements, sum(family = 'comprehension') AS comprehensions
  FROM report_loop JOIN report_domain_meaning USING (domain)
  GROUP BY domain ORDER BY statements DESC, comprehensions DESC, domain;

-- Where the notebooks of the headline lie: of those that have a loop of a class shares are given.
CREATE TEMP TABLE report_headline_place AS
  SELECT DISTINCT occurrence.blob, occurrence.repository
  FROM occurrence JOIN notebook USING (blob)
  WHERE checkpoint = 0 AND language = 'python' AND code_cells > 0;
CREATE TEMP VIEW report_verdict_meanings (verdict, headline, meaning) AS VALUES
  ('DOALL', 'STRICT', 'iterations touch nothing that another one writes'),
  ('DOALL_PRIV', 'STRICT', 'the same, once each has its own copy of some names'),
  ('COLLECT', 'STRICT', 'iterations only contribute items to a list, set or dict'),
  ('SEARCH', 'STRICT', 'independent up to the one that ends the loop'),
  ('REDUCE', 'STRICT or RELAXED', 'meet only in running values that can be regrouped'),
  ('HISTO', 'STRICT or RELAXED', 'only add to cells that the data selects'),
  ('SCAN', 'RELAXED', 'tied by one running value that is also read'),
  ('DOANY', 'RELAXED', 'meet only in operations whose order does not matter'),
  ('RNG_STREAM', 'RELAXED', 'tied by the stream of random numbers alone'),
  ('ORDERED_IO', 'NEITHER', 'tied by the order of output alone'),
  ('PIPELINE', 'NEITHER', 'tied, but some statements can be taken apart into a loop that is not'),
  ('DOACROSS', 'NEITHER', 'tied to the d-th iteration before'),
  ('SEQ', 'NEITHER', 'tied by a proven dependence'),
  ('UNKNOWN', 'NEITHER', 'may or may not be tied: nothing was proven');
CREATE TEMP VIEW report_verdict_order (position, verdict, headline) AS VALUES
  (1, 'DOALL', 'STRICT'), (2, 'DOALL_PRIV', 'STRICT'), (3, 'COLLECT', 'STRICT'),
  (4, 'SEARCH', 'STRICT'), (5, 'REDUCE', 'STRICT or RELAXED'), (6, 'HISTO', 'STRICT or RELAXED'),
  (7, 'SCAN', 'RELAXED'), (8, 'DOANY', 'RELAXED'), (9, 'RNG_STREAM', 'RELAXED'),
  (10, 'ORDERED_IO', 'NEITHER'), (11, 'PIPELINE', 'NEITHER'), (12, 'DOACROSS', 'NEITHER'),
  (13, 'SEQ', 'NEITHER'), (14, 'UNKNOWN', 'NEITHER');
-- Headline loops by verdict and by the stage that decides them, or that UNKNOWN ones still need.
CREATE TEMP VIEW report_stage_order (position, stage) AS VALUES
  (1, 'SYNTAX'), (2, 'LOOP'), (3, 'NOTEBOOK'), (4, 'LIBRARY'), (5, 'BOUNDS'), (6, 'TYPES'),
  (7, 'CONTENT'), (8, 'NEVER');
CREATE TEMP VIEW report_stages AS
  SELECT verdict, stage, family, n
  FROM (SELECT verdict, stage, family, count(*) AS n FROM report_loop GROUP BY 1, 2, 3)
    JOIN report_verdict_order USING (verdict) JOIN report_stage_order USING (stage)
  ORDER BY report_verdict_order.position, report_stage_order.position, family;

-- For each stage the loops that it decides, and the UNKNOWN ones that need its facts: of all that were
-- classified, and of the headline. guarded: those of needed that one guard settles.
CREATE TEMP VIEW report_stage_sums AS
  WITH classified AS (
    SELECT stage, sum(verdict <> 'UNKNOWN') AS decided, sum(verdict = 'UNKNOWN') AS needed
    FROM loop WHERE verdict IS NOT NULL GROUP BY stage),
  headline AS (
    SELECT stage, sum(verdict <> 'UNKNOWN') AS decided, sum(verdict = 'UNKNOWN') AS needed,
      sum(verdict_if_guarded IS NOT NULL) AS guarded
    FROM report_loop GROUP BY stage)
  SELECT report_stage_order.position, report_stage_order.stage,
    coalesce(classified.decided, 0) AS classified_decided,
    coalesce(classified.needed, 0) AS classified_needed,
    coalesce(headline.decided, 0) AS decided, coalesce(headline.needed, 0) AS needed,
    coalesce(headline.guarded, 0) AS guarded,
    (SELECT count(*) FROM report_loop) AS whole
  FROM report_stage_order LEFT JOIN classified USING (stage) LEFT JOIN headline USING (stage)
  ORDER BY report_stage_order.position;

-- What each stage adds to the loops of RELAXED (which holds STRICT), guards included.
CREATE TEMP VIEW report_stage_gains AS
  SELECT report_stage_order.position, report_stage_order.stage,
    coalesce(sum(family = 'statement'), 0) AS statements,
    coalesce(sum(family = 'comprehension'), 0) AS comprehensions, count(family) AS loops
  FROM report_stage_order LEFT JOIN (
      SELECT stage, family FROM report_loop WHERE headline <> 'NEITHER' AND decision <> 'NEITHER')
    USING (stage)
  WHERE report_stage_order.stage <> 'NEVER'
  GROUP BY report_stage_order.position ORDER BY report_stage_order.position;

-- For each dependence test its runs and the pairs of accesses that it decided, over all classified
-- loops; headline_pairs are those of the headline loops alone.
CREATE TEMP VIEW report_pair_tests AS
  WITH every AS (
    SELECT test, sum(applied) AS applied, sum(independent) AS independent,
      sum(dependent) AS dependent, sum(passed_on) AS passed_on, sum(gave_up) AS gave_up,
      sum(pairs_independent) AS pairs_independent, sum(pairs_dependent) AS pairs_dependent,
      sum(pairs_unknown) AS pairs_unknown
    FROM pair_test GROUP BY test),
  headline AS (
    SELECT test, sum(pairs_independent + pairs_dependent + pairs_unknown) AS pairs
    FROM report_loop CROSS JOIN pair_test USING (blob, cell, loop) GROUP BY test)
  SELECT position, title AS test, coalesce(applied, 0) AS applied,
    coalesce(independent, 0) AS independent, coalesce(dependent, 0) AS dependent,
    coalesce(passed_on, 0) AS passed_on, coalesce(gave_up, 0) AS gave_up,
    coalesce(pairs_independent, 0) AS pairs_independent,
    coalesce(pairs_dependent, 0) AS pairs_dependent, coalesce(pairs_unknown, 0) AS pairs_unknown,
    coalesce(pairs, 0) AS headline_pairs
  FROM test LEFT JOIN every ON every.test = test.name LEFT JOIN headline ON headline.test = test.name
  ORDER BY position;

-- The same pairs by answer.
CREATE TEMP VIEW report_pair_answers AS
  WITH every AS (
    SELECT sum(pairs_independent) AS independent, sum(pairs_dependent) AS dependent,
      sum(pairs_unknown) AS unknown FROM pair_test),
  headline AS (
    SELECT sum(pairs_independent) AS independent, sum(pairs_dependent) AS dependent,
      sum(pairs_unknown) AS unknown
    FROM report_loop CROSS JOIN pair_test USING (blob, cell, loop))
  SELECT 'independent' AS answer, coalesce(every.independent, 0) AS pairs,
    coalesce(headline.independent, 0) AS headline_pairs FROM every, headline
  UNION ALL SELECT 'dependent', coalesce(every.dependent, 0), coalesce(headline.dependent, 0)
    FROM every, headline
  UNION ALL SELECT 'unknown', coalesce(every.unknown, 0), coalesce(headline.unknown, 0)
    FROM every, headline;

-- Headline loops that a guard decides: the stage whose facts it needs, and what they become.
CREATE TEMP VIEW report_guarded AS
  SELECT report_loop.stage, verdict_if_guarded, count(*) AS loops
  FROM report_loop JOIN report_stage_order USING (stage)
  WHERE verdict_if_guarded IS NOT NULL
  GROUP BY 1, 2 ORDER BY report_stage_order.position, loops DESC, 2;

-- Headline loops that have a reason: as the first one, and among others.
CREATE TEMP VIEW report_reasons AS
  SELECT reason.name AS reason, reason.meaning, sum(primary_reason = reason.name) AS first_reason,
    sum(reasons & reason.bit <> 0) AS any_reason
  FROM reason JOIN report_loop ON report_loop.reasons <> 0
  GROUP BY reason.bit ORDER BY first_reason DESC, any_reason DESC, reason.bit;
CREATE TEMP VIEW report_reason_whole AS
  SELECT count(*) AS n FROM report_loop WHERE primary_reason IS NOT NULL;

-- The raw counts, as one tidy table.
CREATE TEMP VIEW report_counts AS
  SELECT family, kind, verdict, verdict_if_guarded, stage, primary_reason, headline, decision,
    count(*) AS loops
  FROM report_loop GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8;

-- The headline sets, nested. conditional: the verdict holds where a guard does.
CREATE TEMP VIEW report_headline AS
  WITH sets (position, headline) AS (VALUES (1, 'STRICT'), (2, 'RELAXED')),
  member AS (
    SELECT position, sets.headline, family, decision,
      report_loop.headline = 'STRICT'
        OR (sets.headline = 'RELAXED' AND report_loop.headline = 'RELAXED') AS inside
    FROM sets, report_loop)
  SELECT position, headline, family, sum(inside AND decision = 'DECIDED') AS decided,
    sum(inside AND decision = 'CONDITIONAL') AS conditional,
    sum(NOT (inside AND decision IN ('DECIDED', 'CONDITIONAL'))) AS neither,
    count(*) AS whole
  FROM member GROUP BY 1, 2, 3 ORDER BY family DESC, position;
