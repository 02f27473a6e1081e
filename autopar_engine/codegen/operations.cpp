#include "codegen/operations.hpp"

#include <fmt/format.h>

#include <limits>

#include "autopar/check.hpp"
#include "codegen/complex_operations.hpp"

namespace autopar::codegen {
namespace {

using loop_ir::BinaryOperator;
using typing::Arithmetic;
using typing::ValueType;

std::string_view symbol_of(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::Add:
      return "+";
    case BinaryOperator::Subtract:
      return "-";
    case BinaryOperator::Multiply:
      return "*";
    case BinaryOperator::TrueDivide:
      return "/";
    case BinaryOperator::BitAnd:
      return "&";
    case BinaryOperator::BitOr:
      return "|";
    case BinaryOperator::BitXor:
      return "^";
    default:
      return "";
  }
}

// The name of the function that computes it with a check.
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
    case BinaryOperator::FloorDivide:
      return "floor_divide";
    case BinaryOperator::Modulo:
      return "modulo";
    case BinaryOperator::Power:
      return "power";
    case BinaryOperator::LeftShift:
      return "shift_left";
    case BinaryOperator::RightShift:
      return "shift_right";
    default:
      break;
  }
  throw_internal_error("op", "an operator that typing takes", __FILE__, __LINE__);
}

bool is_ring(BinaryOperator op) {
  return op == BinaryOperator::Add || op == BinaryOperator::Subtract ||
         op == BinaryOperator::Multiply;
}

std::string checked(BinaryOperator op, std::string_view kind, const std::string& left,
                    const std::string& right) {
  return fmt::format("{}_{}({}, {}, {})", word_of(op), kind, left, right, kFailedReference);
}

std::string plain(BinaryOperator op, const std::string& left, const std::string& right) {
  return fmt::format("({} {} {})", left, symbol_of(op), right);
}

std::string print_integer(BinaryOperator op, ValueType type, const std::string& left,
                          const std::string& right, bool is_proved) {
  if (!is_ring(op) && !symbol_of(op).empty()) {
    return plain(op, left, right);
  }
  if (is_ring(op) && is_proved) {
    return plain(op, left, right);
  }
  const std::string result = checked(op, "int", left, right);
  return is_proved ? result : print_within(type, result);
}

std::string print_real(BinaryOperator op, ValueType type, const std::string& left,
                       const std::string& right) {
  const bool is_plain =
      is_ring(op) || (op == BinaryOperator::TrueDivide && type != ValueType::Float);
  if (type == ValueType::NumpyFloat32 && op == BinaryOperator::Power) {
    return print_near_call("pow", {"(f64)" + left, "(f64)" + right}, type);
  }
  if (type == ValueType::NumpyFloat32) {
    AUTOPAR_CHECK(is_plain, "an operator that typing takes on a numpy.float32");
    return fmt::format("((f64)({} {} {}))", left, symbol_of(op), right);
  }
  return is_plain ? plain(op, left, right) : checked(op, "float", left, right);
}

}  // namespace

std::string_view c_type_of(typing::Representation representation) {
  switch (representation) {
    case typing::Representation::Int64:
      return "i64";
    case typing::Representation::Double:
      return "f64";
    case typing::Representation::Complex:
      return "c128";
  }
  throw_internal_error("representation", "one of the list", __FILE__, __LINE__);
}

std::string integer_text(std::int64_t value) {
  if (value == std::numeric_limits<std::int64_t>::min()) {
    return "(-(i64)9223372036854775807 - 1)";
  }
  return value < 0 ? fmt::format("(-(i64){})", -value) : fmt::format("(i64){}", value);
}

std::string print_arithmetic(BinaryOperator op, const Arithmetic& arithmetic,
                             const std::string& left, const std::string& right, bool is_proved) {
  if (typing::is_complex(arithmetic.computed_as)) {
    return print_complex_arithmetic(op, arithmetic, left, right);
  }
  return typing::is_real(arithmetic.computed_as)
             ? print_real(op, arithmetic.computed_as, left, right)
             : print_integer(op, arithmetic.computed_as, left, right, is_proved);
}

std::string print_negation(const Arithmetic& arithmetic, const std::string& operand,
                           bool is_proved) {
  if (typing::is_real(arithmetic.computed_as) || is_proved) {
    return fmt::format("(-{})", operand);
  }
  return print_integer(BinaryOperator::Subtract, arithmetic.computed_as, "(i64)0", operand, false);
}

std::string print_place(const std::string& index, const std::string& extent) {
  return fmt::format("place_in({}, {}, {})", index, extent, kFailedReference);
}

std::string print_slice_length(const std::string& lower, const std::string& upper,
                               const std::string& extent) {
  return fmt::format("slice_length({}, {}, {}, {})", lower, upper, extent, kFailedReference);
}

std::string print_equal_count(const std::string& length, std::int64_t step,
                              const std::string& other_length, std::int64_t other_step) {
  return fmt::format("equal_count({}, {}, {}, {}, {})", length, integer_text(step), other_length,
                     integer_text(other_step), kFailedReference);
}

std::string print_exact_real(const std::string& integer) {
  return fmt::format("exact_real({}, {})", integer, kFailedReference);
}

std::string print_exact_single(const std::string& integer) {
  return fmt::format("exact_single({}, {})", integer, kFailedReference);
}

std::string print_library_call(std::string_view function, const std::string& argument) {
  return fmt::format("finite_result({}({}), {})", function, argument, kFailedReference);
}

std::string print_library_call(std::string_view function, const std::string& first,
                               const std::string& second) {
  return fmt::format("finite_result({}(finite_result({}, {}), finite_result({}, {})), {})",
                     function, first, kFailedReference, second, kFailedReference, kFailedReference);
}

std::string print_nonzero(const std::string& integer) {
  return fmt::format("nonzero({}, {})", integer, kFailedReference);
}

std::string print_single(const std::string& real) {
  return fmt::format("single_of({}, {})", real, kFailedReference);
}

std::string print_signed(const std::string& integer) {
  return fmt::format("signed_of({}, {})", integer, kFailedReference);
}

std::string print_truncation(const std::string& real) {
  return fmt::format("truncated({}, {})", real, kFailedReference);
}

std::string print_within(ValueType type, const std::string& integer) {
  const loop_ir::IntegerRange range = typing::values_of(type);
  if (range == typing::values_of(ValueType::Int)) {
    return integer;
  }
  return fmt::format("within({}, {}, {}, {})", integer, integer_text(range.lower),
                     integer_text(range.upper), kFailedReference);
}

// What a float operation does here is what CPython's float_floor_div and float_rem do, and NumPy's
// scalars likewise, for a finite divisor other than zero.
std::string_view check_prelude() {
  return R"(LIBRARY f64 acos(f64 x);
LIBRARY f64 acosh(f64 x);
LIBRARY f64 asin(f64 x);
LIBRARY f64 asinh(f64 x);
LIBRARY f64 atan(f64 x);
LIBRARY f64 atan2(f64 y, f64 x);
LIBRARY f64 atanh(f64 x);
LIBRARY f64 copysign(f64 x, f64 sign);
LIBRARY f64 cos(f64 x);
LIBRARY f64 cosh(f64 x);
LIBRARY f64 erf(f64 x);
LIBRARY f64 erfc(f64 x);
LIBRARY f64 exp(f64 x);
LIBRARY f64 expm1(f64 x);
LIBRARY f64 fabs(f64 x);
LIBRARY f64 fmod(f64 one, f64 other);
LIBRARY f64 log(f64 x);
LIBRARY f64 log10(f64 x);
LIBRARY f64 log1p(f64 x);
LIBRARY f64 log2(f64 x);
LIBRARY f64 pow(f64 base, f64 exponent);
LIBRARY f64 sin(f64 x);
LIBRARY f64 sinh(f64 x);
LIBRARY f64 sqrt(f64 x);
LIBRARY f64 tan(f64 x);
LIBRARY f64 tanh(f64 x);
INLINE i64 add_int(i64 left, i64 right, int* failed) {
  i64 sum;
  *failed |= __builtin_add_overflow(left, right, &sum);
  return sum;
}
INLINE i64 subtract_int(i64 left, i64 right, int* failed) {
  i64 difference;
  *failed |= __builtin_sub_overflow(left, right, &difference);
  return difference;
}
INLINE i64 multiply_int(i64 left, i64 right, int* failed) {
  i64 product;
  *failed |= __builtin_mul_overflow(left, right, &product);
  return product;
}
INLINE i64 floor_divide_int(i64 left, i64 right, int* failed) {
  if (right == 0 || (right == -1 && left == -0x7fffffffffffffff - 1)) {
    *failed = 1;
    return 0;
  }
  return left / right - (left % right != 0 && (left < 0) != (right < 0));
}
INLINE i64 modulo_int(i64 left, i64 right, int* failed) {
  if (right == 0 || right == -1) {
    *failed |= right == 0;
    return 0;
  }
  const i64 rest = left % right;
  return rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest;
}
INLINE i64 power_int(i64 base, i64 exponent, int* failed) {
  i64 result = 1;
  *failed |= exponent < 0;
  while (exponent > 0) {
    if (exponent & 1) result = multiply_int(result, base, failed);
    exponent >>= 1;
    if (exponent > 0) base = multiply_int(base, base, failed);
  }
  return result;
}
INLINE i64 shift_left_int(i64 left, i64 right, int* failed) {
  if (left == 0 && right >= 0) return 0;
  if (right < 0 || right > 62 || ((left << right) >> right) != left) {
    *failed = 1;
    return 0;
  }
  return left << right;
}
INLINE i64 shift_right_int(i64 left, i64 right, int* failed) {
  *failed |= right < 0;
  return left >> (right < 0 || right > 63 ? 63 : right);
}
INLINE int are_finite(f64 one, f64 other) {
  return __builtin_isfinite(one) && __builtin_isfinite(other);
}
INLINE f64 finite_result(f64 value, int* failed) {
  *failed |= !__builtin_isfinite(value);
  return value;
}
INLINE f64 divide_float(f64 left, f64 right, int* failed) {
  *failed |= right == 0;
  return left / right;
}
INLINE f64 modulo_float(f64 left, f64 right, int* failed) {
  if (right == 0 || !are_finite(left, right)) {
    *failed = 1;
    return 0;
  }
  const f64 rest = fmod(left, right);
  if (rest == 0) return __builtin_copysign(0.0, right);
  return (rest < 0) != (right < 0) ? rest + right : rest;
}
INLINE f64 floor_divide_float(f64 left, f64 right, int* failed) {
  if (right == 0 || !are_finite(left, right)) {
    *failed = 1;
    return 0;
  }
  const f64 rest = fmod(left, right);
  f64 quotient = (left - rest) / right;
  if (rest != 0 && (rest < 0) != (right < 0)) quotient -= 1.0;
  if (quotient == 0) return __builtin_copysign(0.0, left / right);
  const f64 whole = __builtin_floor(quotient);
  return quotient - whole > 0.5 ? whole + 1.0 : whole;
}
INLINE f64 power_float(f64 base, f64 exponent, int* failed) {
  const f64 result = pow(base, exponent);
  const int is_real = base > 0 || (exponent == __builtin_floor(exponent) && base != 0) ||
                      (base == 0 && exponent >= 0);
  const int is_normal = __builtin_fabs(result) >= 0x1p-1022 || base == 0;
  *failed |= !are_finite(base, exponent) || !is_real || !is_normal || !are_finite(result, 0.0);
  return result;
}
INLINE i64 place_in(i64 index, i64 extent, int* failed) {
  const i64 place = index < 0 ? index + extent : index;
  if ((u64)place < (u64)extent) return place;
  *failed = 1;
  return 0;
}
INLINE i64 slice_length(i64 lower, i64 upper, i64 extent, int* failed) {
  if (0 <= lower && lower <= upper && upper <= extent) return upper - lower;
  *failed = 1;
  return 0;
}
INLINE i64 equal_count(i64 length, i64 step, i64 other, i64 other_step, int* failed) {
  if ((length + step - 1) / step == (other + other_step - 1) / other_step) return length;
  *failed = 1;
  return 0;
}
INLINE f64 exact_real(i64 value, int* failed) {
  *failed |= value < -0x20000000000000 || value > 0x20000000000000;
  return (f64)value;
}
INLINE f64 exact_single(i64 value, int* failed) {
  *failed |= value < -0x1000000 || value > 0x1000000;
  return (f64)value;
}
INLINE i64 truncated(f64 value, int* failed) {
  if (value > -0x1p+63 && value < 0x1p+63) return (i64)value;
  *failed = 1;
  return 0;
}
INLINE i64 nonzero(i64 value, int* failed) {
  *failed |= value == 0;
  return value == 0 ? 1 : value;
}
INLINE f32 single_of(f64 value, int* failed) {
  const f32 single = (f32)value;
  *failed |= __builtin_isinf(single) && !__builtin_isinf(value);
  return single;
}
INLINE i64 signed_of(u64 value, int* failed) {
  *failed |= value > 0x7fffffffffffffff;
  return (i64)value;
}
INLINE void count_to_failure(i64* ticks, int* failed) {
  *ticks += 1;
  *failed |= *ticks > 0x200000000;
}
INLINE i64 within(i64 value, i64 lowest, i64 highest, int* failed) {
  *failed |= value < lowest || value > highest;
  return value;
}
)";
}

}  // namespace autopar::codegen
