#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "autopar/named_enum.hpp"
#include "autopar/source.hpp"
#include "frontend/damage.hpp"

namespace autopar::driver {

// File: the file cannot be read, or is no notebook. Language: it is a notebook of another language.
// Limit: a text is beyond what the parser takes, and nothing of it is explained. Syntax: a piece of
// a text is no Python; what does not touch it is explained.
AUTOPAR_NAMED_ENUM(ProblemKind, File, Language, Limit, Syntax);

// Something that could not be read. Nothing that is left out of an explanation is left out without
// one.
struct Problem {
  ProblemKind kind = ProblemKind::File;
  // One sentence without its place; lower case, no full stop.
  std::string message;
  // Of a notebook's cell: its index among all cells.
  std::optional<std::uint32_t> cell;
  // In the text that was parsed; of Syntax only.
  std::optional<SourceRange> range;
};

// The pieces of a text that are no Python, in source order: its lexical faults, and the smallest
// pieces that the parser can tell from the rest, where no such fault accounts for them.
[[nodiscard]] std::vector<Problem> syntax_problems(const frontend::Damage& damage);

}  // namespace autopar::driver
