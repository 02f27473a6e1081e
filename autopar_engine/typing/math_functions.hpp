#pragma once

#include <optional>
#include <string_view>

#include "autopar/float_mode.hpp"
#include "loop_ir/expression.hpp"
#include "typing/value_types.hpp"

namespace autopar::typing {

// What compiled code does for a function of the module math. Library: calls the function of that
// name in the C library, as CPython does for finite values. Round: to an int. Test: of a float.
// Scale: multiplies by a constant. Near: calls a function of the C library that is not CPython's
// own; not in FloatMode::Exact.
AUTOPAR_NAMED_ENUM(MathRule, Library, Round, Test, Scale, Near);

struct MathFunction {
  std::string_view name;
  MathRule rule = MathRule::Library;
  std::size_t argument_count = 1;
  // Of Near: the function of the C library.
  std::string_view library_name;

  // The same for arguments of any type.
  [[nodiscard]] ValueType result() const;
  [[nodiscard]] bool takes(ValueType type) const;
};

// The function that a call names by its module, "math.sqrt", if it is compiled.
[[nodiscard]] std::optional<MathFunction> math_function_of(const loop_ir::Call& call,
                                                           FloatMode mode);

}  // namespace autopar::typing
