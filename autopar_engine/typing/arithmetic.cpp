#include "typing/arithmetic.hpp"

#include <algorithm>
#include <optional>

namespace autopar::typing {
namespace {

using loop_ir::BinaryOperator;

using Answer = tl::expected<Arithmetic, std::string>;

tl::unexpected<std::string> refuse(std::string reason) {
  return tl::unexpected<std::string>(std::move(reason));
}

bool is_bitwise(BinaryOperator op) {
  return op == BinaryOperator::BitAnd || op == BinaryOperator::BitOr ||
         op == BinaryOperator::BitXor;
}

bool is_shift(BinaryOperator op) {
  return op == BinaryOperator::LeftShift || op == BinaryOperator::RightShift;
}

int width_bits(ValueType type) {
  switch (type) {
    case ValueType::NumpyInt8:
    case ValueType::NumpyUint8:
      return 8;
    case ValueType::NumpyInt16:
    case ValueType::NumpyUint16:
      return 16;
    case ValueType::NumpyInt32:
    case ValueType::NumpyUint32:
    case ValueType::NumpyFloat32:
      return 32;
    default:
      return 64;
  }
}

// NumPy's promotion of two of its integer types; float64 where no integer type holds both.
ValueType promote_integers(ValueType left, ValueType right) {
  if (is_unsigned(left) == is_unsigned(right)) {
    return std::max(left, right);
  }
  const ValueType unsigned_type = is_unsigned(left) ? left : right;
  const ValueType signed_type = is_unsigned(left) ? right : left;
  if (width_bits(signed_type) > width_bits(unsigned_type)) {
    return signed_type;
  }
  switch (unsigned_type) {
    case ValueType::NumpyUint8:
      return ValueType::NumpyInt16;
    case ValueType::NumpyUint16:
      return ValueType::NumpyInt32;
    case ValueType::NumpyUint32:
      return ValueType::NumpyInt64;
    default:
      return ValueType::NumpyFloat64;
  }
}

// A complex64 holds float32 and the integers of up to 16 bits.
ValueType promote_complex(ValueType complex, ValueType other) {
  if (is_complex(other)) {
    return std::max(complex, other);
  }
  const bool is_held =
      other == ValueType::NumpyFloat32 || (is_integer(other) && width_bits(other) <= 16);
  return is_held ? complex : ValueType::NumpyComplex128;
}

// A float32 holds the integers of up to 16 bits, others make both float64.
ValueType promote_scalars(ValueType left, ValueType right) {
  if (is_complex(left) || is_complex(right)) {
    return is_complex(left) ? promote_complex(left, right) : promote_complex(right, left);
  }
  if (is_real(left) && is_real(right)) {
    return std::max(left, right);
  }
  if (is_integer(left) && is_integer(right)) {
    return promote_integers(left, right);
  }
  const ValueType real = is_real(left) ? left : right;
  const ValueType integer = is_real(left) ? right : left;
  return real == ValueType::NumpyFloat32 && width_bits(integer) <= 16 ? real
                                                                      : ValueType::NumpyFloat64;
}

// Python's own numbers take the type of NumPy's scalar, if that is of their kind.
ValueType promote_with_python(ValueType numpy, ValueType python) {
  if (python == ValueType::Complex && !is_complex(numpy)) {
    return numpy == ValueType::NumpyFloat32 ? ValueType::NumpyComplex64
                                            : ValueType::NumpyComplex128;
  }
  return is_integer(numpy) && python == ValueType::Float ? ValueType::NumpyFloat64 : numpy;
}

ValueType widest_numpy_type_of_kind(ValueType python) {
  switch (python) {
    case ValueType::Float:
      return ValueType::NumpyFloat64;
    case ValueType::Complex:
      return ValueType::NumpyComplex128;
    default:
      return ValueType::NumpyInt64;
  }
}

// A bool takes the type of the other; with a number of Python's own, NumPy's bool becomes NumPy's
// type of that kind.
ValueType promote_bool(ValueType left, ValueType right) {
  const ValueType one = is_bool(left) ? left : right;
  const ValueType other = is_bool(left) ? right : left;
  if (is_bool(other)) {
    return ValueType::Int;
  }
  if (one == ValueType::NumpyBool && !is_numpy(other)) {
    return widest_numpy_type_of_kind(other);
  }
  return other;
}

Arithmetic same_type(ValueType type) { return {.computed_as = type, .results = only(type)}; }

Answer arithmetic_of_bools(BinaryOperator op) {
  if (!is_bitwise(op)) {
    return refuse("arithmetic on a numpy.bool");
  }
  return same_type(ValueType::NumpyBool);
}

// NumPy computes the power of such a scalar and a float as that of arrays, which squares where the
// exponent is 2.0.
bool takes_power_of_arrays(ValueType type) {
  return is_numpy_integer(type) || type == ValueType::NumpyBool;
}

// NumPy's scalars do themselves what comes to the type of one of them.
bool is_of_arrays(ValueType left, ValueType right, ValueType type) {
  const bool is_of_scalars = left == type || right == type;
  return is_numpy(type) &&
         (!is_of_scalars || left == ValueType::NumpyBool || right == ValueType::NumpyBool);
}

// Of two numbers that meet in this type.
Answer arithmetic_of_complex(BinaryOperator op, ValueType left, ValueType right, ValueType type) {
  switch (op) {
    case BinaryOperator::Add:
    case BinaryOperator::Subtract:
    case BinaryOperator::TrueDivide:
      return same_type(type);
    case BinaryOperator::Multiply: {
      Arithmetic arithmetic = same_type(type);
      arithmetic.is_product_of_arrays = is_of_arrays(left, right, type);
      return arithmetic;
    }
    default:
      return refuse("this operator on a complex number");
  }
}

Answer arithmetic_of_pair(BinaryOperator op, ValueType left, ValueType right, FloatMode mode) {
  if (is_bool(left) && is_bool(right) && (is_numpy(left) || is_numpy(right))) {
    return arithmetic_of_bools(op);
  }
  if (is_bitwise(op) && is_bool(left) && is_bool(right)) {
    return same_type(ValueType::Bool);
  }
  const ValueType type = promote(left, right);
  if (is_complex(type)) {
    return arithmetic_of_complex(op, left, right, type);
  }
  if (is_real(type) && (is_bitwise(op) || is_shift(op))) {
    return refuse("an operator on bits of a float");
  }
  const bool is_near_power = op == BinaryOperator::Power && mode != FloatMode::Exact;
  if (op == BinaryOperator::Power && is_real(type) && !is_near_power &&
      (takes_power_of_arrays(left) || takes_power_of_arrays(right))) {
    return refuse("a power of a NumPy integer and a float");
  }
  if (op == BinaryOperator::TrueDivide && is_integer(type)) {
    return type == ValueType::Int ? Arithmetic{.computed_as = ValueType::Float,
                                               .divides_ints = true,
                                               .results = only(ValueType::Float)}
                                  : same_type(ValueType::NumpyFloat64);
  }
  const bool is_step = op == BinaryOperator::Power || op == BinaryOperator::FloorDivide ||
                       op == BinaryOperator::Modulo;
  if (is_step && type == ValueType::NumpyFloat32 && !is_near_power) {
    return refuse("this operator on a numpy.float32");
  }
  return same_type(type);
}

// The type by whose rules both are computed, checks included; nothing if they differ.
std::optional<ValueType> join(ValueType one, ValueType other) {
  if (one == other) {
    return one;
  }
  const auto [first, second] = std::minmax(one, other);
  const bool is_alike = (first == ValueType::Int && second == ValueType::NumpyInt64) ||
                        (first == ValueType::Float && second == ValueType::NumpyFloat64) ||
                        (first == ValueType::Complex && second == ValueType::NumpyComplex128);
  return is_alike ? std::optional(first) : std::nullopt;
}

std::optional<ValueType> join(BinaryOperator op, ValueType one, ValueType other) {
  const bool are_two_quotients =
      op == BinaryOperator::TrueDivide && is_complex(one) && one != other;
  return are_two_quotients ? std::nullopt : join(one, other);
}

}  // namespace

ValueType promote(ValueType left, ValueType right) {
  if (left == ValueType::Complex && right == ValueType::NumpyFloat64) {
    return left;
  }
  if (is_bool(left) || is_bool(right)) {
    return promote_bool(left, right);
  }
  if (!is_numpy(left) && !is_numpy(right)) {
    return std::max(left, right);
  }
  if (is_numpy(left) && is_numpy(right)) {
    return promote_scalars(left, right);
  }
  return is_numpy(left) ? promote_with_python(left, right) : promote_with_python(right, left);
}

ValueType least_result(BinaryOperator op) {
  if (is_bitwise(op)) {
    return ValueType::Bool;
  }
  return op == BinaryOperator::TrueDivide ? ValueType::Float : ValueType::Int;
}

Answer arithmetic_of(BinaryOperator op, ValueTypes left, ValueTypes right, FloatMode mode) {
  if (op == BinaryOperator::MatrixMultiply) {
    return refuse("the operator @");
  }
  std::optional<Arithmetic> joined;
  bool follows_operands = true;
  for (const ValueType left_type : all_of<ValueType>()) {
    for (const ValueType right_type : all_of<ValueType>()) {
      if (!left.contains(left_type) || !right.contains(right_type)) {
        continue;
      }
      const Answer pair = arithmetic_of_pair(op, left_type, right_type, mode);
      if (!pair) {
        return pair;
      }
      const ValueType latest = std::max({left_type, right_type, least_result(op)});
      follows_operands = follows_operands && pair->results == only(latest);
      if (!joined) {
        joined = *pair;
        continue;
      }
      const auto type = join(op, joined->computed_as, pair->computed_as);
      if (!type) {
        return refuse("a value of several kinds, as the data decides");
      }
      joined->computed_as = *type;
      joined->divides_ints = joined->divides_ints || pair->divides_ints;
      joined->is_product_of_arrays = joined->is_product_of_arrays || pair->is_product_of_arrays;
      joined->results.insert(pair->results);
    }
  }
  if (!joined) {
    return Arithmetic{};
  }
  if (!single_type(joined->results) && !follows_operands) {
    return refuse("a result whose type the data decides");
  }
  return *joined;
}

Answer sign_arithmetic(ValueTypes operand) {
  std::optional<Arithmetic> joined;
  for (const ValueType each : all_of<ValueType>()) {
    if (!operand.contains(each)) {
      continue;
    }
    if (each == ValueType::NumpyBool) {
      return refuse("a sign before a numpy.bool");
    }
    const ValueType type = is_bool(each) ? ValueType::Int : each;
    const auto computed = joined ? join(joined->computed_as, type) : std::optional(type);
    if (!computed) {
      return refuse("a value of several kinds, as the data decides");
    }
    joined =
        Arithmetic{.computed_as = *computed, .results = joined ? joined->results : ValueTypes()};
    joined->results.insert(type);
  }
  return joined.value_or(Arithmetic{});
}

Answer part_arithmetic(ValueTypes operand) {
  std::optional<Arithmetic> joined;
  for (const ValueType each : all_of<ValueType>()) {
    if (!operand.contains(each)) {
      continue;
    }
    const auto computed = joined ? join(joined->computed_as, each) : std::optional(each);
    if (!is_complex(each) || !computed) {
      return refuse("a value of several kinds, as the data decides");
    }
    joined =
        Arithmetic{.computed_as = *computed, .results = joined ? joined->results : ValueTypes()};
    joined->results.insert(type_of_part(each));
  }
  return joined.value_or(Arithmetic{});
}

Answer inversion_arithmetic(ValueTypes operand) {
  const bool is_taken = !any_type(operand, [](ValueType type) {
    return is_inexact(type) || type == ValueType::Bool || is_unsigned(type);
  });
  const bool is_bool = any_type(operand, [](ValueType type) { return typing::is_bool(type); });
  if (!is_taken || (is_bool && !single_type(operand))) {
    return refuse("~ on this type");
  }
  return Arithmetic{.computed_as = is_bool ? ValueType::NumpyBool : ValueType::Int,
                    .results = operand};
}

}  // namespace autopar::typing
