-- What changed between two databases of autopar-analyze: main is the older one, newer the other.
CREATE TEMP VIEW diff_meta AS
  SELECT key, old.value AS older, new.value AS newer
  FROM main.study_meta AS old LEFT JOIN newer.study_meta AS new USING (key)
  UNION ALL SELECT key, NULL, value FROM newer.study_meta
    WHERE key NOT IN (SELECT key FROM main.study_meta)
  ORDER BY key;

CREATE TEMP VIEW diff_contents AS
  SELECT 'notebooks' AS unit, (SELECT count(*) FROM main.notebook) AS older,
    (SELECT count(*) FROM newer.notebook) AS newer,
    (SELECT count(*) FROM main.notebook JOIN newer.notebook USING (blob)) AS in_both
  UNION ALL SELECT 'cells', (SELECT count(*) FROM main.cell), (SELECT count(*) FROM newer.cell),
    (SELECT count(*) FROM main.cell JOIN newer.cell USING (blob, cell))
  UNION ALL SELECT 'loops', (SELECT count(*) FROM main.loop), (SELECT count(*) FROM newer.loop),
    (SELECT count(*) FROM main.loop JOIN newer.loop USING (blob, cell, loop));

CREATE TEMP VIEW diff_status AS
  SELECT old.status AS older, new.status AS newer, count(*) AS notebooks, min(blob) AS example
  FROM main.notebook AS old JOIN newer.notebook AS new USING (blob)
  WHERE old.status <> new.status GROUP BY 1, 2 ORDER BY notebooks DESC, 1, 2;

-- The loops that both have: what they were and what they are.
CREATE TEMP TABLE diff_loop AS
  SELECT blob, cell, loop, coalesce(old.verdict, old.quality) AS old_verdict,
    coalesce(new.verdict, new.quality) AS new_verdict, old.stage AS old_stage, new.stage AS new_stage,
    coalesce(old.verdict_if_guarded, '') AS old_guarded,
    coalesce(new.verdict_if_guarded, '') AS new_guarded,
    old.reasons AS old_reasons, new.reasons AS new_reasons, old.line
  FROM main.loop AS old JOIN newer.loop AS new USING (blob, cell, loop);

CREATE TEMP VIEW diff_verdicts AS
  SELECT old_verdict AS older, new_verdict AS newer, count(*) AS loops,
    min(substr(blob, 1, 10) || ' cell ' || (cell + 1) || ' line ' || line) AS example
  FROM diff_loop WHERE old_verdict <> new_verdict GROUP BY 1, 2 ORDER BY loops DESC, 1, 2;
CREATE TEMP VIEW diff_guarded AS
  SELECT nullif(old_guarded, '') AS older, nullif(new_guarded, '') AS newer, count(*) AS loops,
    min(substr(blob, 1, 10) || ' cell ' || (cell + 1) || ' line ' || line) AS example
  FROM diff_loop WHERE old_verdict = new_verdict AND old_guarded <> new_guarded
  GROUP BY 1, 2 ORDER BY loops DESC, 1, 2;
CREATE TEMP VIEW diff_stages AS
  SELECT old_stage AS older, new_stage AS newer, count(*) AS loops,
    min(substr(blob, 1, 10) || ' cell ' || (cell + 1) || ' line ' || line) AS example
  FROM diff_loop WHERE old_verdict = new_verdict AND old_stage <> new_stage
  GROUP BY 1, 2 ORDER BY loops DESC, 1, 2;
CREATE TEMP VIEW diff_reasons AS
  SELECT reason.name AS reason, sum(old_reasons & bit = 0 AND new_reasons & bit <> 0) AS gained,
    sum(old_reasons & bit <> 0 AND new_reasons & bit = 0) AS lost
  FROM diff_loop, main.reason AS reason GROUP BY reason.name
  HAVING gained + lost > 0 ORDER BY gained + lost DESC, reason.name;
-- Loops of each verdict in either, over the loops that both have.
CREATE TEMP VIEW diff_sums AS
  SELECT verdict, sum(older) AS older, sum(newer) AS newer, sum(newer) - sum(older) AS change
  FROM (SELECT old_verdict AS verdict, 1 AS older, 0 AS newer FROM diff_loop
    UNION ALL SELECT new_verdict, 0, 1 FROM diff_loop)
  GROUP BY verdict ORDER BY verdict;
