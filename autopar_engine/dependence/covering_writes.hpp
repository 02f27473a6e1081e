#pragma once

#include <optional>
#include <vector>

#include "dependence/access_queries.hpp"
#include "dependence/read_instances.hpp"

namespace autopar::dependence {

// A write, and the tests under which it happens.
struct CoveringWrite {
  loop_ir::AccessId access_id;
  ConditionPath path;
};

// The writes among the accesses that nothing skips. Of writes of one cell in both branches of a
// test the later one is there once more, without the test, for both.
[[nodiscard]] std::vector<CoveringWrite> covering_writes(
    const loop_ir::LoopNest& nest, const std::vector<loop_ir::AccessId>& access_ids);

// Each iteration of the loop writes all cells that this write may write: it, or writes of the same
// cells in the branches of a test, happen whatever the data are. False says nothing.
[[nodiscard]] bool is_written_on_every_path(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id,
                                            const std::vector<loop_ir::AccessId>& access_ids,
                                            loop_ir::AccessId write_id);

// `for x in range(...)`, bare: it runs through all of its domain unless something leaves it.
[[nodiscard]] bool is_range_loop(const loop_ir::Loop& loop);

// One way in which a write may come before a read: in the same iteration of the first `same` loops
// around both and, if is_earlier, in an earlier iteration of the next one.
struct ComesBefore {
  const loop_ir::Access& write;
  const loop_ir::Access& read;
  std::size_t same = 0;
  bool is_earlier = false;
};

// Forms that are not negative at points of the read's set where an instance of the write, in this
// way before the read, writes its cell. The instance is the one at which the write's subscripts are
// those of the read: each gives one of the write's own loops, with coefficient 1 or -1, its value;
// of a loop that no subscript names it is the first iteration, or the one before the read's.
// Nothing where that names no instance, or an own loop is no range with step 1 or -1 and known
// bounds.
[[nodiscard]] std::optional<std::vector<polyhedra::LinearForm>> conditions_to_cover(
    const loop_ir::LoopNest& nest, ReadInstances& instances, const ComesBefore& way);

}  // namespace autopar::dependence
