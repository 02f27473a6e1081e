-- The loops behind the numbers: one row per number and loop, at most 20 loops a number. A number is
-- named by its dimension, the family or kind of loops, and its value.
CREATE TEMP TABLE report_counted_loop AS
  SELECT 'verdict' AS dimension, family AS scope, verdict AS value, blob, cell, loop FROM report_loop
  UNION ALL SELECT 'domain', family, domain, blob, cell, loop FROM report_loop
  UNION ALL SELECT 'stage', CASE verdict WHEN 'UNKNOWN' THEN 'needed' ELSE 'decided' END, stage,
    blob, cell, loop FROM report_loop
  UNION ALL SELECT 'guarded', stage, verdict_if_guarded, blob, cell, loop FROM report_loop
    WHERE verdict_if_guarded IS NOT NULL
  UNION ALL SELECT 'first reason', '', primary_reason, blob, cell, loop FROM report_loop
    WHERE primary_reason IS NOT NULL
  UNION ALL SELECT 'any reason', '', reason.name, blob, cell, loop
    FROM report_loop JOIN reason ON reasons & reason.bit WHERE primary_reason IS NOT NULL
  UNION ALL SELECT 'headline', family, 'STRICT ' || decision, blob, cell, loop FROM report_loop
    WHERE headline = 'STRICT'
  UNION ALL SELECT 'headline', family, 'RELAXED ' || decision, blob, cell, loop FROM report_loop
    WHERE headline <> 'NEITHER'
  UNION ALL SELECT 'sole reason', '', sole_reason, blob, cell, loop FROM report_loop_detail
    WHERE sole_reason IS NOT NULL
  UNION ALL SELECT 'effect', family, effect, blob, cell, loop FROM report_loop_detail
  UNION ALL SELECT 'control', 'statement', control.name, blob, cell, loop
    FROM report_loop_detail AS l JOIN control ON l.control & control.bit WHERE family = 'statement'
  UNION ALL SELECT DISTINCT 'subscript', '', form, blob, cell, loop
    FROM memory_reference JOIN report_loop USING (blob, cell, loop)
  UNION ALL SELECT DISTINCT 'scalar flow', '', flow, blob, cell, loop
    FROM scalar_flow JOIN report_loop USING (blob, cell, loop)
  UNION ALL SELECT 'shape', '', shape, blob, cell, loop FROM report_loop_detail
  UNION ALL SELECT 'kind', '', kind, blob, cell, loop FROM loop
  UNION ALL SELECT 'scope', '', context, blob, cell, loop FROM loop
  UNION ALL SELECT 'depth', '', depth, blob, cell, loop FROM loop;

-- A blob is a hash, so its order is a draw; each repository gives one loop before any gives a second.
CREATE TEMP VIEW report_examples AS
  WITH turns AS (
    SELECT dimension, scope, value, blob, cell, loop, repository, commit_name, path, url, licence,
      row_number() OVER (PARTITION BY dimension, scope, value, repository ORDER BY blob, cell, loop) AS turn
    FROM report_counted_loop JOIN report_place USING (blob)),
  ranked AS (
    SELECT *, row_number() OVER (PARTITION BY dimension, scope, value ORDER BY turn, blob, cell, loop)
      AS place, count(*) OVER (PARTITION BY dimension, scope, value) AS whole
    FROM turns)
  SELECT dimension, scope, value, whole, place, ranked.blob, ranked.cell, ranked.loop, repository,
    commit_name, path, url, licence, line, end_line, verdict
  FROM ranked JOIN loop USING (blob, cell, loop) WHERE place <= 20
  ORDER BY dimension, scope, value, place;

-- For raters: the headline loops with the labels that the analysis gives, and where they stand.
CREATE TEMP VIEW report_labels AS
  SELECT blob, cell, loop, loop.kind, loop.context, loop.domain, loop.shape, loop.effect,
    loop.verdict, loop.stage
  FROM report_loop JOIN loop USING (blob, cell, loop) ORDER BY blob, cell, loop;
CREATE TEMP VIEW report_loop_places AS
  SELECT blob, cell, loop, line, end_line, repository, commit_name, path, url, licence, loop.verdict
  FROM report_loop JOIN loop USING (blob, cell, loop) JOIN report_place USING (blob);
