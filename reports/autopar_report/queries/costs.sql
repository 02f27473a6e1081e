-- What runs of autopar-analyze cost. Rates are of the contents that the run itself analysed.
CREATE TEMP VIEW cost_runs AS
  SELECT run AS run_id, started_at, analyzer_version AS version, jobs, processors, exit_code,
    wall_seconds, cpu_seconds, peak_memory_bytes / 1e6 AS peak_memory, files, contents, retries,
    contents / nullif(wall_seconds, 0) AS notebooks_per_second,
    content_bytes / 1e6 / nullif(wall_seconds, 0) AS megabytes_per_second,
    cpu_seconds / nullif(wall_seconds, 0) AS busy
  FROM run ORDER BY run;
CREATE TEMP VIEW cost_machines AS
  SELECT run AS run_id, machine, processors, memory_bytes, system FROM run ORDER BY run;

-- By worker count: the median run would need more runs than there are, so the fastest that finished.
CREATE TEMP VIEW cost_jobs AS
  SELECT jobs, count(*) AS runs, max(contents / nullif(wall_seconds, 0)) AS notebooks_per_second,
    max(content_bytes / 1e6 / nullif(wall_seconds, 0)) AS megabytes_per_second,
    max(peak_memory_bytes) / 1e6 AS peak_memory
  FROM run WHERE exit_code IN (0, 3, 4) AND contents > 0 GROUP BY jobs ORDER BY jobs;

CREATE TEMP VIEW cost_steps AS
  SELECT run AS run_id, step, seconds, clock,
    contents / nullif(seconds, 0) AS notebooks_per_second,
    content_bytes / 1e6 / nullif(seconds, 0) AS megabytes_per_second
  FROM step_cost JOIN run USING (run) ORDER BY run, seconds DESC, step;

-- Seconds of the analysis of one content, over all runs.
CREATE TEMP VIEW cost_quantiles AS
  WITH ranked AS (
    SELECT seconds, row_number() OVER (ORDER BY seconds) AS place, count(*) OVER () AS n
    FROM notebook_cost),
  parts (position, part_name, part) AS (VALUES
    (1, 'half', 0.5), (2, '90 %', 0.9), (3, '99 %', 0.99), (4, '99.9 %', 0.999), (5, 'all', 1.0))
  SELECT part_name AS notebooks_part, min(seconds) AS seconds
  FROM parts JOIN ranked ON place >= part * n GROUP BY position ORDER BY position;
CREATE TEMP VIEW cost_seconds AS
  SELECT seconds FROM notebook_cost ORDER BY seconds;
CREATE TEMP VIEW cost_slowest AS
  SELECT blob, status, size_bytes, loops, seconds FROM notebook_cost
  ORDER BY seconds DESC, blob LIMIT 20;
CREATE TEMP VIEW cost_failures AS
  SELECT outcome, count(*) AS contents, count(DISTINCT run) AS runs, min(blob) AS example
  FROM failure GROUP BY outcome ORDER BY contents DESC, outcome;
