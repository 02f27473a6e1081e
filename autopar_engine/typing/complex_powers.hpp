#pragma once

#include <cstdint>
#include <optional>

#include "loop_ir/loop_nest.hpp"
#include "typing/value_types.hpp"

namespace autopar::typing {

// `z ** n` of a complex number of this type, where n is the literal of a small int: CPython and
// NumPy compute it by products, each in its own way.
struct ComplexPower {
  ValueType type = ValueType::Complex;
  std::int64_t exponent = 2;
};

// Of `z ** n` and `z **= n`. Nothing for any other operation, among them those whose base may have
// several types. Of NumPy's scalars only squares and cubes are taken; for Python's the exponent is
// at most 100 in magnitude.
[[nodiscard]] std::optional<ComplexPower> find_complex_power(const loop_ir::LoopNest& nest,
                                                             loop_ir::BinaryOperator op,
                                                             ValueTypes base_types,
                                                             loop_ir::ExpressionId exponent_id);

}  // namespace autopar::typing
