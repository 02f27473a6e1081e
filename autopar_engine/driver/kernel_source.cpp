#include "driver/kernel_source.hpp"

#include <fmt/format.h>

#include <vector>

#include "codegen/cpu_region.hpp"
#include "codegen/gpu_kernels.hpp"
#include "driver/assumed_facts.hpp"
#include "schedule/choose_parallel_loops.hpp"
#include "typing/infer_types.hpp"

namespace autopar::driver {
namespace {

using loop_ir::LoopNest;

constexpr std::string_view kAssumptions =
    "// Printed without a call to ask, so it is assumed that every subscripted name is a\n"
    "// C-contiguous float64 array that overlaps no other, that names in bounds and subscripts "
    "are\n"
    "// ints, that all other names are floats, that every index lies inside its array and that no "
    "int\n"
    "// leaves 64 bits.\n";

// What each loop is if its guards hold.
std::vector<LoopVerdict> guarded_verdicts(const dependence::NestAnalysis& analysis) {
  std::vector<LoopVerdict> verdicts;
  for (const dependence::LoopAnalysis& each : analysis.loops) {
    verdicts.push_back(each.verdict);
    verdicts.back().verdict = each.verdict_if_guarded;
  }
  return verdicts;
}

std::string heading_of(const Explanation& explanation, const ExplainedNest& each) {
  const LoopNest& nest = each.nest;
  std::string text =
      fmt::format("// {}:{}{}\n", explanation.source_name,
                  explanation.line_number(nest.loops[LoopNest::root()].range.begin.line),
                  nest.scope_name.empty() ? "" : ", in " + nest.scope_name);
  for (const loop_ir::LoopId loop_id : nest.loops.ids()) {
    const dependence::LoopAnalysis& analysis = each.analysis.of(loop_id);
    text += fmt::format("//   loop at line {}: {}",
                        explanation.line_number(nest.loops[loop_id].range.begin.line),
                        code_of(analysis.verdict_if_guarded));
    for (const std::string& guard : analysis.verdict.guards) {
      text += fmt::format("\n//     if {}", guard);
    }
    text += "\n";
  }
  return text;
}

tl::expected<std::string, Refusal> print_nest_source(const ExplainedNest& each,
                                                     codegen::Dialect dialect) {
  const loop_ir::ArgumentFacts facts = assumed_facts(each.nest);
  const auto types = typing::infer_types(each.nest, facts, FloatMode::Exact);
  if (!types) {
    return tl::unexpected(types.error());
  }
  const bool is_cpu = dialect == codegen::Dialect::C;
  const schedule::Schedule schedule =
      schedule::choose_parallel_loops(each.nest, guarded_verdicts(each.analysis),
                                      is_cpu ? schedule::Target::Cpu : schedule::Target::Gpu);
  const codegen::Specialization specialization = assumed_specialization(each.nest);
  if (is_cpu) {
    return codegen::print_cpu_region(each.nest, *types, schedule, specialization).text;
  }
  return codegen::print_gpu_kernels(each.nest, *types, schedule, specialization, dialect)
      .map([](const codegen::GpuSource& source) { return source.text; });
}

}  // namespace

KernelSource print_kernel_source(const Explanation& explanation, codegen::Dialect dialect) {
  KernelSource source;
  source.text = kAssumptions;
  for (const ExplainedNest& each : explanation.nests) {
    source.text += "\n" + heading_of(explanation, each);
    if (each.is_damaged(LoopNest::root())) {
      source.text += "// not compiled: there is a syntax error in the loop or around it\n";
      continue;
    }
    const auto text = print_nest_source(each, dialect);
    if (text) {
      source.text += *text;
      ++source.printed_nests;
    } else {
      source.text += fmt::format("// not compiled: {} (line {})\n", describe(text.error()),
                                 explanation.line_number(text.error().range.begin.line));
    }
  }
  return source;
}

}  // namespace autopar::driver
