#include "runtime/specialization.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "autopar/check.hpp"
#include "codegen/cpu_region.hpp"
#include "codegen/sum_printing.hpp"
#include "runtime/work_estimate.hpp"
#include "schedule/choose_parallel_loops.hpp"
#include "schedule/legality.hpp"
#include "toolchain/compiler.hpp"
#include "typing/float_sums.hpp"
#include "typing/infer_types.hpp"
#include "typing/integer_ranges.hpp"

namespace autopar::runtime {

namespace {

using loop_ir::ArgumentFacts;
using loop_ir::ArrayArgument;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using schedule::LoopRole;

template <class T>
using Decided = tl::expected<T, std::string>;

tl::unexpected<std::string> decline(std::string reason) {
  return tl::unexpected<std::string>(std::move(reason));
}

// Compiled regions by their text; never removed, since the code may be running.
class CompiledRegions {
 public:
  Decided<CompiledRegion> find_or_build(const codegen::CpuRegion& region) {
    const auto found = kernels_.find(region.text);
    if (found != kernels_.end()) {
      return resolve(found->second, region);
    }
    if (!compiler_) {
      auto opened = toolchain::Compiler::open();
      if (!opened) {
        return decline(opened.error().message);
      }
      compiler_ = *std::move(opened);
    }
    auto built = compiler_->build(region.text);
    if (!built) {
      return decline(built.error().message);
    }
    return resolve(kernels_.emplace(region.text, *std::move(built)).first->second, region);
  }

 private:
  static Decided<CompiledRegion> resolve(const toolchain::LoadedKernel& kernel,
                                         const codegen::CpuRegion& region) {
    CompiledRegion compiled{nullptr, {}, region.layout, region.text};
    const auto function = kernel.find<codegen::RegionFunction>(codegen::kRegionName);
    if (!function) {
      return decline(function.error().message);
    }
    compiled.function = *function;
    for (std::uint32_t number = 0; number < region.kernel_count; ++number) {
      const auto found = kernel.find<codegen::KernelFunction>(codegen::kernel_name(number));
      if (!found) {
        return decline(found.error().message);
      }
      compiled.kernels.push_back(*found);
    }
    return compiled;
  }

  std::optional<toolchain::Compiler> compiler_;
  std::map<std::string, toolchain::LoadedKernel, std::less<>> kernels_;
};

// Lives as long as the process: kernels must not be unloaded while another thread runs one.
CompiledRegions& compiled_regions() {
  static CompiledRegions& regions = *std::make_unique<CompiledRegions>().release();
  return regions;
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

// Where the mode allows it.
void put_sums_in_parts(const LoopNest& nest, const typing::NestTypes& types,
                       schedule::Schedule& schedule) {
  for (const LoopId loop_id : nest.loops.ids()) {
    LoopRole& role = schedule.roles[loop_id.index()];
    if (role == LoopRole::Sequential && typing::find_float_sum(nest, types, loop_id)) {
      role = LoopRole::Parts;
    }
  }
}

}  // namespace

tl::expected<Specialization, std::string> specialize(const LoopNest& nest,
                                                     const dependence::NestAnalysis& by_text,
                                                     const ArgumentFacts& facts, FloatMode mode) {
  const auto types = typing::infer_types(nest, facts, mode);
  if (!types) {
    return decline(describe(types.error()));
  }
  if (auto failed = find_failed_guard(nest, facts)) {
    return decline(*std::move(failed));
  }
  if (elements_of_lists(facts) > estimate_likely_work(nest, facts)) {
    return decline("to copy its lists may take longer than the loop itself");
  }
  Specialization result;
  result.facts = facts;
  result.apart = pairs_to_keep_apart(nest, facts);
  result.verdicts = dependence::verdicts_at_call(nest, by_text, facts);
  result.schedule = schedule::choose_parallel_loops(nest, result.verdicts, schedule::Target::Cpu);
  AUTOPAR_CHECK(schedule::check_legal(nest, result.verdicts, result.schedule).empty(),
                "a legal schedule");
  put_sums_in_parts(nest, *types, result.schedule);
  result.launch_sizes = launch_sizes_of(nest, facts, result.schedule);
  result.is_short = is_work_of_a_call(estimate_nest_work(nest, facts));
  const codegen::CpuRegion region =
      codegen::print_cpu_region(nest, *types, result.schedule, text_facts(nest, *types, facts));
  auto frame = codegen::fill_frame(region.layout, facts);
  if (!frame) {
    return decline("an int is too large for the double that the name becomes later");
  }
  result.frame = *std::move(frame);
  auto compiled = compiled_regions().find_or_build(region);
  if (!compiled) {
    return decline(std::move(compiled).error());
  }
  result.compiled = *std::move(compiled);
  result.replay_needs = find_replay_needs(nest, *types, facts, region.text);
  result.has_complex = types->has_complex();
  return result;
}

}  // namespace autopar::runtime
