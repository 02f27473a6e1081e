#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dependence/context.hpp"
#include "dependence/dependence.hpp"

namespace autopar::dependence {

// The index values of loops, given in nesting order, at these iteration numbers. Symbols that are
// not known stay, and so does the index of a loop without an affine start and a constant step.
// Nothing on 64-bit overflow.
[[nodiscard]] std::optional<std::vector<loop_ir::AffineForm>> index_values(
    const Context& context, const std::vector<loop_ir::LoopId>& loop_ids,
    const IterationVector& iterations);

// The form with these index values in place of its loops; one that is its own value stays.
[[nodiscard]] std::optional<loop_ir::AffineForm> with_index_values(
    const loop_ir::AffineForm& form, const std::vector<loop_ir::LoopId>& loop_ids,
    const std::vector<loop_ir::AffineForm>& values);

// The same, but nothing if an index is left.
[[nodiscard]] std::optional<loop_ir::AffineForm> substitute(
    const loop_ir::AffineForm& form, const std::vector<loop_ir::LoopId>& loop_ids,
    const std::vector<loop_ir::AffineForm>& values);

// False if the loops' bounds, as far as they are known, exclude the instance. An unknown bound
// excludes nothing, and 64-bit overflow excludes everything.
[[nodiscard]] bool is_in_domain(const Context& context,
                                const std::vector<loop_ir::LoopId>& loop_ids,
                                const IterationVector& iterations);

// False if a slice's index lies outside the extent that is known at the call: such a bound is
// clamped, where an ordinary index would raise. An extent that is not known excludes nothing.
[[nodiscard]] bool is_in_extents(const Context& context, const loop_ir::Access& access,
                                 const IterationVector& iterations, Evidence& evidence);

}  // namespace autopar::dependence
