#include "driver/explain.hpp"

#include <utility>

#include "frontend/damage.hpp"

namespace autopar::driver {
namespace {

ExplainedNest explain_nest(loop_ir::LoopNest nest, const frontend::Damage& damage) {
  ExplainedNest explained{{}, dependence::analyze(nest), {}};
  for (const loop_ir::Loop& loop : nest.loops) {
    explained.qualities.push_back(damage.quality_of(nest, loop));
  }
  explained.nest = std::move(nest);
  return explained;
}

}  // namespace

std::vector<std::string> Explanation::shown_lines() const {
  return shown ? shown->lines() : lines_of(text());
}

SourcePosition Explanation::shown_position(const SourcePosition& position) const {
  return shown ? shown->position(position) : position;
}

std::uint32_t Explanation::line_number(std::uint32_t line) const {
  return shown ? shown->line_number(line) : line;
}

Result<Explanation> explain(std::string text, const frontend::LoweringContext& context) {
  auto tree = syntax::SyntaxTree::parse(std::move(text));
  if (!tree) {
    return tl::unexpected(tree.error());
  }
  Explanation explanation{context.source_name, {}, {}, std::move(*tree), {}, {}};
  const frontend::Damage damage(explanation.tree);
  for (loop_ir::LoopNest& nest : frontend::lower_loops(explanation.tree, context)) {
    explanation.nests.push_back(explain_nest(std::move(nest), damage));
  }
  explanation.problems = syntax_problems(damage);
  return explanation;
}

Result<Explanation> explain(SourceText source) {
  return explain(std::move(source.text), {std::move(source.name), {}, nullptr});
}

}  // namespace autopar::driver
