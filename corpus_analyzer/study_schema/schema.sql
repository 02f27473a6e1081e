-- The study's database, version 3. Written by autopar-analyze, read by autopar-report.
--
-- Every table is keyed by what it describes and kept in the order of that key, so that the same
-- sources give the same bytes however many jobs made them. Nothing here depends on the machine,
-- the clock or the order of work: these are in run.db (run.sql). Texts of notebooks are not stored;
-- of their words only names that loops use, names of magics, and guards made of both.
-- Lists that are closed stand in CHECK clauses; NULL always means "does not apply or not known".

-- What made this database. Keys: taxonomy_version (of the loop classes), analyzer_version (results
-- of another one are made anew), effect_table_version (of data/effects), ipython_version (whose
-- transforms are followed).
CREATE TABLE study_meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- One row per SOURCE of the command line, written when it has been read to its end.
CREATE TABLE source (
  name TEXT PRIMARY KEY,        -- as given, without a trailing slash
  files INTEGER NOT NULL,       -- notebook files that the reader saw; occurrence must have as many
  archives_damaged INTEGER NOT NULL  -- archives that broke off before their end
) WITHOUT ROWID;

-- One row per repository of a source: those that its files lie in, and those that its list names.
-- The list is a file repos.csv in the source's folder; a column that it lacks is NULL here.
CREATE TABLE repository (
  source TEXT NOT NULL,         -- source.name
  repository TEXT NOT NULL,     -- as in occurrence
  listed INTEGER NOT NULL,      -- 1 if the list names it
  url TEXT,                     -- column repo_url
  commit_name TEXT,             -- column commit, else the one whose tree was read; hex digits
  licence TEXT,                 -- column license: an SPDX expression, or 'none'
  notebooks INTEGER,            -- column notebooks_in_repo: notebook files at that commit
  fork INTEGER,                 -- column fork: 1 if it is one, 0 if not
  stars INTEGER,                -- column stars
  created TEXT,                 -- column created: when it was, as the list says it
  PRIMARY KEY (source, repository)
) WITHOUT ROWID;

-- One row per notebook file seen, whatever became of it: where a blob lies.
CREATE TABLE occurrence (
  source TEXT NOT NULL,         -- source.name
  container TEXT NOT NULL,      -- the archive's path inside the source; '' for plain files; of a
                                -- crawl's database the crawled source, with the archive in it
  path TEXT NOT NULL,           -- inside the source or archive; control characters and bytes
                                -- that are no UTF-8 as \xNN
  repeat INTEGER NOT NULL,      -- 0, or n for the n-th further entry of the same path
  repository TEXT NOT NULL,     -- 'owner/name', or the folder that holds .git; '' if none
  commit_name TEXT NOT NULL DEFAULT '',  -- whose tree was read, 40 hex digits; '' if none
  -- UNREADABLE is also what a partial git repository lacks.
  status TEXT NOT NULL CHECK (status IN ('READ', 'SYMLINK', 'UNREADABLE', 'UNSAFE_PATH')),
  blob TEXT,                    -- git's SHA-1 of the content, 40 hex digits; NULL unless READ
  size_bytes INTEGER,           -- of the content; NULL unless READ
  checkpoint INTEGER NOT NULL,  -- 1 if the path lies in .ipynb_checkpoints
  PRIMARY KEY (source, container, path, repeat)
) WITHOUT ROWID;

-- One row per distinct content. Columns from nbformat_declared on are NULL or 0 unless status = OK.
CREATE TABLE notebook (
  blob TEXT PRIMARY KEY,        -- git's SHA-1 of the content
  analyzer_version TEXT NOT NULL,  -- the program version that made this blob's rows
  status TEXT NOT NULL CHECK (status IN (
    'OK', 'EMPTY', 'TOO_BIG', 'LFS', 'CONFLICT', 'HTML', 'BAD_UTF8', 'BAD_CONTROL', 'TOO_DEEP',
    'BAD_JSON', 'NOT_OBJECT', 'NOT_NOTEBOOK', 'UNSUPPORTED', 'CRASH', 'TIMEOUT')),
  flags INTEGER NOT NULL,       -- bit set of notebook_flag
  size_bytes INTEGER NOT NULL,
  nbformat_declared INTEGER,    -- the number under nbformat; NULL if absent or no whole number
  nbformat_minor INTEGER,
  nbformat_shape INTEGER,       -- 1 to 4: the version that the cells look like
  strict_ok INTEGER NOT NULL,   -- 1 if nbformat itself would take it
  language TEXT,                -- lower case: 'python', 'r', 'julia', ...; 'unknown'
  language_evidence TEXT CHECK (language_evidence IN (
    'LANGUAGE_INFO', 'KERNEL_LANGUAGE', 'CELL_LANGUAGE', 'KERNEL_NAME', 'CONTENT', 'NONE')),
  python_version INTEGER,       -- 2, 3, or 0 for undecided; NULL if the language is not Python
  python_version_evidence TEXT CHECK (python_version_evidence IN (
    'LANGUAGE_INFO', 'KERNEL_NAME', 'SYNTAX', 'NONE')),
  kernel_name TEXT,             -- metadata.kernelspec.name as it stands
  language_version TEXT,        -- metadata.language_info.version as it stands
  code_cells INTEGER NOT NULL,  -- if the language is Python, table cell has as many rows
  markdown_cells INTEGER NOT NULL,
  raw_cells INTEGER NOT NULL,
  other_cells INTEGER NOT NULL, -- headings, html, and types that no version knows
  outputs INTEGER NOT NULL,     -- outputs of the code cells
  output_bytes INTEGER NOT NULL,  -- bytes of the strings in them
  code_sha1 TEXT,               -- L2: of the STUDY texts without blank lines and trailing blanks
  -- D11: execution counts of the code cells in document order. MONOTONE: each above the one before;
  -- PERMUTED: not; NONE: no cell has one.
  order_evidence TEXT CHECK (order_evidence IN ('MONOTONE', 'PERMUTED', 'NONE')),
  code_tokens INTEGER,          -- words and signs of the STUDY texts; NULL as code_sha1
  -- L4: the first blob, in the order of keys, of the notebooks that near-duplicates lead to from
  -- this one: its own if there is none before. NULL if it has no token.
  near_cluster TEXT
) WITHOUT ROWID;

-- What near_cluster was found by: one-permutation MinHash over all runs of 5 tokens of a notebook
-- (all its tokens, if they are fewer). Two notebooks are near-duplicates if 85 % of their bins or
-- more agree, which estimates the Jaccard similarity of the two sets of runs with a standard error
-- of 0.022 there.
CREATE TABLE notebook_sketch (
  blob TEXT PRIMARY KEY,        -- notebook.blob; one row where code_tokens > 0
  bins BLOB NOT NULL            -- 256 numbers of 16 bits, low byte first
) WITHOUT ROWID;

-- Meaning of notebook.flags.
CREATE TABLE notebook_flag (bit INTEGER PRIMARY KEY, name TEXT NOT NULL, meaning TEXT NOT NULL);
INSERT INTO notebook_flag VALUES
  (1, 'BOM', 'begins with a byte order mark'),
  (2, 'UTF16', 'encoded in UTF-16 and transcoded'),
  (4, 'UTF32', 'encoded in UTF-32 and transcoded'),
  (8, 'NAN', 'has NaN or Infinity as a number'),
  (16, 'DUPKEY', 'an object has a key twice; the last one counts'),
  (32, 'SURROGATE', 'a lone surrogate escape, read as U+FFFD'),
  (64, 'BIG_NUMBER', 'a number beyond 64 bits'),
  (128, 'DEEP', 'nested deeper than 1024'),
  (256, 'BAD_SOURCE_ITEM', 'an item of a list of source lines is no string; skipped'),
  (512, 'NULL_SOURCE', 'a cell without source text, read as empty'),
  (1024, 'NUL_IN_SOURCE', 'a NUL in a source, read as a line break'),
  (2048, 'BAD_METADATA', 'the metadata of the root or of a cell is no object'),
  (4096, 'BAD_CELL', 'a cell is no object; counted under other_cells'),
  (8192, 'DATABRICKS', 'exported by Databricks: a first line %sql is a cell magic'),
  (16384, 'NO_METADATA', 'the root has no metadata; in version 1 that is the rule');

-- One row per code cell of a Python notebook. Two views of its text: EXACT, what IPython would
-- hand to the compiler; STUDY, EXACT with the bodies of Python-executing magics unwrapped.
CREATE TABLE cell (
  blob TEXT NOT NULL,           -- notebook.blob
  cell INTEGER NOT NULL,        -- position among all cells of the notebook, from 0
  execution_count INTEGER,
  outputs INTEGER NOT NULL,
  lines INTEGER NOT NULL,       -- of the source as it stands
  bytes INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN (
    'PYTHON',                   -- Python text, with or without line magics
    'PYTHON_MAGIC',             -- a cell magic that executes its body as Python
    'CYTHON', 'OPAQUE', 'OPAQUE_UNKNOWN',  -- other languages; unknown cell magic
    'EMPTY')),                  -- nothing but blanks
  magic TEXT,                   -- name of the cell magic
  flags INTEGER NOT NULL,       -- bit set of cell_flag
  exact_syntax TEXT CHECK (exact_syntax IN ('CLEAN', 'DAMAGED')),  -- of the EXACT view
  study_syntax TEXT CHECK (study_syntax IN ('CLEAN', 'DAMAGED')),  -- of the STUDY view; NULL if none
  study_sha1 TEXT,              -- L3: of the STUDY text without trailing blanks; NULL if none
  loops INTEGER NOT NULL,       -- table loop has as many rows
  PRIMARY KEY (blob, cell)
) WITHOUT ROWID;

-- Meaning of cell.flags.
CREATE TABLE cell_flag (bit INTEGER PRIMARY KEY, name TEXT NOT NULL, meaning TEXT NOT NULL);
INSERT INTO cell_flag VALUES
  (1, 'LINE_MAGIC', 'a %magic line or assignment was transformed'),
  (2, 'SYSTEM', 'a !command line or assignment was transformed'),
  (4, 'HELP', 'a help? line was transformed'),
  (8, 'AUTOCALL', 'a line beginning with , ; or / was transformed'),
  (16, 'PROMPT', 'prompts were stripped'),
  (32, 'MISPLACED_CELL_MAGIC', 'a %%magic below other code'),
  (64, 'AUTOMAGIC', 'one line that is no Python but a magic without its %'),
  (128, 'TRANSFORM_FAILED', 'IPython itself raises or gives up on the text'),
  (256, 'LENIENT_INDENT', 'only older IPython takes its indented first line'),
  (512, 'PYTHON2', 'has syntax that only Python 2 knows'),
  (1024, 'EXTERNAL_CODE', 'runs or loads code from outside: %run, %load'),
  (2048, 'SUBPROCESS', 'Python in a name space of its own: %%python and its like'),
  (4096, 'BUDGET', 'cut off by a limit of the analysis; its loops may be missing');

-- One row per loop header of the STUDY view: a for or while statement, or one for clause of a
-- comprehension. Dimensions D0 to D10 are those of the taxonomy named in study_meta. A damaged loop
-- (quality) has no verdict and nothing of D4 to D7; every other one has.
CREATE TABLE loop (
  blob TEXT NOT NULL,
  cell INTEGER NOT NULL,
  loop INTEGER NOT NULL,        -- order of the headers in the cell, from 0
  line INTEGER NOT NULL,        -- of the header, in the cell as it stands, from 1
  column_bytes INTEGER NOT NULL,  -- of its keyword, of a clause its target; in the STUDY view's
                                -- line, in bytes of UTF-8, from 0
  end_line INTEGER NOT NULL,    -- last line of the body
  in_exact INTEGER NOT NULL,    -- 1 if the EXACT view has it too
  context TEXT NOT NULL CHECK (context IN ('TOP', 'FUNC', 'METHOD', 'CLASS', 'LAMBDA')),  -- D0
  quality TEXT NOT NULL CHECK (quality IN ('CLEAN', 'DAMAGED', 'RECOVERED')),
  origin TEXT NOT NULL CHECK (origin IN ('CELL', 'CELL_MAGIC', 'LINE_MAGIC')),
  origin_magic TEXT,            -- the magic's name; NULL for CELL
  kind TEXT NOT NULL CHECK (kind IN (  -- D1
    'FOR', 'WHILE', 'ASYNC_FOR', 'LISTCOMP', 'SETCOMP', 'DICTCOMP', 'GENEXP')),
  has_else INTEGER NOT NULL,
  domain TEXT NOT NULL CHECK (domain IN (  -- D2
    'RANGE_SHAPE', 'RANGE_LEN', 'RANGE_CONST', 'RANGE_SYM', 'RANGE_EXPR', 'NUMGEN', 'LITERAL',
    'COMPREHENSION', 'DICT_VIEW', 'FRAME_ROWS', 'ITERTOOLS', 'FILE_STREAM', 'SEQ_NAME', 'SEQ_ATTR',
    'SEQ_SUB', 'METHOD_CALL', 'FUNC_CALL', 'W_TRUE', 'W_COUNTER', 'W_CONV', 'W_CONTAINER',
    'W_COND', 'OTHER')),
  wrappers INTEGER NOT NULL,    -- bit set of wrapper
  zip_domains TEXT,             -- domains of zip's other arguments, with spaces; NULL without zip
  index_vars INTEGER NOT NULL,  -- names that count: see index_vars in the taxonomy
  countable TEXT NOT NULL CHECK (countable IN ('YES', 'IF_SIZED', 'BOUNDED', 'NO')),
  trip INTEGER,                 -- iterations, where they are a constant
  step TEXT NOT NULL CHECK (step IN ('POS1', 'CONST', 'NEG', 'SYM', 'NA')),
  target TEXT NOT NULL CHECK (target IN ('NAME', 'TUPLE', 'OTHER', 'NA')),
  target_names INTEGER,         -- n of TUPLE(n)
  parent INTEGER,               -- D3: the loop of this cell that encloses it in the same scope
  nest INTEGER NOT NULL,        -- the outermost loop of its nest
  depth INTEGER NOT NULL,       -- 1 = outermost in its scope
  height INTEGER NOT NULL,      -- 1 = no loop inside
  shape TEXT NOT NULL CHECK (shape IN ('LEAF', 'PERFECT', 'IMPERFECT_1', 'IMPERFECT_N')),
  bounds TEXT NOT NULL CHECK (bounds IN ('RECT', 'AFFINE', 'DEPENDENT')),
  inner_comprehensions INTEGER NOT NULL,
  control INTEGER NOT NULL,     -- D4: bit set of control
  call_classes INTEGER NOT NULL,  -- D5: bit set of effect: the classes of its calls
  -- D5: the worst effect of the calls in the body, those left out that a row of scalar_flow
  -- explains or that touch only what the iteration made; HIGHER_ORDER counts as UNKNOWN.
  effect TEXT CHECK (effect IN (
    'NONE', 'PURE', 'CONVERT', 'ALLOC', 'FRAME_OP', 'RNG', 'CLOCK', 'PRINT', 'PLOT', 'MUTATE_RECV',
    'MUTATE_ARG', 'FILE_IO', 'NET_IO', 'SYSTEM', 'UNKNOWN')),
  verdict TEXT CHECK (verdict IN (  -- D8
    'TRIVIAL', 'DOALL', 'DOALL_PRIV', 'REDUCE', 'COLLECT', 'HISTO', 'DOANY', 'SCAN', 'SEARCH',
    'ORDERED_IO', 'RNG_STREAM', 'PIPELINE', 'DOACROSS', 'SEQ', 'UNKNOWN')),
  distance INTEGER,             -- of DOACROSS, in iterations
  float_reduction INTEGER,      -- of REDUCE and HISTO: 0 only if proven to be on integers
  stage TEXT CHECK (stage IN (  -- D9: the earliest stage that decides it; of UNKNOWN, that may
    'SYNTAX', 'LOOP', 'NOTEBOOK', 'LIBRARY', 'BOUNDS', 'TYPES', 'CONTENT', 'NEVER')),
  -- What the verdict becomes where the guard holds; NULL where it is UNKNOWN all the same.
  verdict_if_guarded TEXT,
  guard TEXT,                   -- what has to hold at run time for the verdict to hold
  reasons INTEGER NOT NULL,     -- D10: bit set of reason
  primary_reason TEXT,          -- the first of them in the order of table reason
  sole_reason TEXT,             -- the only one: without it the loop would have a parallel verdict or
                                -- another one of STRICT or RELAXED
  -- L5: of its text without comments, blanks and the choice of names (of a clause: of the whole
  -- comprehension, and which clause it is). Names of builtins, modules and attributes count.
  loop_sha1 TEXT NOT NULL,
  -- Rows of this loop in the tables below; pairs are those of accesses, test_runs the sum of applied.
  calls INTEGER NOT NULL,
  memory_references INTEGER NOT NULL,
  scalar_flows INTEGER NOT NULL,
  pairs INTEGER NOT NULL,
  test_runs INTEGER NOT NULL,
  PRIMARY KEY (blob, cell, loop)
) WITHOUT ROWID;

-- D4. BREAK and CONTINUE are bound to this loop; RETURN, YIELD, RAISE and AWAIT stand at any depth
-- of it, the others anywhere in its body (of a while, also in its test). Nothing of functions and
-- lambdas that are defined there.
CREATE TABLE control (bit INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, meaning TEXT NOT NULL);
INSERT INTO control VALUES
  (1, 'BREAK', 'leaves this loop'),
  (2, 'CONTINUE', 'goes to its next iteration'),
  (4, 'RETURN', 'leaves the function'),
  (8, 'YIELD', 'hands out a value and waits'),
  (16, 'RAISE', 'raises an exception'),
  (32, 'AWAIT', 'waits for another coroutine'),
  (64, 'ASSERT', 'an assertion'),
  (128, 'TRY', 'a try statement'),
  (256, 'WITH', 'a with statement'),
  (512, 'LOOP_ELSE', 'this loop or one in it has an else'),
  (1024, 'DEL', 'deletes a name or an element'),
  (2048, 'GLOBAL', 'a global or nonlocal statement'),
  (4096, 'NESTED_DEF', 'defines a function, lambda or class'),
  (8192, 'EXEC_EVAL', 'exec or eval'),
  (16384, 'IMPORT', 'an import'),
  (32768, 'MAGIC', 'a magic or shell command');

-- D5: classes of calls, from harmless to worst.
CREATE TABLE effect (bit INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, meaning TEXT NOT NULL);
INSERT INTO effect VALUES
  (1, 'NONE', 'no call'),
  (2, 'PURE', 'computes a value'),
  (4, 'CONVERT', 'makes a number or text of another'),
  (8, 'ALLOC', 'makes a new object'),
  (16, 'FRAME_OP', 'works on a whole table'),
  (32, 'RNG', 'draws from a stream of random numbers'),
  (64, 'CLOCK', 'reads the time'),
  (128, 'PRINT', 'writes to the output of the cell'),
  (256, 'PLOT', 'draws on a figure'),
  (512, 'MUTATE_RECV', 'changes the object whose method it is'),
  (1024, 'MUTATE_ARG', 'changes an argument'),
  (2048, 'FILE_IO', 'reads or writes files'),
  (4096, 'NET_IO', 'talks to a network'),
  (8192, 'SYSTEM', 'deals with the world outside in another way'),
  (16384, 'HIGHER_ORDER', 'calls a function that it is given'),
  (32768, 'UNKNOWN', 'may do anything'),
  (65536, 'LOCAL_DEF', 'a function of the notebook, whose effect is that of its body');

-- D5: one row per loop, callee, class and receiver, over the calls that an iteration makes, inner
-- loops included, whose headers run in it. Calls of a for header run once and are not here, but what
-- it maps or generates in between the iterations is.
CREATE TABLE call (
  blob TEXT NOT NULL,
  cell INTEGER NOT NULL,
  loop INTEGER NOT NULL,
  -- The dotted name after import aliases ('numpy.zeros', 'len'); of a method its name with a dot in
  -- front ('.append'); '' for other callees.
  callee TEXT NOT NULL,
  class TEXT NOT NULL REFERENCES effect (name),
  -- Of a method the receiver: the TARGET of this loop, LOCAL (bound in the iteration), INVARIANT (a
  -- name that the loop does not write), OTHER (some other expression); NA for functions.
  receiver TEXT NOT NULL CHECK (receiver IN ('TARGET', 'LOCAL', 'INVARIANT', 'OTHER', 'NA')),
  -- 1 if the class holds only where the receiver's type is what the method's name suggests.
  needs_type INTEGER NOT NULL,
  sites INTEGER NOT NULL CHECK (sites > 0),  -- calls in the text
  PRIMARY KEY (blob, cell, loop, callee, class, receiver, needs_type)
) WITHOUT ROWID;

-- D6: one row per subscripted or whole reference and dimension, under the innermost loop whose body
-- holds it. An augmented assignment is one reference.
CREATE TABLE memory_reference (
  blob TEXT NOT NULL,
  cell INTEGER NOT NULL,
  loop INTEGER NOT NULL,
  reference INTEGER NOT NULL,   -- in the order of execution, from 0
  dimension INTEGER NOT NULL,   -- of the subscript, from 0; 0 for WHOLE
  base TEXT NOT NULL,           -- the name, an attribute chain included
  base_kind TEXT NOT NULL CHECK (base_kind IN (
    'NDARRAY', 'LIST', 'DICT', 'SET', 'FRAME', 'STR', 'OBJECT', 'PARAM', 'UNKNOWN')),
  mode TEXT NOT NULL CHECK (mode IN ('R', 'W', 'RW')),
  form TEXT NOT NULL CHECK (form IN (
    'MASK', 'KEY', 'SLICE', 'FULL', 'INV', 'LIN1', 'LINN', 'LINSYM', 'MODDIV', 'INDIRECT', 'NONLIN',
    'VARIANT', 'WHOLE', 'OTHER')),
  negwrap INTEGER NOT NULL,     -- 1 if the index is negative whenever it is used
  PRIMARY KEY (blob, cell, loop, reference, dimension)
) WITHOUT ROWID;

-- D7: one row per loop and name that its body writes. Names that only the loop's own target binds,
-- and targets of comprehensions, have none.
CREATE TABLE scalar_flow (
  blob TEXT NOT NULL,
  cell INTEGER NOT NULL,
  loop INTEGER NOT NULL,
  -- Counts the rows of a loop from 0. A text may name two things: a target of a comprehension is
  -- another one than the name outside.
  position INTEGER NOT NULL,
  place TEXT NOT NULL,          -- the name, or base[sub] where that is all the loop uses of base
  flow TEXT NOT NULL CHECK (flow IN (
    'INDUCTION', 'REDUCTION', 'COND_REDUCTION', 'ARG_REDUCTION', 'APPEND', 'CONCAT', 'HISTOGRAM',
    'FLAG', 'PRIVATE', 'LAST_PRIVATE', 'WRAP1', 'RECURRENCE', 'MAYBE_PRIVATE', 'COMMUTING')),
  -- Of reductions, histograms and inductions, and of a recurrence that is a scan: + (also -), *
  -- (also /), and, or, &, |, ^, min, max.
  op TEXT,
  float INTEGER,                -- of reductions and histograms: 0 only if proven to be on integers
  step INTEGER,                 -- of INDUCTION: what an iteration adds, where it is a constant
  keeps_last INTEGER,           -- of ARG_REDUCTION: 1 if of equal values the last one stays
  PRIMARY KEY (blob, cell, loop, position)
) WITHOUT ROWID;

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

-- D6: the same pairs by what their subscripts are. A row counts pairs of a loop that are alike in all
-- that the key holds.
CREATE TABLE pair (
  blob TEXT NOT NULL,
  cell INTEGER NOT NULL,
  loop INTEGER NOT NULL,
  -- ZIV: no index. STRONG_SIV, WEAK_SIV: one, with equal coefficients or not. RDIV: one index on each
  -- side, two different ones. MIV: more. COUPLED: an index in several dimensions. NONAFFINE: some
  -- subscript is no affine form, or the sides have different dimensions. NAMES: two names, whose
  -- subscripts are not compared. OTHER: not tested, too many.
  class TEXT NOT NULL CHECK (class IN (
    'ZIV', 'STRONG_SIV', 'WEAK_SIV', 'RDIV', 'MIV', 'COUPLED', 'NONAFFINE', 'NAMES', 'OTHER')),
  result TEXT NOT NULL CHECK (result IN ('INDEP', 'DEP', 'MAYBE')),
  test TEXT NOT NULL REFERENCES test (name),  -- that decided; NONE for MAYBE
  kind TEXT NOT NULL CHECK (kind IN ('FLOW', 'ANTI', 'OUTPUT', 'NA')),  -- NA for INDEP and NAMES
  -- Of DEP and MAYBE: iterations from source to sink in each loop around both, outermost first: a
  -- number, or <, =, > and their unions, * for any; '' if not known.
  distances TEXT NOT NULL,
  pairs INTEGER NOT NULL CHECK (pairs > 0),
  PRIMARY KEY (blob, cell, loop, class, result, test, kind, distances)
) WITHOUT ROWID;

-- D10, in the order that makes the primary reason.
CREATE TABLE reason (bit INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, meaning TEXT NOT NULL);
INSERT INTO reason VALUES
  (1, 'R_CALL', 'a call that no table knows'),
  (2, 'R_IO', 'input or output'),
  (4, 'R_RNG', 'the stream of a random generator'),
  (8, 'R_ALIAS', 'two names may be one object'),
  (16, 'R_TYPE', 'a type that is not known'),
  (32, 'R_BOUND', 'an iteration count or symbol that is not known'),
  (64, 'R_NONAFFINE', 'a subscript that is not affine'),
  (128, 'R_INDIRECT', 'a subscript that is loaded from memory'),
  (256, 'R_FLOW', 'a value flows from one iteration to a later one'),
  (512, 'R_ANTI', 'a later iteration overwrites what an earlier one reads'),
  (1024, 'R_OUTPUT', 'two iterations write the same place'),
  (2048, 'R_SCALAR', 'a variable carries a value between iterations'),
  (4096, 'R_EXIT', 'an exit from the middle'),
  (8192, 'R_EXCEPTION', 'a handler or a raise'),
  (16384, 'R_YIELD', 'yield or await'),
  (32768, 'R_MUT_ITER', 'what it iterates changes in the body'),
  (65536, 'R_ATTR', 'an attribute is written'),
  (131072, 'R_GLOBAL', 'a global or nonlocal name is written'),
  (262144, 'R_DYNAMIC', 'exec, eval or code from outside'),
  (524288, 'R_MAGIC', 'a magic in the body'),
  (1048576, 'R_WHILE', 'no iteration count on entry'),
  (2097152, 'R_INNER', 'an inner loop that is not decided'),
  (4194304, 'R_NEGWRAP', 'an index that may wrap below zero'),
  (8388608, 'R_ORDER', 'the order of iterations can be observed'),
  (16777216, 'R_PARSE', 'a construct that is not read'),
  (33554432, 'R_BUDGET', 'a limit of the analysis');

-- What is stripped from around an iterable, outermost in.
CREATE TABLE wrapper (bit INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO wrapper VALUES
  (1, 'enumerate'), (2, 'zip'), (4, 'reversed'), (8, 'sorted'), (16, 'list'), (32, 'tuple'),
  (64, 'set'), (128, 'iter'), (256, 'progress');

-- One row per loop and control construct (D4), and per loop and class of its calls (D5).
CREATE VIEW loop_control AS
  SELECT loop.blob, loop.cell, loop.loop, control.name AS control
  FROM loop JOIN control ON loop.control & control.bit;
CREATE VIEW loop_call_class AS
  SELECT loop.blob, loop.cell, loop.loop, effect.name AS class
  FROM loop JOIN effect ON loop.call_classes & effect.bit;

-- D12 and the dedup ladder: what is the same, and how often. L1 counts files, L2 and L4 contents, L3
-- cells with a STUDY view, L5 loops.
CREATE VIEW clone AS
  SELECT 'L1' AS level, blob AS id, count(*) AS size FROM occurrence WHERE blob IS NOT NULL GROUP BY 2
  UNION ALL SELECT 'L2', code_sha1, count(*) FROM notebook WHERE code_sha1 IS NOT NULL GROUP BY 2
  UNION ALL SELECT 'L3', study_sha1, count(*) FROM cell WHERE study_sha1 IS NOT NULL GROUP BY 2
  UNION ALL SELECT 'L4', near_cluster, count(*) FROM notebook WHERE near_cluster IS NOT NULL GROUP BY 2
  UNION ALL SELECT 'L5', loop_sha1, count(*) FROM loop GROUP BY 2;

-- One row per loop and reason.
CREATE VIEW loop_reason AS
  SELECT loop.blob, loop.cell, loop.loop, reason.name AS reason
  FROM loop JOIN reason ON loop.reasons & reason.bit;

-- Notebooks with at least one occurrence outside .ipynb_checkpoints.
CREATE VIEW headline_notebook AS
  SELECT * FROM notebook WHERE blob IN (SELECT blob FROM occurrence WHERE checkpoint = 0);

-- The denominator of the headline shares: classified, not trivial, cells of the same text once
-- (the first in the order of keys), checkpoints out. effective_verdict is the one that holds if the
-- guard does; headline is STRICT, RELAXED (and not STRICT) or NEITHER by it; decision says whether a
-- static stage gives it (DECIDED), or the guard has to be tested at run time (CONDITIONAL).
CREATE VIEW headline_loop AS
  WITH placed_cell AS (
    SELECT blob, cell, row_number() OVER (PARTITION BY study_sha1 ORDER BY blob, cell) AS place
    FROM cell JOIN headline_notebook USING (blob)
    WHERE cell.loops > 0),
  first_cell AS MATERIALIZED (SELECT blob, cell FROM placed_cell WHERE place = 1)
  SELECT loop.*,
    CASE
      WHEN effective_verdict IN ('DOALL', 'DOALL_PRIV', 'COLLECT', 'SEARCH') THEN 'STRICT'
      WHEN effective_verdict IN ('REDUCE', 'HISTO') AND float_reduction = 0 THEN 'STRICT'
      WHEN effective_verdict IN ('REDUCE', 'HISTO', 'SCAN', 'DOANY', 'RNG_STREAM') THEN 'RELAXED'
      ELSE 'NEITHER'
    END AS headline,
    CASE
      WHEN effective_verdict = 'UNKNOWN' THEN 'NEITHER'
      WHEN stage IN ('SYNTAX', 'LOOP', 'NOTEBOOK', 'LIBRARY') THEN 'DECIDED'
      WHEN stage IN ('BOUNDS', 'TYPES', 'CONTENT') THEN 'CONDITIONAL'
      ELSE 'NEITHER'
    END AS decision,
    kind IN ('LISTCOMP', 'SETCOMP', 'DICTCOMP', 'GENEXP') AS is_comprehension
  FROM (SELECT *, coalesce(verdict_if_guarded, verdict) AS effective_verdict FROM loop) AS loop
    JOIN first_cell USING (blob, cell)
  WHERE verdict IS NOT NULL AND verdict <> 'TRIVIAL';
