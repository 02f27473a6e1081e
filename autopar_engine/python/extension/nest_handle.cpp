#include "nest_handle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dependence/analysis.hpp"
#include "frontend/lower.hpp"
#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"
#include "syntax/syntax_tree.hpp"

namespace autopar::python {

namespace {

using loop_ir::Loop;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;

std::string header_of(const LoopNest& nest, const Loop& loop) {
  if (loop.kind == loop_ir::LoopKind::While) {
    return fmt::format("while {}", loop_ir::print_expression(nest, loop.test_id));
  }
  return fmt::format("for {} in {}", loop_ir::print_expression(nest, loop.target_id),
                     loop_ir::print_expression(nest, loop.iterable_id));
}

}  // namespace

std::optional<std::string> NestHandle::refusal() const {
  if (root().kind != loop_ir::LoopKind::For) {
    return "only for loops are compiled yet";
  }
  return nest.refusals.empty() ? std::nullopt : std::optional(describe(*nest.refusals.begin()));
}

std::vector<std::string> NestHandle::inputs() const {
  std::vector<std::string> names;
  for (const NameId name_id : loop_ir::live_in_names(nest)) {
    names.push_back(nest.names[name_id].text);
  }
  return names;
}

std::vector<std::string> NestHandle::called_builtins() const {
  std::set<std::string> names;
  for (const auto& expression : nest.expressions) {
    const auto* call = std::get_if<loop_ir::Call>(&expression.node);
    const auto* callee =
        call == nullptr ? nullptr
                        : std::get_if<loop_ir::NameRead>(&nest.expressions[call->callee_id].node);
    if (callee != nullptr) {
      names.insert(nest.names[callee->name_id].text);
    }
  }
  return {names.begin(), names.end()};
}

std::optional<NameId> NestHandle::find_name(std::string_view text) const {
  for (const NameId name_id : nest.names.ids()) {
    if (nest.names[name_id].text == text) {
      return name_id;
    }
  }
  return std::nullopt;
}

std::vector<NestHandle> find_nests(const std::string& text, const std::string& source_name) {
  const auto tree = syntax::SyntaxTree::parse(text);
  std::vector<NestHandle> nests;
  if (tree) {
    frontend::LoweringContext context;
    context.source_name = source_name;
    for (auto& nest : frontend::lower_loops(*tree, context)) {
      nests.push_back({std::move(nest)});
    }
  }
  return nests;
}

std::vector<LoopReport> report_loops(const LoopNest& nest, const std::vector<LoopVerdict>& verdicts,
                                     const schedule::Schedule& schedule) {
  std::vector<LoopReport> reports;
  for (const LoopId loop_id : nest.loops.ids()) {
    const Loop& loop = nest.loops[loop_id];
    LoopReport report{loop.range.begin.line, loop.range.begin.column_bytes, 1,
                      header_of(nest, loop), verdicts.at(loop_id.index()),  ""};
    for (LoopId outer = loop.parent_id; outer.is_valid(); outer = nest.loops[outer].parent_id) {
      ++report.depth;
    }
    if (!schedule.roles.empty()) {
      report.role = name_of(schedule.role_of(loop_id));
    }
    reports.push_back(std::move(report));
  }
  return reports;
}

std::vector<LoopReport> report_static(const LoopNest& nest) {
  std::vector<LoopVerdict> verdicts;
  for (const auto& loop : dependence::analyze(nest).loops) {
    verdicts.push_back(loop.verdict);
  }
  return report_loops(nest, verdicts, {});
}

}  // namespace autopar::python
