-- The same shares over other choices of loops: what the headline's choices are worth.

-- Every classified loop that is not trivial, judged as headline_loop judges.
CREATE TEMP TABLE report_judged AS
  SELECT blob, cell, loop, study_sha1, loop_sha1, verdict, context, in_exact,
    CASE WHEN loop.kind IN ('LISTCOMP', 'SETCOMP', 'DICTCOMP', 'GENEXP') THEN 'comprehension'
      ELSE 'statement' END AS family,
    CASE
      WHEN coalesce(verdict_if_guarded, verdict) IN ('DOALL', 'DOALL_PRIV', 'COLLECT', 'SEARCH')
        THEN 'STRICT'
      WHEN coalesce(verdict_if_guarded, verdict) IN ('REDUCE', 'HISTO') AND float_reduction = 0
        THEN 'STRICT'
      WHEN coalesce(verdict_if_guarded, verdict)
        IN ('REDUCE', 'HISTO', 'SCAN', 'DOANY', 'RNG_STREAM') THEN 'RELAXED'
      ELSE 'NEITHER'
    END AS headline,
    CASE
      WHEN coalesce(verdict_if_guarded, verdict) = 'UNKNOWN' THEN 'NEITHER'
      WHEN stage IN ('SYNTAX', 'LOOP', 'NOTEBOOK', 'LIBRARY') THEN 'DECIDED'
      WHEN stage IN ('BOUNDS', 'TYPES', 'CONTENT') THEN 'CONDITIONAL'
      ELSE 'NEITHER'
    END AS decision
  FROM loop JOIN cell USING (blob, cell) WHERE verdict IS NOT NULL AND verdict <> 'TRIVIAL';

-- A path or repository that looks like teaching: a course, its exercises or what was handed in.
CREATE TEMP VIEW report_course_pattern (pattern) AS VALUES
  ('%course%'), ('%class%'), ('%lecture%'), ('%lesson%'), ('%homework%'), ('%assignment%'),
  ('%exercise%'), ('%tutorial%'), ('%workshop%'), ('%bootcamp%'), ('%student%'), ('%exam%'),
  ('%quiz%'), ('%/hw%'), ('%/lab%'), ('%/week%'), ('%mooc%'), ('%semester%'), ('%teaching%');

-- The notebooks of the headline, each with its first place and what the choices below ask about it.
CREATE TEMP TABLE report_candidate AS
  SELECT blob, repository, python_version, code_sha1, near_cluster,
    substr(repository, 1, instr(repository || '/', '/') - 1) AS owner,
    EXISTS (SELECT 1 FROM report_course_pattern
      WHERE repository || '/' || path LIKE pattern) AS is_course,
    fork, stars, created
  FROM headline_notebook JOIN report_place USING (blob) LEFT JOIN frame_repository USING (repository)
  WHERE language = 'python' AND code_cells > 0;

-- The choices. copies: of what is kept once. field: the column of the frame that it needs.
CREATE TEMP VIEW report_population (position, name, copies, field) AS VALUES
  (1, 'headline: each cell once (L3)', 'CELL', NULL),
  (2, 'each file''s content once (L1)', 'NONE', NULL),
  (3, 'each notebook''s code once (L2)', 'NONE', NULL),
  (4, 'of near-duplicate notebooks one (L4)', 'CELL', NULL),
  (5, 'each loop once, whatever its names (L5)', 'LOOP', NULL),
  (6, 'no course material, by path', 'CELL', NULL),
  (7, 'at most 10 notebooks per repository', 'CELL', NULL),
  (8, 'one notebook per owner', 'CELL', NULL),
  (9, 'Python 3 for certain', 'CELL', NULL),
  (10, 'loops outside of functions only', 'CELL', NULL),
  (11, 'loops outside of Python magics only (EXACT)', 'CELL', NULL),
  (12, 'no forks', 'CELL', 'fork'),
  (13, 'popular repositories (100 stars or more)', 'CELL', 'stars'),
  (14, 'repositories made in 2019 or later', 'CELL', 'created');

CREATE TEMP TABLE report_population_notebook AS
  WITH ranked AS (
    SELECT *, row_number() OVER (PARTITION BY coalesce(code_sha1, blob) ORDER BY blob) AS of_code,
      row_number() OVER (PARTITION BY coalesce(near_cluster, blob) ORDER BY blob) AS of_cluster,
      row_number() OVER (PARTITION BY repository ORDER BY blob) AS of_repository,
      row_number() OVER (PARTITION BY owner ORDER BY blob) AS of_owner
    FROM report_candidate)
  SELECT position, blob FROM report_population, ranked
  WHERE CASE position
    WHEN 3 THEN of_code = 1
    WHEN 4 THEN of_cluster = 1
    WHEN 6 THEN NOT is_course
    WHEN 7 THEN of_repository <= 10
    WHEN 8 THEN of_owner = 1
    WHEN 9 THEN python_version = 3
    WHEN 12 THEN fork = 0
    WHEN 13 THEN stars >= 100
    WHEN 14 THEN created >= '2019'
    ELSE 1 END;

-- Verdicts and headline sets of each choice.
CREATE TEMP TABLE report_population_counts AS
  WITH cells AS (
    SELECT position, blob, cell,
      row_number() OVER (PARTITION BY position, study_sha1 ORDER BY blob, cell) AS place
    FROM report_population_notebook JOIN cell USING (blob) WHERE cell.loops > 0),
  loops AS (
    SELECT *, row_number() OVER (PARTITION BY position, loop_sha1 ORDER BY blob, cell, loop) AS loop_place
    FROM cells JOIN report_population USING (position) JOIN report_judged USING (blob, cell)
    WHERE (copies = 'NONE' OR place = 1)
      AND (position <> 10 OR context = 'TOP') AND (position <> 11 OR in_exact))
  SELECT position, family, verdict, headline, decision, count(*) AS n
  FROM loops WHERE copies <> 'LOOP' OR loop_place = 1
  GROUP BY 1, 2, 3, 4, 5;

-- One row per choice and family; is_missing: the frame lacks the field.
CREATE TEMP VIEW report_sensitivity AS
  WITH families (family) AS (VALUES ('statement'), ('comprehension'))
  SELECT position, families.family, name, field,
    field IS NOT NULL AND field NOT IN (SELECT name FROM frame_field) AS is_missing,
    coalesce(sum(n), 0) AS loops,
    coalesce(sum(n * (headline = 'STRICT' AND decision = 'DECIDED')), 0) AS strict_decided,
    coalesce(sum(n * (headline = 'STRICT' AND decision = 'CONDITIONAL')), 0) AS strict_conditional,
    coalesce(sum(n * (headline <> 'NEITHER' AND decision = 'DECIDED')), 0) AS relaxed_decided,
    coalesce(sum(n * (headline <> 'NEITHER' AND decision = 'CONDITIONAL')), 0) AS relaxed_conditional
  FROM report_population CROSS JOIN families
    LEFT JOIN report_population_counts AS counts USING (position, family)
  GROUP BY position, families.family ORDER BY families.family DESC, position;

-- Verdicts of each choice, for the largest swing.
CREATE TEMP VIEW report_population_verdicts AS
  SELECT position, family, verdict, sum(n) AS n FROM report_population_counts
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;

-- For the intervals. Classes are the verdicts and the headline sets; loops are those of the headline,
-- in each notebook; a notebook has the class if any of its loops has, in any cell.
CREATE TEMP VIEW report_set (position, class, with_relaxed, with_conditional) AS VALUES
  (1, 'STRICT decided', 0, 0), (2, 'STRICT decided or conditional', 0, 1),
  (3, 'RELAXED decided', 1, 0), (4, 'RELAXED decided or conditional', 1, 1);
CREATE TEMP TABLE report_class_loops AS
  SELECT family, verdict AS class, blob, count(*) AS n FROM report_loop GROUP BY 1, 2, 3
  UNION ALL SELECT family, class, blob, count(*) FROM report_loop, report_set
    WHERE (headline = 'STRICT' OR (headline = 'RELAXED' AND with_relaxed))
      AND (decision = 'DECIDED' OR (decision = 'CONDITIONAL' AND with_conditional))
    GROUP BY 1, 2, 3;
CREATE TEMP TABLE report_class_presence AS
  SELECT DISTINCT family, verdict AS class, blob FROM report_judged
  UNION ALL SELECT DISTINCT family, class, blob FROM report_judged, report_set
    WHERE (headline = 'STRICT' OR (headline = 'RELAXED' AND with_relaxed))
      AND (decision = 'DECIDED' OR (decision = 'CONDITIONAL' AND with_conditional));
CREATE TEMP VIEW report_family_loops AS
  SELECT family, blob, count(*) AS n FROM report_loop GROUP BY 1, 2;

-- Which repositories share a notebook: the same code (L2), or nearly the same (L4).
CREATE TEMP VIEW report_places AS
  SELECT blob, coalesce(code_sha1, blob) AS code, coalesce(near_cluster, blob) AS near_cluster,
    report_headline_place.repository
  FROM report_headline_place JOIN notebook USING (blob) ORDER BY 1, 3;
