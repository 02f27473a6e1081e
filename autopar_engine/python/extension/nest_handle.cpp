#include "nest_handle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "autopar/check.hpp"
#include "dependence/analysis.hpp"
#include "frontend/lower.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/loop_refusals.hpp"
#include "loop_ir/new_arrays.hpp"
#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"
#include "loop_ir/waits.hpp"
#include "runtime/live_objects/region.hpp"
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

// Without those that stand for statements of other kinds.
std::vector<LoopId> loops_of_text(const LoopNest& nest) {
  std::vector<LoopId> loop_ids;
  for (const LoopId loop_id : nest.loops.ids()) {
    if (loop_ir::is_of_text(nest, loop_id)) {
      loop_ids.push_back(loop_id);
    }
  }
  return loop_ids;
}

std::optional<std::string> describe_wait(const LoopNest& nest) {
  const auto wait_id = loop_ir::find_wait(nest);
  return wait_id ? std::optional(fmt::format("it may wait for {} to change (line {})",
                                             loop_ir::print_expression(nest, *wait_id),
                                             nest.expressions[*wait_id].range.begin.line))
                 : std::nullopt;
}

// What stands for a sum is a name that the loop binds; what it is a sum of may be what the loop
// waits for.
bool holds_sums(const LoopNest& nest) {
  return std::ranges::any_of(nest.loops.ids(),
                             [&](LoopId loop_id) { return loop_ir::is_over_terms(nest, loop_id); });
}

// What np.float32 or float of `dtype=float32` has to be.
std::optional<CalledFunction> written_type(const loop_ir::NewArray& new_array) {
  constexpr std::string_view kNumpy = "numpy.";
  const std::string& text = new_array.written_type;
  const std::size_t dot = text.find('.');
  if (text.empty()) {
    return std::nullopt;
  }
  const bool is_numpy = new_array.resolved_type.starts_with(kNumpy);
  return CalledFunction{
      text.substr(0, dot), dot == text.npos ? "" : text.substr(dot + 1),
      is_numpy ? "numpy" : "builtins",
      is_numpy ? new_array.resolved_type.substr(kNumpy.size()) : new_array.resolved_type};
}

// Of a function of a module whose functions are compiled; else empty.
std::string compiled_module_of(std::string_view resolved) {
  for (const std::string_view module : {"math", "cmath", "numpy"}) {
    const bool is_inside = resolved.starts_with(module) && resolved.substr(module.size(), 1) == ".";
    if (is_inside && resolved.find('.', module.size() + 1) == resolved.npos) {
      return std::string(module);
    }
  }
  return "";
}

// Names that no text holds are none of a function, and helpers are not those of a module.
void add_called_functions(const LoopNest& nest, std::set<CalledFunction>& functions) {
  for (const auto& expression : nest.expressions) {
    const auto* call = std::get_if<loop_ir::Call>(&expression.node);
    if (call == nullptr || call->resolved.starts_with(loop_ir::kHelperPrefix)) {
      continue;
    }
    const std::string module = compiled_module_of(call->resolved);
    const auto& callee = nest.expressions[call->callee_id].node;
    const auto* attribute = std::get_if<loop_ir::Attribute>(&callee);
    const auto* name = std::get_if<loop_ir::NameRead>(
        attribute == nullptr ? &callee : &nest.expressions[attribute->object_id].node);
    if (name == nullptr || (attribute != nullptr && module.empty())) {
      continue;
    }
    const std::string& text = nest.names[name->name_id].text;
    if (!text.starts_with(' ')) {
      functions.insert({text, attribute == nullptr ? "" : attribute->attribute,
                        module.empty() ? "builtins" : module,
                        module.empty() ? text : call->resolved.substr(module.size() + 1)});
    }
  }
}

bool are_among(const std::vector<std::string>& names, const std::vector<std::string>& others) {
  return std::ranges::all_of(names, [&](const std::string& name) {
    return std::ranges::find(others, name) != others.end();
  });
}

}  // namespace

std::string LoopReport::counterexample() const {
  const auto& example = verdict.counterexample;
  return example ? describe(*example, example->first_access.begin.line,
                            example->second_access.begin.line)
                 : "";
}

std::optional<std::string> NestHandle::refusal() const {
  if (root().kind != loop_ir::LoopKind::For && root().kind != loop_ir::LoopKind::While) {
    return "only loops are compiled yet";
  }
  if (!counted.refusals.empty()) {
    const Refusal& first = *counted.refusals.begin();
    return fmt::format("{} ({}, line {})", describe(first), name_of(first.kind),
                       first.range.begin.line);
  }
  if (auto wait = describe_wait(counted)) {
    return wait;
  }
  if (auto wait = holds_sums(counted) ? describe_wait(nest) : std::nullopt) {
    return wait;
  }
  if (inputs().size() + counted.new_arrays.size() > runtime::Region::kMostInputs) {
    return fmt::format("it reads more than {} names", runtime::Region::kMostInputs);
  }
  return std::nullopt;
}

std::vector<std::string> NestHandle::inputs() const {
  std::vector<std::string> names;
  for (const NameId name_id : loop_ir::live_in_names(counted)) {
    if (loop_ir::find_new_array(counted, name_id) == nullptr) {
      names.push_back(counted.names[name_id].text);
    }
  }
  return names;
}

std::vector<CalledFunction> NestHandle::called_functions() const {
  std::set<CalledFunction> functions;
  add_called_functions(nest, functions);
  add_called_functions(counted, functions);
  for (const loop_ir::NewArray& new_array : counted.new_arrays) {
    if (auto type = written_type(new_array)) {
      functions.insert(*std::move(type));
    }
  }
  for (const std::string& name : counted.replaced_builtins) {
    functions.insert({name, "", "builtins", name});
  }
  return {functions.begin(), functions.end()};
}

runtime::NestByRanks NestHandle::counted_by_ranks() const {
  return [text = text, source_name = counted.source_name, begin = root().range.begin.offset_bytes,
          functions = counted.inlined_functions,
          builtins = counted.replaced_builtins](const loop_ir::ArrayRanks& ranks) {
    frontend::LoweringContext context;
    context.source_name = source_name;
    context.counts_elements = true;
    context.ranks = ranks;
    context.only_at = begin;
    const auto tree = syntax::SyntaxTree::parse(*text);
    auto nests = tree ? frontend::lower_loops(*tree, context) : std::vector<LoopNest>();
    const bool is_guarded = nests.size() == 1 &&
                            are_among(nests.front().inlined_functions, functions) &&
                            are_among(nests.front().replaced_builtins, builtins);
    return is_guarded ? std::optional(std::move(nests.front())) : std::nullopt;
  };
}

std::vector<NestHandle> find_nests(const std::string& text, const std::string& source_name) {
  const auto tree = syntax::SyntaxTree::parse(text);
  std::vector<NestHandle> nests;
  if (!tree) {
    return nests;
  }
  frontend::LoweringContext context;
  context.source_name = source_name;
  auto written = frontend::lower_loops(*tree, context);
  context.counts_elements = true;
  auto counted = frontend::lower_loops(*tree, context);
  const auto shared_text = std::make_shared<const std::string>(text);
  AUTOPAR_CHECK(written.size() == counted.size(), "the same nests");
  for (std::size_t index = 0; index < written.size(); ++index) {
    AUTOPAR_CHECK(written[index].loops.size() == loops_of_text(counted[index]).size(),
                  "the same loops");
    nests.push_back({std::move(written[index]), std::move(counted[index]), shared_text});
  }
  return nests;
}

std::vector<LoopReport> report_loops(const LoopNest& nest, const std::vector<LoopVerdict>& verdicts,
                                     const schedule::Schedule& schedule) {
  std::vector<LoopReport> reports;
  for (const LoopId loop_id : loops_of_text(nest)) {
    const Loop& loop = nest.loops[loop_id];
    LoopReport report;
    report.line = loop.range.begin.line;
    report.column = loop.range.begin.column_bytes;
    report.header = header_of(nest, loop);
    report.verdict = verdicts.at(loop_id.index());
    report.verdict_if_guarded = report.verdict.verdict;
    report.refusals = loop_ir::refusals_of(nest, loop_id);
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

std::vector<LoopReport> report_static(const NestHandle& handle) {
  const dependence::NestAnalysis analysis = dependence::analyze(handle.nest);
  std::vector<LoopVerdict> verdicts;
  for (const dependence::LoopAnalysis& loop : analysis.loops) {
    verdicts.push_back(loop.verdict);
  }
  std::vector<LoopReport> reports = report_loops(handle.nest, verdicts, {});
  const std::vector<LoopId> counted_ids = loops_of_text(handle.counted);
  for (std::size_t index = 0; index < reports.size(); ++index) {
    reports[index].verdict_if_guarded = analysis.loops[index].verdict_if_guarded;
    reports[index].refusals = loop_ir::refusals_of(handle.counted, counted_ids.at(index));
  }
  return reports;
}

}  // namespace autopar::python
