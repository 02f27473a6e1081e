#pragma once

#include <optional>
#include <string>
#include <vector>

#include "frontend/nest_builder.hpp"

namespace autopar::frontend {

// A call of np.zeros, np.ones or np.empty, taken apart.
struct ArrayCreation {
  bool is_ones = false;
  // One for each dimension.
  std::vector<syntax::Node> extents;
  // As NumPy names it.
  std::string data_type = "float64";
  // As in loop_ir::Temporary.
  std::string written_type;
  std::string resolved_type;
};

// Of np.zeros(shape) or np.zeros(shape, type), each also by name. Nothing for any other expression,
// more than three dimensions, a type without a name, and extents that are more than sums and
// products.
[[nodiscard]] std::optional<ArrayCreation> read_array_creation(const NestBuilder& builder,
                                                               syntax::Node call);

}  // namespace autopar::frontend
