// The part of ExpressionPrinter that prints what only the compiled form of a nest holds.

#include <fmt/format.h>

#include "codegen/expression_printer.hpp"
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

}  // namespace autopar::codegen
