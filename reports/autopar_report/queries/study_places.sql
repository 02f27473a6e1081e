-- Where notebooks lie: the repositories, the frame, the ladder of copies.

-- For each content its first place outside .ipynb_checkpoints (or its first one, if it has no other),
-- with the commit and the path in the repository where the frame or the crawl knows them.
CREATE TEMP TABLE report_place AS
  WITH placed AS (
    SELECT blob, repository, nullif(commit_name, '') AS commit_name, CASE container WHEN '' THEN path ELSE container || ': ' || path END AS path,
      row_number() OVER (PARTITION BY blob ORDER BY checkpoint, source, container, path, repeat) AS place
    FROM occurrence WHERE blob IS NOT NULL)
  SELECT placed.blob, placed.repository,
    coalesce(file.commit_name, crawl.commit_name, placed.commit_name, frame.commit_name)
      AS commit_name,
    coalesce(file.path, crawl.path, placed.path) AS path,
    frame.url, coalesce(frame.licence, '') AS licence
  FROM placed
    LEFT JOIN (SELECT blob, min(repository) AS repository, commit_name, path FROM frame_file GROUP BY blob)
      AS file USING (blob, repository)
    LEFT JOIN (SELECT blob, repository, commit_name, min(path) AS path FROM crawl_file GROUP BY 1, 2)
      AS crawl USING (blob, repository)
    LEFT JOIN frame_repository AS frame USING (repository)
  WHERE place = 1;
CREATE INDEX temp.report_place_by_blob ON report_place (blob);

CREATE TEMP VIEW report_frame_facts AS
  SELECT name AS fact, value AS said FROM frame_fact ORDER BY position;

-- The repositories that the frame lists or that files lie in, and what each has. state: what the crawl
-- says of a repository that it could not read; NOT_READ if it says nothing.
CREATE TEMP TABLE report_repository AS
  WITH known AS (
    SELECT repository FROM frame_repository
    UNION SELECT repository FROM occurrence WHERE repository <> '')
  SELECT repository,
    repository IN (SELECT repository FROM frame_repository) AS is_listed,
    repository IN (SELECT repository FROM occurrence) AS has_file,
    repository IN (SELECT repository FROM occurrence JOIN notebook USING (blob)
      WHERE language = 'python' AND code_cells > 0) AS has_python,
    repository IN (SELECT repository FROM occurrence JOIN loop USING (blob)) AS has_loop,
    repository IN (SELECT repository FROM occurrence JOIN loop USING (blob)
      WHERE verdict IS NOT NULL) AS has_classified,
    coalesce((SELECT min(state) FROM crawl_state WHERE crawl_state.repository = known.repository
      AND state <> 'SCANNED'), 'NOT_READ') AS state
  FROM known;

-- The way of the repositories, in the columns of flow; each count is a query of its own.
CREATE TEMP VIEW report_repository_drops (position, reason, n) AS
  SELECT 1, state, count(*) FROM report_repository WHERE NOT has_file GROUP BY state
  UNION ALL SELECT 2, 'NO_PYTHON_CODE', count(*) FROM report_repository
    WHERE has_file AND NOT has_python HAVING count(*) > 0
  UNION ALL SELECT 3, 'NO_LOOP', count(*) FROM report_repository
    WHERE has_python AND NOT has_loop HAVING count(*) > 0
  UNION ALL SELECT 4, 'DAMAGED', count(*) FROM report_repository
    WHERE has_loop AND NOT has_classified HAVING count(*) > 0;
CREATE TEMP VIEW report_repository_flow AS
  WITH step (position, step, previous, kept) AS (
    SELECT 1, 'with a notebook file', (SELECT count(*) FROM report_repository),
      (SELECT count(DISTINCT repository) FROM occurrence WHERE repository <> '')
    UNION ALL SELECT 2, 'with a Python notebook that has code',
      (SELECT count(DISTINCT repository) FROM occurrence WHERE repository <> ''),
      (SELECT count(DISTINCT repository) FROM occurrence JOIN notebook USING (blob)
        WHERE repository <> '' AND language = 'python' AND code_cells > 0)
    UNION ALL SELECT 3, 'with a loop',
      (SELECT sum(has_python) FROM report_repository),
      (SELECT count(DISTINCT repository) FROM occurrence
        WHERE repository <> '' AND blob IN (SELECT blob FROM loop))
    UNION ALL SELECT 4, 'with a classified loop',
      (SELECT sum(has_loop) FROM report_repository),
      (SELECT count(DISTINCT repository) FROM occurrence
        WHERE repository <> '' AND blob IN (SELECT blob FROM loop WHERE verdict IS NOT NULL)))
  SELECT step.position, step, coalesce(previous, 0) AS previous, kept,
    coalesce((SELECT sum(n) FROM report_repository_drops AS d WHERE d.position = step.position), 0)
      AS dropped,
    coalesce((SELECT group_concat(reason || ' ' || n, ', ') FROM report_repository_drops AS d
      WHERE d.position = step.position), '') AS reasons
  FROM step ORDER BY step.position;

-- One row per repository.
CREATE TEMP VIEW report_repositories AS
  WITH files AS (
    SELECT repository, count(*) AS files, count(DISTINCT blob) AS notebooks
    FROM occurrence WHERE repository <> '' GROUP BY repository),
  loops AS (
    SELECT repository, count(*) AS headline_loops
    FROM report_loop JOIN report_place USING (blob) GROUP BY repository)
  SELECT repository, coalesce(commit_name, '') AS commit_name, coalesce(licence, '') AS licence,
    notebooks_there, files, notebooks, coalesce(headline_loops, 0) AS headline_loops
  FROM files LEFT JOIN frame_repository USING (repository) LEFT JOIN loops USING (repository)
  ORDER BY repository;

CREATE TEMP VIEW report_licences AS
  SELECT CASE licence WHEN '' THEN 'none known' ELSE licence END AS licence,
    count(*) AS repositories, sum(notebooks) AS notebooks, sum(headline_loops) AS headline_loops
  FROM report_repositories GROUP BY licence ORDER BY repositories DESC, licence;

-- How many notebooks the larger repositories hold: concentration. One row per tenth of the repositories.
CREATE TEMP VIEW report_concentration AS
  WITH ranked AS (
    SELECT notebooks, row_number() OVER (ORDER BY notebooks DESC, repository) AS place,
      count(*) OVER () AS repositories, sum(notebooks) OVER () AS whole
    FROM report_repositories),
  cuts (position, part) AS (VALUES (1, 0.05), (2, 0.1), (3, 0.2), (4, 0.5))
  SELECT position, 'the largest ' || CAST(round(100 * part) AS INTEGER) || ' %' AS part_name,
    CAST(round(part * max(repositories)) AS INTEGER) AS repositories,
    sum(CASE WHEN place <= round(part * repositories) THEN notebooks ELSE 0 END) AS notebooks,
    max(whole) AS whole
  FROM ranked, cuts GROUP BY position;

-- The ladder of copies. At each level the items are grouped by what the level takes for the same;
-- one row per level and group, with the group's size.
CREATE TEMP TABLE report_ladder_group AS
  SELECT 0 AS level, 1 AS n FROM occurrence WHERE status = 'READ'
  UNION ALL SELECT 1, count(*) FROM occurrence WHERE status = 'READ' GROUP BY blob
  UNION ALL SELECT 2, count(*) FROM notebook WHERE language = 'python' AND code_cells > 0
    GROUP BY coalesce(code_sha1, blob)
  UNION ALL SELECT 3, count(*) FROM cell
    WHERE study_sha1 IS NOT NULL AND kind IN ('PYTHON', 'PYTHON_MAGIC') GROUP BY study_sha1
  UNION ALL SELECT 4, count(*) FROM notebook WHERE language = 'python' AND code_cells > 0
    GROUP BY coalesce(near_cluster, blob)
  UNION ALL SELECT 5, count(*) FROM loop GROUP BY loop_sha1;
CREATE TEMP VIEW report_ladder_level (level, name, unit, same) AS VALUES
  (0, 'L0', 'notebook files', 'nothing: every file that could be read'),
  (1, 'L1', 'notebook files', 'same bytes (git blob)'),
  (2, 'L2', 'Python notebooks with code', 'same code, without blank lines and trailing blanks'),
  (3, 'L3', 'Python cells', 'same text, without trailing blanks; the headline counts these once'),
  (4, 'L4', 'Python notebooks with code', 'nearly the same: 85 % of the runs of 5 tokens (MinHash)'),
  (5, 'L5', 'loops', 'same loop, whatever its names, comments and blanks');
CREATE TEMP VIEW report_ladder AS
  SELECT level, name, unit, same, sum(n) AS items, count(*) AS distinct_items,
    sum(n) - count(*) AS removed,
    sum(n = 2) AS pairs_of_copies, sum(n BETWEEN 3 AND 9) AS to_nine, sum(n BETWEEN 10 AND 99) AS to_99,
    sum(n >= 100) AS over_99, max(n) AS largest
  FROM report_ladder_group JOIN report_ladder_level USING (level) GROUP BY level ORDER BY level;

-- Cells that hold a syntax error, by the version of the format and of Python.
CREATE TEMP VIEW report_syntax_errors AS
  SELECT nbformat_shape AS shape,
    CASE python_version WHEN 0 THEN 'undecided' ELSE 'Python ' || python_version END AS version,
    count(*) AS cells, sum(study_syntax = 'DAMAGED') AS damaged,
    count(DISTINCT blob) AS notebooks,
    count(DISTINCT CASE WHEN study_syntax = 'DAMAGED' THEN blob END) AS damaged_notebooks
  FROM cell JOIN notebook USING (blob) WHERE study_syntax IS NOT NULL
  GROUP BY 1, 2 ORDER BY cells DESC, 1, 2;

-- What could not be read, by the year in which the repository of the first place was made.
CREATE TEMP VIEW report_failures_by_year AS
  WITH cells AS (
    SELECT blob, count(*) AS cells, sum(study_syntax = 'DAMAGED') AS damaged
    FROM cell WHERE study_syntax IS NOT NULL GROUP BY blob)
  SELECT coalesce(substr(created, 1, 4), 'not known') AS year, count(*) AS notebooks,
    sum(notebook.status <> 'OK') AS failed_notebooks, coalesce(sum(cells), 0) AS cells,
    coalesce(sum(damaged), 0) AS damaged
  FROM notebook JOIN report_place USING (blob) LEFT JOIN frame_repository USING (repository)
    LEFT JOIN cells USING (blob)
  GROUP BY year ORDER BY year;

-- Failed files by the version of the format that they declare, where that could be read.
CREATE TEMP VIEW report_failures AS
  SELECT notebook.status, nbformat_declared AS declared, count(*) AS notebooks,
    min(CASE WHEN report_place.repository = '' THEN report_place.path
      ELSE report_place.repository || ': ' || report_place.path END) AS example
  FROM notebook JOIN report_place USING (blob)
  WHERE notebook.status <> 'OK' GROUP BY 1, 2 ORDER BY notebooks DESC, 1, 2;
