#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
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

// Or why a call makes no array that a nest can make, as a part of a sentence.
using ReadArrayCreation = tl::expected<ArrayCreation, std::string>;

// Of np.zeros(shape) or np.zeros(shape, type), each also by name. Nothing for any other expression.
// Refused are more than three dimensions, a type without a name or a code ("f4"), extents that are
// more than sums and products, and the shape of another array, whose rank no text tells.
[[nodiscard]] std::optional<ReadArrayCreation> read_array_creation(const NestBuilder& builder,
                                                                   syntax::Node call);

// The first line of a text of the program between backquotes, for sentences; cut off where it is
// long.
[[nodiscard]] std::string quoted_line(std::string_view text);

}  // namespace autopar::frontend
