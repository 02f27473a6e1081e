#include "schedule/last_values.hpp"

#include <algorithm>
#include <vector>

#include "loop_ir/traversal.hpp"
#include "schedule/legality.hpp"
#include "schedule/name_uses.hpp"

namespace autopar::schedule {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

class LastValues {
 public:
  LastValues(const LoopNest& nest, LoopId loop_id)
      : nest_(nest),
        loop_id_(loop_id),
        writes_(writes_in_loop(nest, loop_id)),
        read_outside_(uses_outside_loop(nest, loop_id).read),
        has_jumps_(has_jumps()) {}

  [[nodiscard]] std::set<NameId> find() const {
    std::set<NameId> found;
    for (const ScalarWrite& write : writes_) {
      if (is_left(write.name_id) && !last_iteration_binds(write.name_id)) {
        found.insert(write.name_id);
      }
    }
    return found;
  }

 private:
  [[nodiscard]] bool is_left(NameId name_id) const {
    return nest_.names[name_id].is_left() || read_outside_.contains(name_id);
  }

  // One certain write in the body itself is enough. In inner loops that run as often in each
  // iteration, perhaps never, all writes have to be certain.
  [[nodiscard]] bool last_iteration_binds(NameId name_id) const {
    const auto is_of_name = [&](const ScalarWrite& write) { return write.name_id == name_id; };
    const bool is_bound_by_body = std::ranges::any_of(writes_, [&](const ScalarWrite& write) {
      return is_of_name(write) && write.loop_id == loop_id_ && is_certain(write);
    });
    return is_bound_by_body || std::ranges::all_of(writes_, [&](const ScalarWrite& write) {
             return !is_of_name(write) || (is_certain(write) && is_in_fixed_loops(write));
           });
  }

  // The loop binds its own index before a jump can leave the iteration.
  [[nodiscard]] bool is_certain(const ScalarWrite& write) const {
    return write.name_id == nest_.loops[loop_id_].index_name_id ||
           (!write.is_conditional && !has_jumps_);
  }

  [[nodiscard]] bool is_in_fixed_loops(const ScalarWrite& write) const {
    for (LoopId inner_id = write.loop_id; inner_id != loop_id_;
         inner_id = nest_.loops[inner_id].parent_id) {
      // A write in the else clause of the loop itself stands in none of its iterations.
      if (!inner_id.is_valid() || !has_fixed_bounds(nest_, inner_id, loop_id_)) {
        return false;
      }
    }
    return true;
  }

  // In this loop or inside: what stands behind one may be skipped.
  [[nodiscard]] bool has_jumps() const {
    const auto is_here = [this](LoopId left_id) {
      return left_id == loop_id_ || is_around(nest_, loop_id_, left_id);
    };
    return std::ranges::any_of(nest_.statements, [&](const Statement& statement) {
      const auto* leave = std::get_if<Break>(&statement.node);
      const auto* skip = std::get_if<Continue>(&statement.node);
      return (leave != nullptr && is_here(leave->loop_id)) ||
             (skip != nullptr && is_here(skip->loop_id));
    });
  }

  const LoopNest& nest_;
  LoopId loop_id_;
  std::vector<ScalarWrite> writes_;
  std::set<NameId> read_outside_;
  bool has_jumps_;
};

}  // namespace

std::set<NameId> names_bound_by_some_iterations(const LoopNest& nest, LoopId loop_id) {
  return LastValues(nest, loop_id).find();
}

}  // namespace autopar::schedule
