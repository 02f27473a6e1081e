#pragma once

#include <string>
#include <vector>

#include "syntax/node.hpp"

namespace autopar::frontend {

// One name that an import binds.
struct ImportedName {
  std::string local_name;
  // What a mention of the local name means: "numpy" after `import numpy as np`, "a" after
  // `import a.b`, "numpy.zeros" after `from numpy import zeros`.
  std::string dotted_name;
};

// The names that an import statement binds. Star imports bind none here (star_import_of).
[[nodiscard]] std::vector<ImportedName> names_of_import(syntax::Node statement);

// "m" for `from m import *`, else empty.
[[nodiscard]] std::string star_import_of(syntax::Node statement);

// The statement is an import, a from-import or one of __future__.
[[nodiscard]] bool is_import(syntax::Node statement);

}  // namespace autopar::frontend
