#pragma once

#include <string>
#include <vector>

#include "dependence/hazards.hpp"

namespace autopar::dependence {

// The recurrences that tie the iterations of a loop, by the names that the literature has for them,
// each with the transformation that takes it apart. The verdict stays what dimension D8 says.
// - `s = s op e`, `x[i] = x[i - 1] op e` with an associative op, e free of s: a prefix scan by op.
// - `s = b*s + c`, `x[i] = b*x[i - 1] + c` with b and c free of what the recurrence computes: it is
//   linear of order 1. Affine maps compose, so it is a scan over the pairs (b, c) (Kogge and Stone
//   1973).
// - Several names, each of whose new values is a sum of the old ones times something free of them
//   (`a, b = b, a + b`), or cells up to d places back: linear of order d, a scan over d x d
//   matrices. Names that do not depend on each other in a circle are recurrences of their own.
// - `x = (a*x + b) / (c*x + d)`: a Moebius recurrence, a scan over 2 x 2 matrices.
// A name here says that the arithmetic of numbers allows the regrouping; with floats the result may
// round otherwise, but not that of packing and of scans by min and max. Empty if some dependence of
// the loop is of another form. The caller has seen to it that nothing else stands in the way: no
// early exit, no open question. Straight-line bodies with branches whose tests are free of the
// recurrence are read; a recurrence through an inner loop or a try is left unnamed.
[[nodiscard]] std::vector<std::string> name_recurrences(const Context& context,
                                                        loop_ir::LoopId loop_id,
                                                        const LoopHazards& hazards);

}  // namespace autopar::dependence
