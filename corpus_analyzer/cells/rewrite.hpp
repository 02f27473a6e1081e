#pragma once

#include "cells/cell_views.hpp"
#include "cells/source_line.hpp"
#include "cells/special_syntax.hpp"

namespace autopar::cells {

// Replaces one piece of IPython's syntax by the Python that it stands for: in the Exact view the
// call that IPython makes of it, in the Study view also the statement inside a magic that runs one.
// False, with nothing changed, where IPython gives up on it with a SyntaxError.
bool rewrite_special_syntax(SourceLines& lines, const SpecialSyntax& special, View view,
                            CellFlags& flags);

}  // namespace autopar::cells
