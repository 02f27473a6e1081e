#include "driver/explain.hpp"

#include <utility>

#include "frontend/lower.hpp"

namespace autopar::driver {

Result<Explanation> explain(SourceText source) {
  auto tree = syntax::SyntaxTree::parse(std::move(source.text));
  if (!tree) {
    return fail(source.name + ": " + tree.error().message);
  }
  Explanation explanation{std::move(source.name), std::move(*tree), {}};
  const frontend::LoweringContext context{explanation.source_name, {}, nullptr};
  for (loop_ir::LoopNest& nest : frontend::lower_loops(explanation.tree, context)) {
    dependence::NestAnalysis analysis = dependence::analyze(nest);
    explanation.nests.push_back({std::move(nest), std::move(analysis)});
  }
  return explanation;
}

}  // namespace autopar::driver
