#pragma once

#include "syntax/node.hpp"

namespace autopar::frontend {

// CPython normalizes identifiers (NFKC), so two spellings may be one name. True if every identifier
// at or below the node is certainly its own normal form: ASCII and the plain Latin, Greek and
// Cyrillic letters. Errs on the side of false.
[[nodiscard]] bool has_plain_names(syntax::Node root);

}  // namespace autopar::frontend
