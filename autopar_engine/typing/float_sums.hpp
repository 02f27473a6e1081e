#pragma once

#include <optional>

#include "loop_ir/loop_nest.hpp"
#include "typing/infer_types.hpp"

namespace autopar::typing {

// A loop over a range that does nothing but add a float to a name, or subtract it:
//   for i in range(n): s += a[i] * b[i]
struct FloatSum {
  loop_ir::NameId sum_id;
  // What is added; it does not depend on the sum.
  loop_ir::ExpressionId term_id;
  bool is_subtracted = false;
};

// Some call of the builtin `sum` may add up floats or complex numbers of Python's own, as far as
// the types say: from 3.12 on CPython keeps what each addition loses, which compiled code does not.
[[nodiscard]] bool may_sum_python_floats(const loop_ir::LoopNest& nest, const NestTypes& types);

// Nothing for any other loop, and in every mode but FloatMode::Fast. Terms and sums are doubles: a
// sum of float32 is rounded after each addition. The loop's bounds depend neither on the sum nor on
// the index that it had before.
[[nodiscard]] std::optional<FloatSum> find_float_sum(const loop_ir::LoopNest& nest,
                                                     const NestTypes& types,
                                                     loop_ir::LoopId loop_id);

}  // namespace autopar::typing
