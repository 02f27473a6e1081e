#pragma once

#include <string>
#include <tl/expected.hpp>

#include "autopar/float_mode.hpp"
#include "loop_ir/expression.hpp"
#include "typing/value_types.hpp"

namespace autopar::typing {

// How an operation on two values is carried out, the same for every pair of types that the data may
// decide on.
struct Arithmetic {
  // Both operands are converted to this type, and the operation is that of this type. Of Int, Float
  // and Complex: Python's, NumPy's own of the same width included, apart from the quotient of two
  // complex numbers, which NumPy rounds in another way.
  ValueType computed_as = ValueType::Int;
  // Division of ints by Python's rules: exact, so both have to be exact as doubles.
  bool divides_ints = false;
  // A product of a real and a complex scalar that NumPy computes as that of two arrays, perhaps
  // with fewer roundings: the bits are the same unless a part comes to zero by underflow.
  bool is_product_of_arrays = false;
  ValueTypes results;
};

// Of an operator on operands that may have these types: Python's rules, and NumPy's for two scalars
// of which one at least is NumPy's (NEP 50). The error names what is not compiled.
// Where results holds several types, the one at hand is latest_type of the operands' types.
// Outside of FloatMode::Exact there are powers whose bits are not those of NumPy's.
[[nodiscard]] tl::expected<Arithmetic, std::string> arithmetic_of(loop_ir::BinaryOperator op,
                                                                  ValueTypes left, ValueTypes right,
                                                                  FloatMode mode);

// The earliest type that a result of this operator has, if both operands have one that is earlier.
[[nodiscard]] ValueType least_result(loop_ir::BinaryOperator op);

// The type in which both operands of + meet: NumPy's promotion of two scalars, under which Python's
// own ints, floats and complex numbers take the type of NumPy's scalar if that is of their kind.
// Two bools count as ints. A Python complex meets a float64 to its right as it meets a Python
// float, since that is what a float64 is too.
[[nodiscard]] ValueType promote(ValueType left, ValueType right);

// Of -x and +x on these types, and of abs(x) if it is not complex; refused for NumPy's bools.
// computed_as as above.
[[nodiscard]] tl::expected<Arithmetic, std::string> sign_arithmetic(ValueTypes operand);

// Of abs(x), x.real and x.imag where x may be complex; refused where it may be something else, too.
[[nodiscard]] tl::expected<Arithmetic, std::string> part_arithmetic(ValueTypes operand);

// Of ~x: NumPy's bools, and signed integers, whose inverse is always in their range.
[[nodiscard]] tl::expected<Arithmetic, std::string> inversion_arithmetic(ValueTypes operand);

}  // namespace autopar::typing
