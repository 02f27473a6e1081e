#include "runtime/call_plan.hpp"

#include <utility>

#include "codegen/sum_printing.hpp"
#include "runtime/call_guards.hpp"
#include "runtime/work_estimate.hpp"
#include "typing/integer_ranges.hpp"

namespace autopar::runtime {

namespace {

using loop_ir::ArgumentFacts;
using loop_ir::ArrayArgument;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using schedule::LoopRole;

tl::unexpected<std::string> decline(std::string reason) {
  return tl::unexpected<std::string>(std::move(reason));
}

bool is_contiguous(const ArrayArgument& array) {
  return array.rank() > 0 && array.strides_bytes.back() == loop_ir::size_bytes(array.data_type);
}

codegen::Specialization text_facts(const LoopNest& nest, const typing::NestTypes& types,
                                   const ArgumentFacts& facts) {
  codegen::Specialization specialization;
  for (const auto& [name_id, argument] : facts.arguments) {
    const auto* array = std::get_if<ArrayArgument>(&argument);
    if (array != nullptr && is_contiguous(*array)) {
      specialization.contiguous_arrays.insert(name_id);
    }
  }
  for (const auto name_id : written_arrays(nest)) {
    specialization.disjoint_arrays.insert(name_id);
  }
  specialization.unproved_subscripts = typing::find_unproved_subscripts(nest, types, facts);
  specialization.unproved_operations = typing::find_unproved_operations(nest, types, facts);
  return specialization;
}

double elements_of_lists(const ArgumentFacts& facts) {
  double sum = 0;
  for (const auto& [name_id, argument] : facts.arguments) {
    const auto* array = std::get_if<ArrayArgument>(&argument);
    if (array != nullptr && array->is_list) {
      double elements = 1;
      for (const std::int64_t extent : array->extents) {
        elements *= static_cast<double>(extent);
      }
      sum += elements;
    }
  }
  return sum;
}

bool is_inside_threads(const LoopNest& nest, const schedule::Schedule& schedule, LoopId loop_id) {
  LoopId outer_id = nest.loops[loop_id].parent_id;
  while (outer_id.is_valid() && schedule.role_of(outer_id) != LoopRole::Threads) {
    outer_id = nest.loops[outer_id].parent_id;
  }
  return outer_id.is_valid();
}

std::vector<LaunchSizes> launch_sizes_of(const LoopNest& nest, const ArgumentFacts& facts,
                                         const schedule::Schedule& schedule) {
  std::vector<LaunchSizes> sizes;
  for (const LoopId loop_id : nest.loops.ids()) {
    const bool is_in_parts = schedule.role_of(loop_id) == LoopRole::Parts;
    if (schedule.role_of(loop_id) == LoopRole::Threads ||
        (is_in_parts && !is_inside_threads(nest, schedule, loop_id))) {
      const double work = estimate_iteration_work(nest, facts, loop_id) *
                          (is_in_parts ? static_cast<double>(codegen::kIterationsOfPart) : 1.0);
      sizes.push_back({grain_of(work), iterations_between_signals(work)});
    }
  }
  return sizes;
}

}  // namespace

tl::expected<CallPlan, std::string> plan_call(const LoopNest& nest,
                                              const dependence::NestAnalysis& by_text,
                                              const ArgumentFacts& facts,
                                              Specializations& specializations) {
  const auto& types = specializations.types();
  if (!types) {
    return decline(describe(types.error()));
  }
  if (auto failed = find_failed_guard(nest, facts)) {
    return decline(*std::move(failed));
  }
  if (elements_of_lists(facts) > estimate_likely_work(nest, facts)) {
    return decline("to copy its lists may take longer than the loop itself");
  }
  if (is_mostly_filling(nest, facts)) {
    return decline("to fill the arrays that it makes may take longer than the loop itself");
  }
  CallPlan plan;
  plan.facts = facts;
  const auto verdicts = dependence::verdicts_for_schedule(nest, by_text, facts);
  if (find_unordered_slices(nest, verdicts, facts)) {
    const auto exact = dependence::verdicts_at_call(nest, by_text, facts);
    if (auto unproved = find_unordered_slices(nest, exact, facts)) {
      return decline(*std::move(unproved));
    }
  }
  const schedule::Schedule& schedule = specializations.schedule_for(nest, verdicts);
  plan.launch_sizes = launch_sizes_of(nest, facts, schedule);
  plan.is_short = is_work_of_a_call(estimate_nest_work(nest, facts));
  auto specialization =
      specializations.find_or_compile(nest, facts, schedule, text_facts(nest, *types, facts));
  if (!specialization) {
    return decline(std::move(specialization).error());
  }
  plan.specialization = *std::move(specialization);
  const CompiledRegion& compiled = plan.specialization->compiled;
  auto frame = codegen::fill_frame(compiled.layout, facts);
  if (!frame) {
    return decline("an int is too large for the double that the name becomes later");
  }
  plan.frame = *std::move(frame);
  plan.replay_needs = find_replay_needs(nest, plan.specialization->replay_traits, facts);
  return plan;
}

}  // namespace autopar::runtime
