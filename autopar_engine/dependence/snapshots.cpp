#include "dependence/snapshots.hpp"

#include <algorithm>

#include "dependence/access_queries.hpp"
#include "dependence/base_facts.hpp"
#include "dependence/pair_test.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::LoopId;
using loop_ir::LoopNest;

// The element pairs are all that ties the iterations, and each of them is a read before a write.
bool carries_only_reads_of_old(const LoopNest& nest, LoopId loop_id, const LoopHazards& hazards) {
  const bool is_clean = nest.loops[loop_id].kind == loop_ir::LoopKind::For &&
                        hazards.scan.exits.empty() && !hazards.has_io && !hazards.has_rng &&
                        !hazards.has_carried_exit;
  const auto proven =
      std::ranges::count(hazards.dependences, Answer::Dependent, &Dependence::answer);
  return is_clean && !hazards.dependences.empty() &&
         hazards.recurrences.size() == static_cast<std::size_t>(proven) &&
         hazards.questions.size() == hazards.dependence_questions &&
         std::ranges::all_of(hazards.dependences, [&](const Dependence& dependence) {
           return dependence.kind == DependenceKind::Anti &&
                  nest.accesses[dependence.source_id].base_id ==
                      nest.accesses[dependence.sink_id].base_id;
         });
}

class OwnWrites {
 public:
  OwnWrites(const Context& context, LoopId loop_id)
      : context_{context.nest, context.facts, context.effects, uncounted_}, loop_id_(loop_id) {}

  // The read may find what its own iteration of the loop wrote.
  bool may_reach(AccessId read_id) {
    const LoopNest& nest = context_.nest;
    const Access& read = nest.accesses[read_id];
    const BaseType found = describe_base(context_, read.base_id, loop_id_).type;
    const BaseType type = found == BaseType::Other ? BaseType::Array : found;
    return std::ranges::any_of(accesses_in(nest, loop_id_), [&](AccessId write_id) {
      const Access& write = nest.accesses[write_id];
      return write.base_id == read.base_id && write.mode == loop_ir::AccessMode::Write &&
             may_reach(write_id, read_id, type);
    });
  }

 private:
  bool may_reach(AccessId write_id, AccessId read_id, BaseType type) {
    const Access& write = context_.nest.accesses[write_id];
    const Access& read = context_.nest.accesses[read_id];
    const auto [end, other] = std::ranges::mismatch(write.loop_ids, read.loop_ids);
    const auto inner = std::ranges::find(write.loop_ids.begin(), end, loop_id_) + 1;
    return (write_id < read_id && may_meet(write_id, read_id, LoopId(), type)) ||
           std::any_of(inner, end, [&](LoopId inner_id) {
             return may_meet(write_id, read_id, inner_id, type);
           });
  }

  bool may_meet(AccessId write_id, AccessId read_id, LoopId carrier_id, BaseType type) {
    return test_pair(context_, write_id, read_id, carrier_id, type).answer != Answer::Independent;
  }

  TestCounters uncounted_;
  Context context_;
  LoopId loop_id_;
};

}  // namespace

std::set<loop_ir::NameId> arrays_to_snapshot(const Context& context, LoopId loop_id,
                                             const LoopHazards& hazards) {
  std::set<loop_ir::NameId> name_ids;
  if (!carries_only_reads_of_old(context.nest, loop_id, hazards)) {
    return name_ids;
  }
  OwnWrites own(context, loop_id);
  for (const Dependence& dependence : hazards.dependences) {
    if (own.may_reach(dependence.source_id)) {
      return {};
    }
    name_ids.insert(context.nest.accesses[dependence.source_id].base_id);
  }
  return name_ids;
}

}  // namespace autopar::dependence
