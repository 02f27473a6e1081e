#include "typing/math_functions.hpp"

#include <algorithm>
#include <array>

namespace autopar::typing {
namespace {

// Only functions that CPython hands on to the C library unchanged where argument and result are
// finite (a test compares them), or that need no library. gamma, lgamma, hypot, dist and others are
// CPython's own.
constexpr auto kFunctions = std::to_array<MathFunction>({
    {"acos"},
    {"acosh"},
    {"asin"},
    {"asinh"},
    {"atan"},
    {"atan2", MathRule::Library, 2},
    {"atanh"},
    {"ceil", MathRule::Round},
    {"copysign", MathRule::Library, 2},
    {"cos"},
    {"cosh"},
    {"degrees", MathRule::Scale},
    {"erf"},
    {"erfc"},
    {"exp"},
    {"expm1"},
    {"fabs"},
    {"floor", MathRule::Round},
    {"fmod", MathRule::Library, 2},
    {"isfinite", MathRule::Test},
    {"isinf", MathRule::Test},
    {"isnan", MathRule::Test},
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
      break;
  }
  return ValueType::Float;
}

std::optional<MathFunction> math_function_of(const loop_ir::Call& call) {
  constexpr std::string_view kModule = "math.";
  if (!call.resolved.starts_with(kModule)) {
    return std::nullopt;
  }
  const auto* const found = std::ranges::find(
      kFunctions, std::string_view(call.resolved).substr(kModule.size()), &MathFunction::name);
  return found == kFunctions.end() ? std::nullopt : std::optional(*found);
}

}  // namespace autopar::typing
