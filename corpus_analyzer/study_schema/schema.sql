-- The study's database, version 1. Written by autopar-analyze, read by autopar-report.
--
-- Every table is keyed by what it describes and kept in the order of that key, so that the same
-- sources give the same bytes however many jobs made them. Nothing here depends on the machine,
-- the clock or the order of work. Texts of notebooks are not stored.
-- Lists that are closed stand in CHECK clauses; NULL always means "does not apply or not known".

-- What made this database. Keys: taxonomy_version (of the loop classes), analyzer_version (results
-- of another one are made anew), ipython_version (whose transforms are followed).
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

-- One row per notebook file seen, whatever became of it: where a blob lies.
CREATE TABLE occurrence (
  source TEXT NOT NULL,         -- source.name
  container TEXT NOT NULL,      -- the archive's path inside the source; '' for plain files; of a
                                -- crawl's database the crawled source, with the archive in it
  path TEXT NOT NULL,           -- inside the source or archive; control characters and bytes
                                -- that are no UTF-8 as \xNN
  repeat INTEGER NOT NULL,      -- 0, or n for the n-th further entry of the same path
  repository TEXT NOT NULL,     -- 'owner/name', or the folder that holds .git; '' if none
  -- UNREADABLE is also what a partial git repository lacks.
  status TEXT NOT NULL CHECK (status IN ('READ', 'SYMLINK', 'UNREADABLE', 'UNSAFE_PATH')),
  blob TEXT,                    -- git's SHA-1 of the content, 40 hex digits; NULL unless READ
  size_bytes INTEGER,           -- of the content; NULL unless READ
  checkpoint INTEGER NOT NULL,  -- 1 if the path lies in .ipynb_checkpoints
  PRIMARY KEY (source, container, path, repeat)
) WITHOUT ROWID;
CREATE INDEX occurrence_by_blob ON occurrence (blob);

-- One row per distinct content. Columns from nbformat_declared on are NULL or 0 unless status = OK.
CREATE TABLE notebook (
  blob TEXT PRIMARY KEY,        -- git's SHA-1 of the content
  analyzer_version TEXT NOT NULL,  -- the program version that made this blob's rows
  status TEXT NOT NULL CHECK (status IN (
    'OK', 'EMPTY', 'TOO_BIG', 'LFS', 'CONFLICT', 'HTML', 'BAD_UTF8', 'BAD_CONTROL', 'TOO_DEEP',
    'BAD_JSON', 'NOT_OBJECT', 'NOT_NOTEBOOK', 'UNSUPPORTED', 'CRASH')),
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
  code_sha1 TEXT                -- of the STUDY texts without blank lines and trailing blanks
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
  study_sha1 TEXT,              -- of the STUDY text without trailing blanks; NULL if none
  loops INTEGER NOT NULL,       -- table loop has as many rows
  PRIMARY KEY (blob, cell)
) WITHOUT ROWID;
CREATE INDEX cell_by_text ON cell (study_sha1);

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
-- (quality) has no verdict; every other one has.
CREATE TABLE loop (
  blob TEXT NOT NULL,
  cell INTEGER NOT NULL,
  loop INTEGER NOT NULL,        -- order of the headers in the cell, from 0
  line INTEGER NOT NULL,        -- of the header, in the cell as it stands, from 1
  end_line INTEGER NOT NULL,    -- last line of the body
  in_exact INTEGER NOT NULL,    -- 1 if the EXACT view has it too
  context TEXT NOT NULL CHECK (context IN ('TOP', 'FUNC', 'METHOD', 'CLASS', 'LAMBDA')),  -- D0
  quality TEXT NOT NULL CHECK (quality IN ('CLEAN', 'DAMAGED', 'RECOVERED')),
  origin TEXT NOT NULL CHECK (origin IN ('CELL', 'CELL_MAGIC', 'LINE_MAGIC')),
  kind TEXT NOT NULL CHECK (kind IN (  -- D1
    'FOR', 'WHILE', 'ASYNC_FOR', 'LISTCOMP', 'SETCOMP', 'DICTCOMP', 'GENEXP')),
  has_else INTEGER NOT NULL,
  domain TEXT NOT NULL CHECK (domain IN (  -- D2
    'RANGE_SHAPE', 'RANGE_LEN', 'RANGE_CONST', 'RANGE_SYM', 'RANGE_EXPR', 'NUMGEN', 'LITERAL',
    'COMPREHENSION', 'DICT_VIEW', 'FRAME_ROWS', 'ITERTOOLS', 'FILE_STREAM', 'SEQ_NAME', 'SEQ_ATTR',
    'SEQ_SUB', 'METHOD_CALL', 'FUNC_CALL', 'W_TRUE', 'W_COUNTER', 'W_CONV', 'W_CONTAINER',
    'W_COND', 'OTHER')),
  wrappers INTEGER NOT NULL,    -- bit set of wrapper
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
  PRIMARY KEY (blob, cell, loop)
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
