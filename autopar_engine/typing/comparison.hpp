#pragma once

#include <optional>

#include "typing/value_types.hpp"

namespace autopar::typing {

// What a comparison of two values converts both to, for every pair of types that the data may
// decide on: Int for integers and bools of any kind, whose values are compared; Float and Complex,
// whose comparison with an int is exact; NumpyFloat32 and NumpyComplex64, to which NumPy rounds a
// Python number. Nothing where that differs from pair to pair, where NumPy rounds integers before
// it compares them, or where the operands' types do not tell that of the result. Complex numbers
// have no order.
[[nodiscard]] std::optional<ValueType> comparison_type(ValueTypes left, ValueTypes right);

// The types of its result.
[[nodiscard]] ValueTypes comparison_results(ValueTypes left, ValueTypes right);

}  // namespace autopar::typing
