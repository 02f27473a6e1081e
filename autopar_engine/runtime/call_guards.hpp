#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "autopar/verdict.hpp"
#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::runtime {

// The predicates over the live objects that have to hold before a nest may run compiled. All of
// them depend on kinds, extents, strides and integer values, so they are evaluated once for each
// specialization; only whether arrays lie apart also depends on addresses (pairs_to_keep_apart).
//
//   - no loop of the text is known to run no iteration, nor any that stands for a slice
//   - no subscript that every iteration reaches is known to leave its extent in one of them, and no
//     array with elements in the nest is empty; what remains is proved or checked as it runs
//     (typing/integer_ranges.hpp)
//   - each array that is written is writeable, and none of its elements shares a byte with another
//
// Returns what failed, in a few words; nothing if all hold. Errs on the side of failing.
[[nodiscard]] std::optional<std::string> find_failed_guard(const loop_ir::LoopNest& nest,
                                                           const loop_ir::ArgumentFacts& facts);

// NumPy reads all operands of a statement on slices before it stores, and the loop that stands for
// it goes cell by cell: it has to be proved that no cell is read after it was stored to. Where
// cells of one dimension are assigned as they are, `a[:, j] = a[i]`, NumPy takes no copy, and with
// unequal strides it may store to a cell before it reads it: there no cell may be both stored to
// and read. verdicts: one for each loop, under the facts of the call. Returns what is not proved,
// in a few words; nothing if all is.
[[nodiscard]] std::optional<std::string> find_unordered_slices(
    const loop_ir::LoopNest& nest, const std::vector<LoopVerdict>& verdicts,
    const loop_ir::ArgumentFacts& facts);

// The names whose elements the nest may write, without repetition.
[[nodiscard]] std::vector<loop_ir::NameId> written_arrays(const loop_ir::LoopNest& nest);

using ArrayPair = std::pair<loop_ir::NameId, loop_ir::NameId>;

// The pairs of arrays that a call has to find apart in memory (dependence/views.hpp), since at
// least one of them is written. Two names of the same view are not apart.
[[nodiscard]] std::vector<ArrayPair> pairs_to_keep_apart(const loop_ir::LoopNest& nest,
                                                         const loop_ir::ArgumentFacts& facts);

}  // namespace autopar::runtime
