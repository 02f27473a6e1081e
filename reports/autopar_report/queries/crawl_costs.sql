-- What a crawl cost, by what became of its sources: tries are those since one was last read to its end.
CREATE TEMP VIEW cost_crawl AS
  SELECT state, count(*) AS sources, sum(generation) AS readings, sum(tries) AS tries,
    max(tries) AS most_tries, coalesce(min(last_error), '') AS last_error
  FROM source GROUP BY state ORDER BY state;
