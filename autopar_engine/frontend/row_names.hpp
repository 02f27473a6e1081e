#pragma once

#include <functional>
#include <map>
#include <string>

#include "syntax/node.hpp"

namespace autopar::frontend {

// The header of a `for` that binds elements of a named sequence to names, each in every iteration:
// the sequence by the target; empty for any other loop.
using ElementTargets =
    std::function<std::map<std::string, std::string>(syntax::Node for_statement)>;

// Names that the loop binds to rows and does nothing with but subscript, measure, add up and
// iterate over them: `row = c[i]`, `for row in c`. By name, what they are rows of, which may be
// such a name too.
// Legal to read `row[j]` as c[i][j] because
// - the name is bound at one place, and read behind it only: in the same block, or in the body of
//   the loop that binds it;
// - nothing binds the base or what the index mentions, but loops around the place, whose indices
//   nothing else binds;
// - no subscript of the name holds a slice.
// Whether the base is an array or a list, and has rows, is not said here.
[[nodiscard]] std::map<std::string, std::string> find_row_names(
    syntax::Node loop, const ElementTargets& element_targets);

}  // namespace autopar::frontend
