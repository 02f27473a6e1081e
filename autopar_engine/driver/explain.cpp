#include "driver/explain.hpp"

#include <algorithm>
#include <utility>

namespace autopar::driver {

std::uint32_t Explanation::line_number(std::uint32_t line) const {
  return line_numbers.empty() ? line
                              : line_numbers[std::min<std::size_t>(line, line_numbers.size()) - 1];
}

Result<Explanation> explain(std::string text, const frontend::LoweringContext& context) {
  auto tree = syntax::SyntaxTree::parse(std::move(text));
  if (!tree) {
    return fail(context.source_name + ": " + tree.error().message);
  }
  Explanation explanation{context.source_name, {}, {}, std::move(*tree), {}};
  for (loop_ir::LoopNest& nest : frontend::lower_loops(explanation.tree, context)) {
    dependence::NestAnalysis analysis = dependence::analyze(nest);
    explanation.nests.push_back({std::move(nest), std::move(analysis)});
  }
  return explanation;
}

Result<Explanation> explain(SourceText source) {
  return explain(std::move(source.text), {std::move(source.name), {}, nullptr});
}

}  // namespace autopar::driver
