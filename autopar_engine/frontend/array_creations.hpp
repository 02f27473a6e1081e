#pragma once

#include <optional>
#include <string>
#include <vector>

#include "loop_ir/data_type.hpp"
#include "syntax/node.hpp"

namespace autopar::frontend {

class NestBuilder;

// A call of np.zeros, np.ones or np.empty, taken apart.
struct ArrayCreation {
  syntax::Node call;
  bool is_ones = false;
  // One for each dimension.
  std::vector<syntax::Node> extents;
  loop_ir::DataType data_type = loop_ir::DataType::Float64;
  // As in loop_ir::NewArray.
  std::string written_type;
  std::string resolved_type;
};

// Of np.zeros(shape) or np.zeros(shape, type), each also by name. Nothing for any other expression,
// more than three dimensions, a type without a name, extents that are more than sums and products,
// and the shape of another array, whose rank no text tells.
[[nodiscard]] std::optional<ArrayCreation> read_array_creation(const NestBuilder& builder,
                                                               syntax::Node call);

}  // namespace autopar::frontend
