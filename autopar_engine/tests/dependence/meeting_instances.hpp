#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "polyhedra/integer_set.hpp"
#include "tests/dependence/affine_nest.hpp"

namespace autopar::dependence {

// What a call fixes: the value of `n` and the extents of `a`.
struct CallValues {
  std::int64_t symbol = 0;
  std::vector<std::int64_t> extents;
};

// Whether an integer set has a point; nothing where that is not known.
using PointQuestion = std::function<std::optional<bool>(const polyhedra::IntegerSet&)>;

// Whether two accesses have instances that touch one cell, from the definition: iteration numbers
// from 0, index = start + step * iteration, the index before stop, every subscript in
// [-extent, extent), two subscripts that are equal or differ by the extent. Carried: equal
// iterations of the loops around the carrier, an earlier one of the carrier for the source. A
// carrier that is not valid: equal iterations of all common loops. Without a call, `n` is any
// integer, and so is every extent from 1 on. Nothing where has_point does not know.
[[nodiscard]] std::optional<bool> do_instances_meet(const AffineNest& nest,
                                                    loop_ir::AccessId source_id,
                                                    loop_ir::AccessId sink_id,
                                                    loop_ir::LoopId carrier_id,
                                                    const std::optional<CallValues>& call,
                                                    const PointQuestion& has_point);

}  // namespace autopar::dependence
