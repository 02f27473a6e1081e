-- Version 2 of the study's database: what the dependence tests did. The sums of each loop stand in
-- its row, so that a lost row of pair_test shows in flow_gap.

-- Runs of tests for the pairs of this loop, and those pairs; 0 for a damaged loop.
ALTER TABLE loop ADD COLUMN test_runs INTEGER NOT NULL DEFAULT 0;
ALTER TABLE loop ADD COLUMN pairs INTEGER NOT NULL DEFAULT 0;

-- The tests in the order in which a pair meets them: name is what pair_test says, title what the
-- literature does.
CREATE TABLE test (position INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, title TEXT NOT NULL);
INSERT INTO test VALUES
  (1, 'NAME', 'name'),
  (2, 'ALIAS', 'addresses at the call'),
  (3, 'ZERO_INDEX', 'ZIV'),
  (4, 'STRONG_SINGLE_INDEX', 'strong SIV'),
  (5, 'WEAK_ZERO_SINGLE_INDEX', 'weak-zero SIV'),
  (6, 'WEAK_CROSSING_SINGLE_INDEX', 'weak-crossing SIV'),
  (7, 'EXACT_SINGLE_INDEX', 'exact SIV'),
  (8, 'RESTRICTED_DOUBLE_INDEX', 'RDIV'),
  (9, 'GREATEST_COMMON_DIVISOR', 'GCD'),
  (10, 'BANERJEE', 'Banerjee'),
  (11, 'DELTA', 'Delta'),
  (12, 'EXACT', 'exact (integer points)'),
  (13, 'NONE', 'no test');

-- One row per loop and test that ran for it or decided one of its pairs. A pair is two accesses in
-- order, one of which at least writes an element. A test may run several times for one pair: once
-- for each equation, or for each way in which its indices may wrap. Where test is NONE: the pairs
-- that nobody decided.
CREATE TABLE pair_test (
  blob TEXT NOT NULL,
  cell INTEGER NOT NULL,
  loop INTEGER NOT NULL,
  test TEXT NOT NULL REFERENCES test (name),
  applied INTEGER NOT NULL,     -- runs; each has one of the four outcomes
  independent INTEGER NOT NULL, -- the accesses never meet
  dependent INTEGER NOT NULL,   -- they do; of one equation: it has a solution within the bounds
  passed_on INTEGER NOT NULL,   -- neither
  gave_up INTEGER NOT NULL,     -- the budget was spent, or numbers left 64 bits
  pairs_independent INTEGER NOT NULL,  -- pairs that this test decided
  pairs_dependent INTEGER NOT NULL,
  pairs_unknown INTEGER NOT NULL CHECK (pairs_unknown = 0 OR test = 'NONE'),
  PRIMARY KEY (blob, cell, loop, test),
  CHECK (applied = independent + dependent + passed_on + gave_up),
  CHECK (applied + pairs_independent + pairs_dependent + pairs_unknown > 0)
) WITHOUT ROWID;

-- From loops to what was done for them, in the columns of flow.
CREATE VIEW pair_flow (position, step, unit, previous, kept, dropped) AS
  SELECT 12, 'test runs', 'run',
    (SELECT coalesce(sum(test_runs), 0) FROM loop),
    (SELECT coalesce(sum(independent + dependent + passed_on + gave_up), 0) FROM pair_test), 0
  UNION ALL SELECT 13, 'pairs decided', 'pair',
    (SELECT coalesce(sum(pairs), 0) FROM loop),
    (SELECT coalesce(sum(pairs_independent + pairs_dependent), 0) FROM pair_test),
    (SELECT coalesce(sum(pairs_unknown), 0) FROM pair_test);

DROP VIEW flow_gap;
-- The steps whose sum does not close, of both flows. Also not closed: a database whose sources were
-- not read to their end.
CREATE VIEW flow_gap AS
  SELECT * FROM (SELECT * FROM flow UNION ALL SELECT * FROM pair_flow)
  WHERE previous <> kept + dropped;
