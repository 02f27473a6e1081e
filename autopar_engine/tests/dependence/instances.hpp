#pragma once

#include <optional>
#include <span>
#include <vector>

#include "dependence/dependence.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// One run of an access: iteration numbers, outermost loop first, and its subscripts.
struct Instance {
  IterationVector iterations;
  std::vector<std::int64_t> subscripts;
};

// The value of a form where the loops have these index values, by LoopId::index(), and all symbols
// the given one.
[[nodiscard]] std::int64_t value_of(const loop_ir::AffineForm& form,
                                    std::span<const std::int64_t> index_values,
                                    std::int64_t symbol_value);

// Every instance of an access, by running its loops; all symbols have the given value. Nothing if
// they are more than `most`.
[[nodiscard]] std::optional<std::vector<Instance>> run_loops(const loop_ir::LoopNest& nest,
                                                             loop_ir::AccessId access_id,
                                                             std::int64_t symbol_value,
                                                             std::size_t most);

// The smallest extents for which no index raises.
[[nodiscard]] std::vector<std::int64_t> smallest_extents(std::span<const Instance> source,
                                                         std::span<const Instance> sink,
                                                         std::size_t rank);

// What really meets, of two accesses in an array of these extents, where an index below zero counts
// from the end.
struct Meetings {
  // By the position of the carrier among the common loops; the last entry is for instances in one
  // iteration of all of them. Nothing where no instances meet; else, per common loop, the smallest
  // and the largest y - x.
  std::vector<std::optional<std::vector<DistanceInterval>>> by_carrier;
};
[[nodiscard]] Meetings find_meetings(std::span<const Instance> source,
                                     std::span<const Instance> sink,
                                     const std::vector<std::int64_t>& extents,
                                     std::size_t common_loops);

}  // namespace autopar::dependence
