#pragma once

#include <cstdint>
#include <string_view>

namespace autopar::syntax {

// What a node is. Error stands for text that no rule of the grammar fits, Token for punctuation,
// operators and keywords, Other for the kinds of the grammar that the engine doesn't tell apart.
enum class NodeKind : std::uint8_t {
  Error,
  Token,
  Other,
#define AUTOPAR_NODE_KIND(enumerator, grammar_name) enumerator,
#include "syntax/node_kinds.def"
};

// A named relation between a node and one of its children, for example Body of a loop.
enum class Field : std::uint8_t {
#define AUTOPAR_FIELD(enumerator, grammar_name) enumerator,
#include "syntax/fields.def"
};

// The name in the grammar ("for_statement"); "ERROR", "token" and "other" for the first three.
[[nodiscard]] std::string_view name_of(NodeKind kind);
[[nodiscard]] std::string_view name_of(Field field);

}  // namespace autopar::syntax
