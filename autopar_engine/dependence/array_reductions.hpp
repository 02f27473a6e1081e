#pragma once

#include <optional>
#include <vector>

#include "dependence/base_facts.hpp"
#include "dependence/context.hpp"
#include "dependence/scalar_flow.hpp"

namespace autopar::dependence {

// Reduction of an array whose subscripts are affine, so that the iterations of this loop meet in
// its cells though each iteration updates many: the row `A[...]`, a Reduction, or a CondReduction
// where some update stands under a test inside the loop. Legal if every access to A in the loop is
// part of an update `A[f] = A[f] op e` in one of its spellings, all by one associative and
// commutative op, with f and e free of A: then a cell ends as its first value combined with the
// same operands, whatever the order, and nobody sees what it holds meanwhile. Elements that may be
// lists or strings, which `+` appends to, are left out, and arrays of integers that are given
// floats, of which each store drops the fraction. On floats the regrouping rounds otherwise:
// is_float. Example: for i: for j: sums[j] += m[i, j]. access_ids: all accesses to elements of the
// base in the loop. That the base is nowhere used as a whole, and that no other base shares its
// memory, is for the caller to prove.
[[nodiscard]] std::optional<ScalarFlow> match_array_reduction(
    const Context& context, loop_ir::LoopId loop_id,
    const std::vector<loop_ir::AccessId>& access_ids, const BaseFacts& base);

}  // namespace autopar::dependence
