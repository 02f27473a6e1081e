#pragma once

#include "cells/source_line.hpp"

namespace autopar::cells {

// What IPython does to a whole cell before it looks for its own syntax, step by step in its order.
// No step changes the number of lines but the first.

void drop_leading_blank_lines(SourceLines& lines);

// Takes the margin that all lines share away and empties lines of blanks, as textwrap.dedent does.
void remove_common_indent(SourceLines& lines);

// Takes ">>> " and "... " away, where a line outside triple-quoted strings begins with ">>>".
// True if it did.
bool strip_doctest_prompts(SourceLines& lines);

// Takes "In [3]: " and "   ...: " away, where one of the first two lines has such a prompt. True
// if it did.
bool strip_ipython_prompts(SourceLines& lines);

// What IPython 7 and 8 did instead of remove_common_indent: takes the first line's indent away
// wherever it stands. True if there was any.
bool remove_indent_of_first_line(SourceLines& lines);

}  // namespace autopar::cells
