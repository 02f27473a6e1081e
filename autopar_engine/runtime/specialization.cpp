#include "runtime/specialization.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "autopar/check.hpp"
#include "codegen/cpu_region.hpp"
#include "schedule/choose_parallel_loops.hpp"
#include "schedule/legality.hpp"
#include "toolchain/compiler.hpp"
#include "typing/float_sums.hpp"

namespace autopar::runtime {

namespace {

using loop_ir::LoopNest;
using schedule::LoopRole;
using schedule::Schedule;

template <class T>
using Decided = tl::expected<T, std::string>;

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
        return tl::unexpected(std::move(opened.error().message));
      }
      compiler_ = *std::move(opened);
    }
    auto built = compiler_->build(region.text);
    if (!built) {
      return tl::unexpected(std::move(built.error().message));
    }
    return resolve(kernels_.emplace(region.text, *std::move(built)).first->second, region);
  }

 private:
  static Decided<CompiledRegion> resolve(const toolchain::LoadedKernel& kernel,
                                         const codegen::CpuRegion& region) {
    CompiledRegion compiled{nullptr, {}, region.layout, region.text};
    const auto function = kernel.find<codegen::RegionFunction>(codegen::kRegionName);
    if (!function) {
      return tl::unexpected(function.error().message);
    }
    compiled.function = *function;
    for (std::uint32_t number = 0; number < region.kernel_count; ++number) {
      const auto found = kernel.find<codegen::KernelFunction>(codegen::kernel_name(number));
      if (!found) {
        return tl::unexpected(found.error().message);
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

// Where the mode allows it.
void put_sums_in_parts(const LoopNest& nest, const typing::NestTypes& types, Schedule& schedule) {
  for (const loop_ir::LoopId loop_id : nest.loops.ids()) {
    LoopRole& role = schedule.roles[loop_id.index()];
    if (role == LoopRole::Sequential && typing::find_float_sum(nest, types, loop_id)) {
      role = LoopRole::Parts;
    }
  }
}

// In all that a schedule rests on.
bool are_equal(const std::vector<LoopVerdict>& left, const std::vector<LoopVerdict>& right) {
  return std::ranges::equal(left, right, [](const LoopVerdict& one, const LoopVerdict& other) {
    return one.verdict == other.verdict && one.transformations == other.transformations;
  });
}

}  // namespace

Specializations::Specializations(const LoopNest& nest, loop_ir::ArgumentFacts facts, FloatMode mode)
    : facts_(std::move(facts)), types_(typing::infer_types(nest, facts_, mode)) {}

const Schedule& Specializations::schedule_for(const LoopNest& nest,
                                              const std::vector<LoopVerdict>& verdicts) {
  const auto found = std::ranges::find_if(
      schedules_, [&](const auto& choice) { return are_equal(choice.first, verdicts); });
  if (found != schedules_.end()) {
    return found->second;
  }
  Schedule schedule = schedule::choose_parallel_loops(nest, verdicts, schedule::Target::Cpu);
  AUTOPAR_CHECK(schedule::check_legal(nest, verdicts, schedule).empty(), "a legal schedule");
  put_sums_in_parts(nest, *types_, schedule);
  return schedules_.emplace_back(verdicts, std::move(schedule)).second;
}

tl::expected<std::shared_ptr<const Specialization>, std::string> Specializations::find_or_compile(
    const LoopNest& nest, const loop_ir::ArgumentFacts& facts, const Schedule& schedule,
    const codegen::Specialization& text_facts) {
  const auto found = std::ranges::find_if(specializations_, [&](const auto& each) {
    return each->schedule == schedule && each->text_facts == text_facts;
  });
  if (found != specializations_.end()) {
    return *found;
  }
  auto compiled = compiled_regions().find_or_build(
      codegen::print_cpu_region(nest, *types_, schedule, text_facts));
  if (!compiled) {
    return tl::unexpected(std::move(compiled.error()));
  }
  ReplayTraits replay_traits = find_replay_traits(nest, *types_, facts, compiled->text);
  specializations_.push_back(std::make_shared<const Specialization>(
      Specialization{schedule, text_facts, *std::move(compiled), std::move(replay_traits),
                     types_->has_complex()}));
  return specializations_.back();
}

}  // namespace autopar::runtime
