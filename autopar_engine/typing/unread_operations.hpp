#pragma once

#include <optional>

#include "autopar/refusal.hpp"
#include "loop_ir/loop_nest.hpp"
#include "typing/infer_types.hpp"

namespace autopar::typing {

// NumPy warns when an operation overflows or is invalid; a compiled region notices by the
// floating-point flags, which an operation raises only if the compiler keeps it. So an operation
// whose result may never be read has to be refused. Nothing if every floating-point operation of
// the nest reaches an array element or a scalar that is read on every path, before it is written
// again. Errs on the side of refusal: an inner loop may run zero times, so a read there does not
// count for a value computed outside.
[[nodiscard]] std::optional<Refusal> find_unread_operation(const loop_ir::LoopNest& nest,
                                                           const NestTypes& types);

}  // namespace autopar::typing
