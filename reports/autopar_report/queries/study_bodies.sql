-- What loops do: control (D4), calls and effects (D5), memory references (D6), scalars (D7). Counts are
-- of headline loops where nothing else is said.

CREATE TEMP VIEW report_effect_order (position, effect, meaning) AS VALUES
  (1, 'NONE', 'no call, or only calls that the flow of a scalar explains'),
  (2, 'PURE', 'computes a value'),
  (3, 'CONVERT', 'makes a number or text of another'),
  (4, 'ALLOC', 'makes a new object'),
  (5, 'FRAME_OP', 'works on a whole table'),
  (6, 'RNG', 'draws random numbers'),
  (7, 'CLOCK', 'reads the time'),
  (8, 'PRINT', 'writes to the output of the cell'),
  (9, 'PLOT', 'draws on a figure'),
  (10, 'MUTATE_RECV', 'changes the object whose method it calls'),
  (11, 'MUTATE_ARG', 'changes an argument'),
  (12, 'FILE_IO', 'reads or writes files'),
  (13, 'NET_IO', 'talks to a network'),
  (14, 'SYSTEM', 'deals with the world outside in another way'),
  (15, 'UNKNOWN', 'calls something that no table knows');
CREATE TEMP VIEW report_effects AS
  SELECT o.effect, o.meaning, coalesce(sum(family = 'statement'), 0) AS statements,
    coalesce(sum(family = 'comprehension'), 0) AS comprehensions
  FROM report_effect_order AS o LEFT JOIN report_loop_detail AS l USING (effect)
  GROUP BY o.position ORDER BY o.position;

CREATE TEMP VIEW report_control AS
  SELECT control.name AS control, control.meaning, count(*) AS loops,
    (SELECT count(*) FROM report_loop_detail WHERE family = 'statement') AS whole
  FROM control JOIN report_loop_detail AS l ON l.control & control.bit
  WHERE family = 'statement' GROUP BY control.bit ORDER BY loops DESC, control.bit;

-- The callees that most loops call: of every class the ones in five loops or more.
CREATE TEMP VIEW report_callees AS
  SELECT callee, class, count(DISTINCT blob || ' ' || cell || ' ' || loop) AS loops,
    sum(sites) AS sites, count(DISTINCT blob) AS notebooks
  FROM call JOIN report_loop USING (blob, cell, loop) WHERE callee <> ''
  GROUP BY 1, 2 ORDER BY loops DESC, 1, 2;
CREATE TEMP VIEW report_unknown_callees AS
  SELECT callee, receiver, count(DISTINCT blob || ' ' || cell || ' ' || loop) AS loops,
    sum(sites) AS sites, count(DISTINCT blob) AS notebooks
  FROM call JOIN report_loop USING (blob, cell, loop) WHERE class = 'UNKNOWN'
  GROUP BY 1, 2 ORDER BY loops DESC, 1, 2;

CREATE TEMP VIEW report_form_order (position, form, meaning) AS VALUES
  (1, 'INV', 'the same element in every iteration'),
  (2, 'LIN1', 'a multiple of one index plus a number: a[2*i + 1]'),
  (3, 'LINN', 'the same of several indices: a[i + j]'),
  (4, 'LINSYM', 'with names that the loop does not write: a[i + n]'),
  (5, 'FULL', 'a whole dimension: a[:]'),
  (6, 'SLICE', 'a part of one: a[1:n]'),
  (7, 'KEY', 'a key of a dict or column of a table'),
  (8, 'MASK', 'an array of truth values'),
  (9, 'MODDIV', 'with % or //'),
  (10, 'INDIRECT', 'loaded from memory: a[p[i]]'),
  (11, 'NONLIN', 'products, powers, calls'),
  (12, 'VARIANT', 'a name that the loop writes and that is no index'),
  (13, 'WHOLE', 'the object as a whole, handed to a call'),
  (14, 'OTHER', 'any other form');
CREATE TEMP VIEW report_forms AS
  SELECT o.form, o.meaning, coalesce(sum(mode = 'R'), 0) AS reads,
    coalesce(sum(mode <> 'R'), 0) AS writes,
    count(DISTINCT blob || ' ' || cell || ' ' || loop) AS loops
  FROM report_form_order AS o
    LEFT JOIN (SELECT memory_reference.* FROM memory_reference JOIN report_loop USING (blob, cell, loop))
      AS r USING (form)
  GROUP BY o.position ORDER BY o.position;
CREATE TEMP VIEW report_base_kinds AS
  SELECT base_kind, sum(mode = 'R') AS reads, sum(mode <> 'R') AS writes,
    sum(negwrap) AS negative
  FROM memory_reference JOIN report_loop USING (blob, cell, loop)
  GROUP BY base_kind ORDER BY reads + writes DESC, base_kind;

-- Pairs of references by what their subscripts are, and how they were decided.
CREATE TEMP VIEW report_pair_classes AS
  SELECT pair.class AS pair_class, sum(pairs * (result = 'INDEP')) AS pairs_independent,
    sum(pairs * (result = 'DEP')) AS pairs_dependent, sum(pairs * (result = 'MAYBE')) AS pairs_unknown
  FROM pair JOIN report_loop USING (blob, cell, loop)
  GROUP BY pair.class ORDER BY sum(pairs) DESC, pair.class;

CREATE TEMP VIEW report_flow_order (position, flow, meaning) AS VALUES
  (1, 'INDUCTION', 'a counter'),
  (2, 'REDUCTION', 'a running sum, product, minimum ...'),
  (3, 'COND_REDUCTION', 'the same, under an if'),
  (4, 'ARG_REDUCTION', 'the place of a minimum or maximum'),
  (5, 'APPEND', 'a list that items are appended to'),
  (6, 'CONCAT', 'a text or list that grows by +='),
  (7, 'HISTOGRAM', 'cells that the data selects are added to'),
  (8, 'COMMUTING', 'changed by operations whose order does not matter'),
  (9, 'FLAG', 'always set to the same value'),
  (10, 'PRIVATE', 'written before it is read, and not needed afterwards'),
  (11, 'LAST_PRIVATE', 'the same, but read after the loop'),
  (12, 'WRAP1', 'the value of the iteration before, then a new one'),
  (13, 'RECURRENCE', 'a value that earlier iterations made'),
  (14, 'MAYBE_PRIVATE', 'on some path read before it is written');
CREATE TEMP VIEW report_scalar_flows AS
  SELECT o.flow, o.meaning, coalesce(sum(family = 'statement'), 0) AS statements,
    coalesce(sum(family = 'comprehension'), 0) AS comprehensions,
    count(DISTINCT blob || ' ' || cell || ' ' || loop) AS loops
  FROM report_flow_order AS o
    LEFT JOIN (SELECT blob, cell, loop, flow, family FROM scalar_flow
      JOIN report_loop USING (blob, cell, loop)) AS f USING (flow)
  GROUP BY o.position ORDER BY o.position;

-- Reductions by operation, and whether they are known to be on integers.
CREATE TEMP VIEW report_reductions AS
  SELECT flow, op, sum(float IS 0) AS on_integers, sum(float IS NOT 0) AS on_floats, count(*) AS n
  FROM scalar_flow JOIN report_loop USING (blob, cell, loop)
  WHERE flow IN ('REDUCTION', 'COND_REDUCTION', 'ARG_REDUCTION', 'HISTOGRAM')
  GROUP BY 1, 2 ORDER BY n DESC, 1, 2;

-- The reason whose removal alone would give the loop a parallel verdict.
CREATE TEMP VIEW report_sole_reasons AS
  SELECT reason.name AS reason, reason.meaning, count(*) AS loops
  FROM report_loop_detail AS l JOIN reason ON reason.name = l.sole_reason
  GROUP BY reason.name ORDER BY loops DESC, reason.bit;

-- Nests: how loops stand inside one another, and whether their bounds do.
CREATE TEMP VIEW report_shapes AS
  SELECT shape AS nest_shape, sum(bounds = 'RECT') AS rectangular, sum(bounds = 'AFFINE') AS affine,
    sum(bounds = 'DEPENDENT') AS dependent_bounds, count(*) AS loops
  FROM report_loop_detail GROUP BY shape ORDER BY loops DESC, shape;

-- Notebooks by what their execution counts say of the order in which cells ran (D11).
CREATE TEMP VIEW report_order AS
  SELECT order_evidence AS evidence, count(*) AS notebooks
  FROM notebook WHERE language = 'python' AND code_cells > 0 GROUP BY 1 ORDER BY 1;
