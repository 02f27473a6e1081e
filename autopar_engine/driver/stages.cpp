#include "driver/stages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "driver/remarks.hpp"
#include "loop_ir/text.hpp"
#include "syntax/s_expression.hpp"

namespace autopar::driver {
namespace {

std::string dump_syntax(const Explanation& explanation) {
  return syntax::to_s_expression(explanation.tree.root()) + "\n";
}

std::string dump_nest(const Explanation& explanation) {
  std::string text;
  for (const ExplainedNest& each : explanation.nests) {
    text += loop_ir::print_nest(each.nest) + "\n";
  }
  return text;
}

std::string place_of(const loop_ir::LoopNest& nest, loop_ir::AccessId access_id) {
  const loop_ir::Access& access = nest.accesses[access_id];
  return fmt::format("{}:{} {} {}", access.range.begin.line, access.range.begin.column_bytes,
                     code_of(access.mode), nest.names[access.base_id].text);
}

std::string end_of(std::optional<std::int64_t> end) { return end ? std::to_string(*end) : "?"; }

std::string line_of(const loop_ir::LoopNest& nest, const dependence::Dependence& dependence) {
  std::string distances;
  for (const dependence::DistanceInterval& each : dependence.distances) {
    distances += fmt::format(" [{}, {}]", end_of(each.lower), end_of(each.upper));
  }
  return fmt::format("{} {} -> {}, distance{}, {} by {}\n", code_of(dependence.kind),
                     place_of(nest, dependence.source_id), place_of(nest, dependence.sink_id),
                     distances, code_of(dependence.answer), code_of(dependence.decided_by));
}

std::string dump_dependences(const Explanation& explanation) {
  std::string text;
  for (const ExplainedNest& each : explanation.nests) {
    for (const loop_ir::LoopId loop_id : each.nest.loops.ids()) {
      text += fmt::format("loop at line {}{}\n", each.nest.loops[loop_id].range.begin.line,
                          each.is_damaged(loop_id) ? ": damaged" : "");
      if (each.is_damaged(loop_id)) {
        continue;
      }
      for (const dependence::Dependence& dependence : each.analysis.of(loop_id).dependences) {
        text += "  " + line_of(each.nest, dependence);
      }
    }
  }
  return text;
}

constexpr auto kStages = std::to_array<StageDump>({
    {"syntax", "the syntax tree as an S-expression", dump_syntax},
    {"nest", "the loop nests, every field", dump_nest},
    {"dependences", "for each loop the dependences that it carries", dump_dependences},
    {"verdicts", "for each loop its verdict and why, without the source", print_verdicts},
});

}  // namespace

std::span<const StageDump> stage_dumps() { return kStages; }

const StageDump* find_stage_dump(std::string_view name) {
  const auto* const found = std::find_if(
      kStages.begin(), kStages.end(), [&](const StageDump& stage) { return stage.name == name; });
  return found == kStages.end() ? nullptr : found;
}

}  // namespace autopar::driver
