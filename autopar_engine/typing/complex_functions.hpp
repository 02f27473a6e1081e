#pragma once

#include <optional>
#include <string_view>

#include "loop_ir/expression.hpp"
#include "typing/value_types.hpp"

namespace autopar::typing {

// A function of the module cmath. It converts each argument to a Python complex, or to a float
// where no complex number may stand.
struct ComplexFunction {
  std::string_view name;
  ValueType value = ValueType::Complex;
  std::size_t argument_count = 1;
  ValueType argument = ValueType::Complex;

  // The same for arguments of any type.
  [[nodiscard]] ValueType result() const { return value; }
  [[nodiscard]] bool takes(ValueType type) const;
};

// The function that a call names by its module, "cmath.sqrt", if it is compiled: if compiled code
// computes CPython's own bits.
[[nodiscard]] std::optional<ComplexFunction> complex_function_of(const loop_ir::Call& call);

}  // namespace autopar::typing
