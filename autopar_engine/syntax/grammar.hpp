#pragma once

#include <tree_sitter/api.h>

#include "syntax/node_kind.hpp"

namespace autopar::syntax {

// What the grammar calls kinds and fields. For sources of this room only.

// The grammar for Python; the same object for the life of the process.
[[nodiscard]] const TSLanguage* python_language();

// The enumerator for a symbol of the grammar.
[[nodiscard]] NodeKind kind_of_symbol(TSSymbol symbol);
// The grammar's number of a field.
[[nodiscard]] TSFieldId id_of_field(Field field);

}  // namespace autopar::syntax
