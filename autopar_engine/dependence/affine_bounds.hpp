#pragma once

#include <cstdint>
#include <optional>

#include "loop_ir/affine_form.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// The smallest and the largest value that a form takes while its loops run, as forms over symbols:
// each index is replaced, innermost first, by the start or the last value of its loop. Exact for
// ranges whose bounds are affine and whose step divides them, else on the outer side. Nothing where
// a bound is unknown, a symbol changes while the nest runs or a coefficient leaves 64 bits.
// Example: j - i for j in range(i, n) is at least 0. Says nothing of loops that do not run.
[[nodiscard]] std::optional<loop_ir::AffineForm> lowest_form(const loop_ir::AffineForm& form,
                                                             const loop_ir::LoopNest& nest);
[[nodiscard]] std::optional<loop_ir::AffineForm> highest_form(const loop_ir::AffineForm& form,
                                                              const loop_ir::LoopNest& nest);

// Some symbol of the form changes while the nest runs, so that two places may see two values.
[[nodiscard]] bool has_varying_symbol(const loop_ir::AffineForm& form,
                                      const loop_ir::LoopNest& nest);

// Number of iterations of the loop as a form: exact for step 1 and -1, else |step| times the
// number lies within |step| - 1 above it. Nothing where a bound is absent.
[[nodiscard]] std::optional<loop_ir::AffineForm> index_span(loop_ir::LoopId loop_id,
                                                            const loop_ir::LoopNest& nest);

// The number of the last iteration, or a number above it, for a span (stop - start in the
// direction of the step) of this size; -1 if the loop does not run.
[[nodiscard]] std::optional<std::int64_t> last_iteration(std::int64_t span, std::int64_t step);

// form >= 0 whenever the loops around it run, by what the text says: extents are not negative, and
// a loop that runs has start before stop. form mentions symbols only.
[[nodiscard]] bool is_non_negative(const loop_ir::AffineForm& form,
                                   const std::vector<loop_ir::LoopId>& running_loops,
                                   const loop_ir::LoopNest& nest);

}  // namespace autopar::dependence
