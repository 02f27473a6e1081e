#include "schedule/choose_parallel_loops.hpp"

#include "autopar/check.hpp"
#include "schedule/legality.hpp"

namespace autopar::schedule {
namespace {

using loop_ir::LoopId;
using loop_ir::LoopNest;

constexpr int kMaximalGridDimensions = 3;

class Choice {
 public:
  Choice(const LoopNest& nest, std::span<const LoopVerdict> verdicts, Target target)
      : nest_(nest), verdicts_(verdicts), target_(target), schedule_(sequential_schedule(nest)) {}

  Schedule run() {
    choose(LoopNest::root());
    return std::move(schedule_);
  }

 private:
  bool can_become(LoopId loop_id, LoopRole role) {
    schedule_.roles[loop_id.index()] = role;
    const bool is_legal = check_legal(nest_, verdicts_, schedule_).empty();
    if (!is_legal) {
      schedule_.roles[loop_id.index()] = LoopRole::Sequential;
    }
    return is_legal;
  }

  void choose(LoopId loop_id) {
    if (can_become(loop_id, target_ == Target::Cpu ? LoopRole::Threads : LoopRole::Grid)) {
      extend_grid(loop_id);
      return;
    }
    for (const LoopId inner_id : loops_directly_inside(nest_, loop_id)) {
      choose(inner_id);
    }
  }

  void extend_grid(LoopId loop_id) {
    for (int dimensions = 1; target_ == Target::Gpu && dimensions < kMaximalGridDimensions;
         ++dimensions) {
      const auto inner_id = only_loop_inside(nest_, loop_id);
      if (!inner_id || !can_become(*inner_id, LoopRole::Grid)) {
        return;
      }
      loop_id = *inner_id;
    }
  }

  const LoopNest& nest_;
  std::span<const LoopVerdict> verdicts_;
  Target target_;
  Schedule schedule_;
};

}  // namespace

Schedule choose_parallel_loops(const LoopNest& nest, std::span<const LoopVerdict> verdicts,
                               Target target) {
  AUTOPAR_CHECK(verdicts.size() == nest.loops.size(), "one verdict per loop");
  return Choice(nest, verdicts, target).run();
}

}  // namespace autopar::schedule
