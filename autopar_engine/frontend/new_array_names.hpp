#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "frontend/array_creations.hpp"

namespace autopar::frontend {

struct NewArrayNames {
  std::map<std::string, ArrayCreation> creations;
  // The other calls of these functions by where they begin: why the nest does not make the array.
  std::map<std::uint32_t, std::string> refused;
};

// Names that the loop binds by calls of np.zeros, np.ones or np.empty and does nothing with but
// subscript, measure, add up and iterate over them, and compute with them what is stored to cells.
// Each is bound at one place, which stands in a block of the loop, and is mentioned nowhere but
// behind it in that block, so that each iteration that reaches a mention has made the array before.
// Whole arrays are operands of statements on arrays (slice_statements.hpp), or
// typing refuses them.
[[nodiscard]] NewArrayNames find_new_array_names(const NestBuilder& builder, syntax::Node loop);

}  // namespace autopar::frontend
