#include "typing/math_functions.hpp"

#include <algorithm>
#include <array>

namespace autopar::typing {
namespace {

// Only functions that CPython hands on to the C library unchanged where argument and result are
// finite (a test compares them), or that need no library; and, as Near, some for which CPython has
// a function of its own with other bits: gamma, lgamma, hypot.
constexpr auto kFunctions = std::to_array<MathFunction>({
    {"acos"},
    {"acosh"},
    {"asin"},
    {"asinh"},
    {"atan"},
    {"atan2", MathRule::Library, 2},
    {"atanh"},
    {"cbrt", MathRule::Near, 1, "cbrt"},
    {"ceil", MathRule::Round},
    {"copysign", MathRule::Library, 2},
    {"cos"},
    {"cosh"},
    {"degrees", MathRule::Scale},
    {"erf"},
    {"erfc"},
    {"exp"},
    {"exp2", MathRule::Near, 1, "exp2"},
    {"expm1"},
    {"fabs"},
    {"floor", MathRule::Round},
    {"fmod", MathRule::Library, 2},
    {"gamma", MathRule::Near, 1, "tgamma"},
    {"hypot", MathRule::Near, 2, "hypot"},
    {"isfinite", MathRule::Test},
    {"isinf", MathRule::Test},
    {"isnan", MathRule::Test},
    {"lgamma", MathRule::Near, 1, "log_gamma"},
    {"log"},
    {"log10"},
    {"log1p"},
    {"log2"},
    {"pow", MathRule::Library, 2},
    {"radians", MathRule::Scale},
    {"sin"},
    {"sinh"},
    {"sqrt"},
    {"tan"},
    {"tanh"},
    {"trunc", MathRule::Round},
});

}  // namespace

ValueType MathFunction::result() const {
  switch (rule) {
    case MathRule::Round:
      return ValueType::Int;
    case MathRule::Test:
      return ValueType::Bool;
    case MathRule::Library:
    case MathRule::Scale:
    case MathRule::Near:
      break;
  }
  return ValueType::Float;
}

bool MathFunction::takes(ValueType type) const {
  const bool is_rounded =
      type == ValueType::Int || type == ValueType::Float || type == ValueType::NumpyFloat64;
  return type != ValueType::NumpyBool && !is_complex(type) &&
         (rule != MathRule::Round || is_rounded);
}

std::optional<MathFunction> math_function_of(const loop_ir::Call& call, FloatMode mode) {
  constexpr std::string_view kModule = "math.";
  if (!call.resolved.starts_with(kModule)) {
    return std::nullopt;
  }
  const auto* const found = std::ranges::find(
      kFunctions, std::string_view(call.resolved).substr(kModule.size()), &MathFunction::name);
  const bool is_compiled =
      found != kFunctions.end() && (found->rule != MathRule::Near || mode != FloatMode::Exact);
  return is_compiled ? std::optional(*found) : std::nullopt;
}

}  // namespace autopar::typing
