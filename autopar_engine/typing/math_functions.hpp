#pragma once

#include <optional>
#include <string_view>

#include "loop_ir/expression.hpp"
#include "typing/value_types.hpp"

namespace autopar::typing {

// What compiled code does for a function of the module math. Library: calls the function of that
// name in the C library, as CPython does for finite values. Round: to an int. Test: of a float.
// Scale: multiplies by a constant.
AUTOPAR_NAMED_ENUM(MathRule, Library, Round, Test, Scale);

struct MathFunction {
  std::string_view name;
  MathRule rule = MathRule::Library;
  std::size_t argument_count = 1;

  // The same for arguments of any type.
  [[nodiscard]] ValueType result() const;
};

// The function that a call names by its module, "math.sqrt", if it is compiled.
[[nodiscard]] std::optional<MathFunction> math_function_of(const loop_ir::Call& call);

}  // namespace autopar::typing
