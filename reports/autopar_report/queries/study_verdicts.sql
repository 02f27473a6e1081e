-- The main table: loops are headline loops; notebooks and repositories are those with at least one
-- loop of the class in any cell, of those that notebook_whole and repository_whole count.
CREATE TEMP VIEW report_class_order AS
  SELECT position, verdict AS class, headline FROM report_verdict_order
  UNION ALL SELECT 100 + position, class, class FROM report_set;
CREATE TEMP TABLE report_classes AS
  WITH families (family) AS (VALUES ('statement'), ('comprehension'))
  SELECT family, position, class AS verdict, headline,
    coalesce((SELECT sum(n) FROM report_class_loops AS l
      WHERE l.family = families.family AND l.class = classes.class), 0) AS loops,
    (SELECT coalesce(sum(n), 0) FROM report_family_loops AS l WHERE l.family = families.family) AS whole,
    (SELECT count(DISTINCT blob) FROM report_class_presence AS p JOIN report_headline_place USING (blob)
      WHERE p.family = families.family AND p.class = classes.class) AS notebooks,
    (SELECT count(DISTINCT blob) FROM report_headline_place) AS notebook_whole,
    (SELECT count(DISTINCT repository) FROM report_class_presence AS p
      JOIN report_headline_place USING (blob)
      WHERE p.family = families.family AND p.class = classes.class) AS repositories,
    (SELECT count(DISTINCT repository) FROM report_headline_place) AS repository_whole
  FROM families, report_class_order AS classes;
CREATE TEMP VIEW report_verdicts AS
  SELECT * FROM report_classes WHERE position < 100 ORDER BY family DESC, position;
CREATE TEMP VIEW report_sets AS
  SELECT * FROM report_classes WHERE position > 100 ORDER BY family DESC, position;
