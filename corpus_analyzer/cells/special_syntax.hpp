#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "cells/python_tokens.hpp"

namespace autopar::cells {

// IPython's own syntax inside Python text, in the order in which it is rewritten at one position.
enum class SpecialKind : std::uint8_t {
  Help,          // obj?  obj.attr??  *pattern*?
  MagicAssign,   // a = %magic
  SystemAssign,  // a = !command
  Escape,        // first token of a logical line: ! ? % , ; /
};

struct SpecialSyntax {
  SpecialKind kind = SpecialKind::Escape;
  std::size_t line = 0;  // from 0; where the rewriting begins
  std::size_t column_bytes = 0;
  std::size_t question_line = 0;  // of Help: where the ? stands
};

// The first of each kind, in the order in which IPython tries to rewrite them: by position, help
// first among equals. Nothing if IPython's own search raises.
[[nodiscard]] std::optional<std::vector<SpecialSyntax>> find_special_syntax(
    std::span<const std::string_view> lines, std::span<const TokenLine> token_lines);

}  // namespace autopar::cells
