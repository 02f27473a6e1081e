// Calls of functions of the C library that are near CPython's and NumPy's, not the same.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <string>

#include "codegen/identifiers.hpp"
#include "codegen/operations.hpp"

namespace autopar::codegen {
namespace {

constexpr std::string_view kNear = "near_";

constexpr auto kOfOne = std::to_array<std::string_view>(
    {"acos",      "acosh", "asin", "asinh", "atan", "atanh", "cbrt",  "cos",
     "cosh",      "exp",   "exp2", "expm1", "log",  "log10", "log1p", "log2",
     "log_gamma", "sin",   "sinh", "sqrt",  "tan",  "tanh",  "tgamma"});
constexpr auto kOfTwo = std::to_array<std::string_view>({"atan2", "hypot", "pow"});

// What the check prelude does not declare. lgamma keeps the sign where all threads see it.
constexpr std::string_view kDeclarations = R"(LIBRARY f64 cbrt(f64 x);
LIBRARY f64 exp2(f64 x);
LIBRARY f64 hypot(f64 x, f64 y);
LIBRARY f64 lgamma_r(f64 x, int* sign);
LIBRARY f64 tgamma(f64 x);
INLINE f64 log_gamma(f64 x) {
  int sign;
  return lgamma_r(x, &sign);
}
INLINE f64 near_result(f64 value, int has_nan, f64 limit, int* failed) {
  *failed |= !(__builtin_fabs(value) < limit) && !has_nan;
  return value;
}
#define NEAR_UNARY(function) \
  INLINE f64 near_##function(f64 x, f64 limit, int* failed) { \
    return near_result(function(x), __builtin_isnan(x), limit, failed); \
  }
#define NEAR_BINARY(function) \
  INLINE f64 near_##function(f64 x, f64 y, f64 limit, int* failed) { \
    const int has_nan = __builtin_isnan(x) || __builtin_isnan(y); \
    return near_result(function(x, y), has_nan, limit, failed); \
  }
)";

std::string make_prelude() {
  std::string text(kDeclarations);
  for (const std::string_view name : kOfOne) {
    text += fmt::format("NEAR_UNARY({})\n", name);
  }
  for (const std::string_view name : kOfTwo) {
    text += fmt::format("NEAR_BINARY({})\n", name);
  }
  return text;
}

}  // namespace

// Half of the largest float: what overflows in CPython and nearly does here is CPython's to say.
std::string print_near_call(std::string_view function, const std::vector<std::string>& operands,
                            typing::ValueType type) {
  const bool is_single = type == typing::ValueType::NumpyFloat32;
  return fmt::format("{}{}{}({}, {}, {})", is_single ? "(f64)(f32)" : "", kNear, function,
                     fmt::join(operands, ", "), is_single ? "0x1p+127" : "0x1p+1023",
                     kFailedReference);
}

bool has_near_calls(std::string_view text) { return has_names_with(text, kNear); }

std::string_view near_prelude() {
  static const std::string text = make_prelude();
  return text;
}

}  // namespace autopar::codegen
