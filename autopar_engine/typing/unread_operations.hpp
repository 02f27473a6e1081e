#pragma once

#include <set>

#include "loop_ir/loop_nest.hpp"
#include "typing/infer_types.hpp"

namespace autopar::typing {

// NumPy warns when an operation overflows or is invalid; a compiled region notices by the
// floating-point flags, which an operation raises only if the compiler keeps it, and raises in vain
// if the compiler moves it out from under a test. These are the operations of NumPy's floats that
// the text has to keep where they are: all but those whose result surely reaches an array element
// or a scalar that is read on every path, before it is written again. Errs on the side of keeping:
// an inner loop may run zero times, so a read there does not count for a value computed outside;
// what stands under a test is kept; what looks at a complex number and perhaps at one of its parts
// only (z.real, z == w, `if z`) does not read it. An augmented assignment stands for its operation
// with its target. What a statement on slices stores counts as read: compiled code keeps the
// stores.
[[nodiscard]] std::set<loop_ir::ExpressionId> find_unread_operations(const loop_ir::LoopNest& nest);

// Some operation among types.kept_operations may warn.
[[nodiscard]] bool keeps_operations(const loop_ir::LoopNest& nest, const NestTypes& types);

}  // namespace autopar::typing
