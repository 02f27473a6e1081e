-- Facts of earlier studies beside the same fact here. theirs and ours are shares or counts, as unit says.
CREATE TEMP VIEW report_earlier AS
  WITH places AS (
    SELECT repository, count(DISTINCT blob) AS n FROM occurrence WHERE repository <> '' GROUP BY 1),
  ranked_places AS (
    SELECT n, row_number() OVER (ORDER BY n DESC, repository) AS place, count(*) OVER () AS all_places,
      sum(n) OVER () AS whole FROM places),
  ranked_files AS (
    SELECT size_bytes, row_number() OVER (ORDER BY size_bytes DESC, blob) AS place,
      count(*) OVER () AS files, sum(size_bytes) OVER () AS whole FROM notebook),
  python AS (SELECT * FROM notebook WHERE language = 'python' AND code_cells > 0),
  statements AS (SELECT * FROM loop WHERE kind IN ('FOR', 'WHILE', 'ASYNC_FOR'))
  SELECT 1 AS position, 'notebooks studied' AS fact, 'count' AS unit, 1450000.0 AS theirs,
    'MSR 2019' AS study, (SELECT n FROM count_unique) AS ours
  UNION ALL SELECT 2, 'repositories', 'count', 266000, 'MSR 2019', (SELECT count(*) FROM places)
  UNION ALL SELECT 3, 'notebooks whose code is a copy', 'share', 0.181, 'MSR 2019',
    (SELECT 1.0 * removed / items FROM report_ladder WHERE level = 2)
  UNION ALL SELECT 4, 'files lost before their cells could be read', 'share', 0.05145, 'CHI 2018',
    (SELECT 1.0 - 1.0 * (SELECT n FROM count_parsed) / n FROM count_unique)
  UNION ALL SELECT 5, 'notebooks in Python', 'share', 0.931, 'an earlier study',
    (SELECT 1.0 * (SELECT n FROM count_python) / n FROM count_parsed)
  UNION ALL SELECT 6, 'Python notebooks in Python 2', 'share', 0.36, 'a study of 2018',
    (SELECT avg(python_version = 2) FROM notebook WHERE language = 'python')
  UNION ALL SELECT 7, 'Python notebooks without a syntax error', 'share', 0.93, 'an earlier study',
    (SELECT avg(blob NOT IN (SELECT blob FROM cell WHERE study_syntax = 'DAMAGED')) FROM python)
  UNION ALL SELECT 8, 'notebooks with a for or while statement', 'share', 0.637, 'an earlier study',
    (SELECT avg(blob IN (SELECT blob FROM statements)) FROM python)
  UNION ALL SELECT 9, 'notebooks with a for statement', 'share', 0.624, 'an earlier study',
    (SELECT avg(blob IN (SELECT blob FROM statements WHERE kind <> 'WHILE')) FROM python)
  UNION ALL SELECT 10, 'notebooks with a while statement', 'share', 0.083, 'an earlier study',
    (SELECT avg(blob IN (SELECT blob FROM statements WHERE kind = 'WHILE')) FROM python)
  UNION ALL SELECT 11, 'notebooks that the largest 14.6 % of the repositories hold', 'share', 0.66,
    'an earlier study', (SELECT sum(n * (place <= round(0.146 * all_places))) * 1.0 / max(whole) FROM ranked_places)
  UNION ALL SELECT 12, 'mean size of a file, bytes', 'count', 422000, 'an earlier study',
    (SELECT CAST(round(avg(size_bytes)) AS INTEGER) FROM notebook)
  UNION ALL SELECT 13, 'bytes that the largest 7.5 % of the files hold', 'share', 0.74, 'an earlier study',
    (SELECT sum(size_bytes * (place <= round(0.075 * files))) * 1.0 / max(whole) FROM ranked_files)
  UNION ALL SELECT 14, 'statements that are for loops', 'share', 0.95, 'a prototype, 91 repositories',
    (SELECT avg(kind <> 'WHILE') FROM statements)
  UNION ALL SELECT 15, 'statements at depth 1', 'share', 0.79, 'a prototype, 91 repositories',
    (SELECT avg(depth = 1) FROM statements)
  UNION ALL SELECT 16, 'statements inside a function', 'share', 0.40, 'a prototype, 91 repositories',
    (SELECT avg(context IN ('FUNC', 'METHOD', 'LAMBDA')) FROM statements)
  UNION ALL SELECT 17, 'statements over a range', 'share', 0.37, 'a prototype, 91 repositories',
    (SELECT avg(domain LIKE 'RANGE%') FROM statements)
  UNION ALL SELECT 18, 'statements over a bare name', 'share', 0.23, 'a prototype, 91 repositories',
    (SELECT avg(domain = 'SEQ_NAME' AND wrappers = 0) FROM statements)
  UNION ALL SELECT 19, 'statements over an enumerate', 'share', 0.12, 'a prototype, 91 repositories',
    (SELECT avg(wrappers & 1 <> 0) FROM statements)
  ORDER BY position;
