#include "codegen/complex_functions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "codegen/identifiers.hpp"
#include "codegen/operations.hpp"

namespace autopar::codegen {
namespace {

constexpr std::string_view kPrefix = "cmath_";

}  // namespace

// CPython scales what exp, cosh and sinh of 708.4 and more would let overflow, and a square root or
// a logarithm of what is below the smallest normal number. `phase` of some versions raises where
// atan2 comes to less than that. sin and cos are sinh and cosh, turned by a right angle.
std::string_view complex_functions_prelude() {
  return R"(LIBRARY f64 hypot(f64 x, f64 y);
INLINE i64 cmath_isfinite(c128 z) { return are_finite(z.real, z.imag); }
INLINE i64 cmath_isinf(c128 z) { return __builtin_isinf(z.real) || __builtin_isinf(z.imag); }
INLINE i64 cmath_isnan(c128 z) { return __builtin_isnan(z.real) || __builtin_isnan(z.imag); }
INLINE f64 cmath_phase(c128 z, int* failed) {
  const f64 angle = atan2(z.imag, z.real);
  *failed |= !are_finite(z.real, z.imag) || (__builtin_fabs(angle) < 0x1p-1022 && z.imag != 0);
  return angle;
}
INLINE c128 cmath_rect(f64 radius, f64 angle, int* failed) {
  *failed |= !are_finite(radius, angle);
  if (angle == 0) return c128_of(radius, radius * angle);
  return c128_of(radius * cos(angle), radius * sin(angle));
}
INLINE c128 cmath_sqrt(c128 z, int* failed) {
  if (z.real == 0 && z.imag == 0) return c128_of(0, z.imag);
  const f64 real = __builtin_fabs(z.real);
  const f64 imag = __builtin_fabs(z.imag);
  *failed |= !are_finite(real, imag) || (real < 0x1p-1022 && imag < 0x1p-1022);
  const f64 large = 2 * sqrt(real / 8 + hypot(real / 8, imag / 8));
  const f64 small = imag / (2 * large);
  return z.real >= 0 ? c128_of(large, __builtin_copysign(small, z.imag))
                     : c128_of(small, __builtin_copysign(large, z.imag));
}
INLINE c128 cmath_log(c128 z, int* failed) {
  const f64 real = __builtin_fabs(z.real);
  const f64 imag = __builtin_fabs(z.imag);
  const f64 large = real > imag ? real : imag;
  const f64 small = real > imag ? imag : real;
  *failed |= !are_finite(real, imag) || large < 0x1p-1022 || large > 0x1p+1021;
  const f64 magnitude = hypot(real, imag);
  return c128_of(0.71 <= magnitude && magnitude <= 1.73
                     ? log1p((large - 1) * (large + 1) + small * small) / 2
                     : log(magnitude),
                 atan2(z.imag, z.real));
}
INLINE c128 cmath_exp(c128 z, int* failed) {
  *failed |= !are_finite(z.real, z.imag) || z.real > 708;
  const f64 magnitude = exp(z.real);
  return c128_of(magnitude * cos(z.imag), magnitude * sin(z.imag));
}
INLINE c128 cmath_cosh(c128 z, int* failed) {
  *failed |= !are_finite(z.real, z.imag) || __builtin_fabs(z.real) > 708;
  return c128_of(cos(z.imag) * cosh(z.real), sin(z.imag) * sinh(z.real));
}
INLINE c128 cmath_sinh(c128 z, int* failed) {
  *failed |= !are_finite(z.real, z.imag) || __builtin_fabs(z.real) > 708;
  return c128_of(cos(z.imag) * sinh(z.real), sin(z.imag) * cosh(z.real));
}
INLINE c128 cmath_cos(c128 z, int* failed) { return cmath_cosh(c128_of(-z.imag, z.real), failed); }
INLINE c128 cmath_sin(c128 z, int* failed) {
  const c128 turned = cmath_sinh(c128_of(-z.imag, z.real), failed);
  return c128_of(turned.imag, -turned.real);
}
)";
}

std::string print_complex_function(std::string_view name,
                                   const std::vector<std::string>& operands) {
  const bool is_test = name.starts_with("is");
  return fmt::format("{}{}({}{}{})", kPrefix, name, fmt::join(operands, ", "), is_test ? "" : ", ",
                     is_test ? "" : kFailedReference);
}

bool has_complex_functions(std::string_view text) { return has_names_with(text, kPrefix); }

}  // namespace autopar::codegen
