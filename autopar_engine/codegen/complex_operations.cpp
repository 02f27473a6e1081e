#include "codegen/complex_operations.hpp"

#include <fmt/format.h>

#include "autopar/check.hpp"
#include "codegen/operations.hpp"

namespace autopar::codegen {
namespace {

using loop_ir::BinaryOperator;
using typing::ValueType;

std::string_view c_type_of(ValueType type) {
  return type == ValueType::NumpyComplex64 ? "c64" : "c128";
}

std::string_view word_of(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::Add:
      return "add";
    case BinaryOperator::Subtract:
      return "subtract";
    case BinaryOperator::Multiply:
      return "multiply";
    case BinaryOperator::TrueDivide:
      return "divide";
    default:
      break;
  }
  throw_internal_error("op", "an operator that typing takes on complex numbers", __FILE__,
                       __LINE__);
}

std::string print_in_own_type(BinaryOperator op, const typing::Arithmetic& arithmetic,
                              const std::string& left, const std::string& right) {
  const std::string_view type = c_type_of(arithmetic.computed_as);
  if (op == BinaryOperator::TrueDivide && arithmetic.computed_as == ValueType::Complex) {
    return fmt::format("divide_complex({}, {}, {})", left, right, kFailedReference);
  }
  if (arithmetic.is_product_of_arrays) {
    return fmt::format("multiply_arrays_{}({}, {}, {})", type, left, right, kFailedReference);
  }
  return fmt::format("{}_{}({}, {})", word_of(op), type, left, right);
}

}  // namespace

std::string print_complex(const std::string& real, const std::string& imaginary) {
  return fmt::format("c128_of({}, {})", real, imaginary);
}

std::string print_single_complex(const std::string& complex, bool is_exact) {
  return is_exact ? fmt::format("exact_single_complex({})", complex)
                  : fmt::format("single_complex({}, {})", complex, kFailedReference);
}

std::string print_single_complex_of_real(const std::string& real) {
  return fmt::format("c64_of({}, 0)", real);
}

std::string print_double_complex(const std::string& single) {
  return fmt::format("double_complex({})", single);
}

std::string print_complex_arithmetic(BinaryOperator op, const typing::Arithmetic& arithmetic,
                                     const std::string& left, const std::string& right) {
  const std::string result = print_in_own_type(op, arithmetic, left, right);
  return arithmetic.computed_as == ValueType::NumpyComplex64 ? print_double_complex(result)
                                                             : result;
}

std::string print_complex_power(const typing::ComplexPower& power, const std::string& base) {
  if (power.type == ValueType::Complex) {
    return fmt::format("power_complex({}, {}, {})", base, power.exponent, kFailedReference);
  }
  const std::string text = fmt::format("{}_{}({})", power.exponent == 2 ? "square" : "cube",
                                       c_type_of(power.type), base);
  return power.type == ValueType::NumpyComplex64 ? print_double_complex(text) : text;
}

std::string print_complex_negation(const std::string& complex) {
  return fmt::format("negative_complex({})", complex);
}

std::string print_magnitude(const typing::Arithmetic& arithmetic, const std::string& operand) {
  return arithmetic.computed_as == ValueType::Complex
             ? fmt::format("magnitude_complex({}, {})", operand, kFailedReference)
             : fmt::format("magnitude_{}({})", c_type_of(arithmetic.computed_as), operand);
}

std::string print_complex_truth(const std::string& complex) {
  return fmt::format("is_nonzero_complex({})", complex);
}

std::string print_complex_equality(ValueType type, const std::string& left,
                                   const std::string& right) {
  return fmt::format("are_equal_{}({}, {})", c_type_of(type), left, right);
}

// The quotients are those of CPython's complex_div and of NumPy's inner loop, which its scalars run
// too: it orders the parts of the divisor, which is invalid if one is a NaN. A division stays under
// its test: done in vain it would raise flags. Where NumPy multiplies as arrays one operand is
// real, so one of the two products of each part is a zero or a NaN, and only the sign of a part
// that comes to zero tells whether the other one was rounded first. Both take the magnitude from
// the C library; of constants a compiler would compute another one.
std::string_view complex_prelude() {
  return R"(typedef struct { f64 real; f64 imag; } c128;
typedef struct { f32 real; f32 imag; } c64;
INLINE void raise_invalid(void) { keep(keep(0.0) / keep(0.0)); }
#define COMPLEX_OPERATIONS(complex, part) \
  INLINE complex complex##_of(part real, part imag) { \
    const complex value = {real, imag}; \
    return value; \
  } \
  INLINE complex keep_##complex(complex value) { \
    return complex##_of((part)keep(value.real), (part)keep(value.imag)); \
  } \
  INLINE complex add_##complex(complex left, complex right) { \
    return complex##_of(left.real + right.real, left.imag + right.imag); \
  } \
  INLINE complex subtract_##complex(complex left, complex right) { \
    return complex##_of(left.real - right.real, left.imag - right.imag); \
  } \
  INLINE complex multiply_##complex(complex left, complex right) { \
    return complex##_of(left.real * right.real - left.imag * right.imag, \
                        left.real * right.imag + left.imag * right.real); \
  } \
  INLINE complex multiply_arrays_##complex(complex left, complex right, int* failed) { \
    const complex product = multiply_##complex(left, right); \
    *failed |= product.real == 0 && left.real != 0 && right.real != 0; \
    *failed |= product.imag == 0 && ((left.real != 0 && right.imag != 0) || \
                                     (left.imag != 0 && right.real != 0)); \
    return product; \
  } \
  INLINE complex divide_##complex(complex left, complex right) { \
    if (right.real != right.real || right.imag != right.imag) raise_invalid(); \
    if (__builtin_fabs(right.real) >= __builtin_fabs(right.imag)) { \
      const part divisor = (part)keep(right.real); \
      if (divisor == 0) { \
        const part zero = (part)__builtin_fabs(divisor); \
        return complex##_of(left.real / zero, left.imag / zero); \
      } \
      const part ratio = right.imag / divisor; \
      const part factor = 1 / (divisor + right.imag * ratio); \
      return complex##_of((left.real + left.imag * ratio) * factor, \
                          (left.imag - left.real * ratio) * factor); \
    } \
    const part divisor = (part)keep(right.imag); \
    const part ratio = right.real / divisor; \
    const part factor = 1 / (divisor + right.real * ratio); \
    return complex##_of((left.real * ratio + left.imag) * factor, \
                        (left.imag * ratio - left.real) * factor); \
  } \
  INLINE int is_zero_##complex(complex value) { return value.real == 0 && value.imag == 0; } \
  INLINE complex square_##complex(complex base) { \
    return is_zero_##complex(base) ? complex##_of(0, 0) : multiply_##complex(base, base); \
  } \
  INLINE complex cube_##complex(complex base) { \
    return is_zero_##complex(base) ? complex##_of(0, 0) \
                                   : multiply_##complex(base, multiply_##complex(base, base)); \
  } \
  INLINE int are_equal_##complex(complex left, complex right) { \
    return left.real == right.real && left.imag == right.imag; \
  }
COMPLEX_OPERATIONS(c128, f64)
COMPLEX_OPERATIONS(c64, f32)
INLINE c128 divide_complex(c128 left, c128 right, int* failed) {
  if (__builtin_fabs(right.real) >= __builtin_fabs(right.imag)) {
    const f64 divisor = keep(right.real);
    *failed |= divisor == 0;
    const f64 ratio = right.imag / divisor;
    const f64 scale = divisor + right.imag * ratio;
    return c128_of((left.real + left.imag * ratio) / scale,
                   (left.imag - left.real * ratio) / scale);
  }
  if (__builtin_fabs(right.imag) >= __builtin_fabs(right.real)) {
    const f64 divisor = keep(right.imag);
    const f64 ratio = right.real / divisor;
    const f64 scale = right.real * ratio + divisor;
    return c128_of((left.real * ratio + left.imag) / scale,
                   (left.imag * ratio - left.real) / scale);
  }
  return c128_of(__builtin_nan(""), __builtin_nan(""));
}
INLINE c128 power_complex(c128 base, i64 exponent, int* failed) {
  const i64 count = exponent < 0 ? -exponent : exponent;
  c128 power = c128_of(1, 0);
  c128 factor = base;
  for (i64 bit = 1; bit <= count; bit *= 2) {
    if ((count & bit) != 0) power = multiply_c128(power, factor);
    if (bit * 2 <= count) factor = multiply_c128(factor, factor);
  }
  if (exponent <= 0) power = divide_complex(c128_of(1, 0), power, failed);
  *failed |= __builtin_isinf(power.real) || __builtin_isinf(power.imag);
  return power;
}
INLINE f64 magnitude_c128(c128 value) {
  return __builtin_hypot(keep(value.real), keep(value.imag));
}
INLINE f64 magnitude_c64(c64 value) {
  return __builtin_hypotf((f32)keep(value.real), (f32)keep(value.imag));
}
INLINE f64 magnitude_complex(c128 value, int* failed) {
  const f64 magnitude = magnitude_c128(value);
  *failed |= __builtin_isinf(magnitude) && are_finite(value.real, value.imag);
  return magnitude;
}
INLINE c128 negative_complex(c128 value) { return c128_of(-value.real, -value.imag); }
INLINE int is_nonzero_complex(c128 value) { return value.real != 0 || value.imag != 0; }
INLINE c64 exact_single_complex(c128 value) { return c64_of((f32)value.real, (f32)value.imag); }
INLINE c64 single_complex(c128 value, int* failed) {
  return c64_of(single_of(value.real, failed), single_of(value.imag, failed));
}
INLINE c128 double_complex(c64 value) { return c128_of(value.real, value.imag); }
)";
}

}  // namespace autopar::codegen
