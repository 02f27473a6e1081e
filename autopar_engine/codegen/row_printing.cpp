// The part of ExpressionPrinter that prints what only the compiled form of a nest holds.

#include <fmt/format.h>

#include "codegen/expression_printer.hpp"
#include "codegen/operations.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "typing/builtins.hpp"

namespace autopar::codegen {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

// The length is that of all rows, so what is left of the indices is their checks.
std::string ExpressionPrinter::row_length(const ElementReference& row) const {
  std::string checks;
  for (std::uint32_t dimension = 0; dimension < row.index_ids.size(); ++dimension) {
    if (specialization_.unproved_subscripts.contains(row.index_ids[dimension])) {
      checks += fmt::format("(void){}, ", index(row, dimension));
    }
  }
  const auto depth = static_cast<std::uint32_t>(row.index_ids.size());
  return fmt::format("({}{})", checks, identifiers_.extent(row.base_id, depth));
}

std::string ExpressionPrinter::place(const ElementReference& element) const {
  std::string text = index(element, 0);
  for (std::uint32_t dimension = 1; dimension < element.index_ids.size(); ++dimension) {
    text = fmt::format("({} * {} + {})", text, identifiers_.extent(element.base_id, dimension),
                       index(element, dimension));
  }
  return text;
}

std::string ExpressionPrinter::inlined(const Call& node) const {
  std::string text;
  for (const ExpressionId value_id : typing::positional_arguments(node)) {
    text += text.empty() ? "" : ", ";
    const bool is_result = value_id == node.arguments.back().value_id;
    text += is_result ? value(value_id) : fmt::format("(void)({})", value(value_id));
  }
  return fmt::format("({})", text);
}

// Bounds are numbers of any type, and what is made of them is that of the numbers.
std::string ExpressionPrinter::cell(ExpressionId index_id) const {
  const auto* binary = std::get_if<Binary>(&nest_.expressions[index_id].node);
  if (binary == nullptr) {
    return identifiers_.scalar(std::get<NameRead>(nest_.expressions[index_id].node).name_id);
  }
  const char* op = binary->op == BinaryOperator::Add        ? "+"
                   : binary->op == BinaryOperator::Subtract ? "-"
                                                            : "*";
  return fmt::format("({} {} {})", integer(binary->left_id), op, integer(binary->right_id));
}

std::string ExpressionPrinter::slice_length(ExpressionId length_id) const {
  const auto slices = find_slice_bounds(nest_, length_id);
  if (!specialization_.unproved_operations.contains(length_id)) {
    return fmt::format("({} - {})", integer(slices.front().upper_id),
                       integer(slices.front().lower_id));
  }
  std::string text;
  for (const SliceBounds& slice : slices) {
    const std::string own = print_slice_length(integer(slice.lower_id), integer(slice.upper_id),
                                               integer(slice.extent_id));
    text = text.empty() ? own : print_equal_count(text, slices.front().step, own, slice.step);
  }
  return text;
}

}  // namespace autopar::codegen
