#pragma once

#include <string>
#include <string_view>

#include "loop_ir/expression.hpp"
#include "typing/arithmetic.hpp"
#include "typing/complex_powers.hpp"
#include "typing/value_types.hpp"

namespace autopar::codegen {

// Operations on texts of complex numbers. A c128 is a struct of two f64, `real` and `imag`, a c64
// one of two f32. The parts are computed one operation at a time, as CPython and NumPy's scalars do
// it: nothing is recovered from a NaN, nothing contracted.

// The functions behind the texts, for C, after check_prelude().
[[nodiscard]] std::string_view complex_prelude();

// A c128 of two f64.
[[nodiscard]] std::string print_complex(const std::string& real, const std::string& imaginary);

// A c64 of a c128. is_exact: its parts are values of float32; otherwise one that becomes infinite
// fails, unless it was infinite before.
[[nodiscard]] std::string print_single_complex(const std::string& complex, bool is_exact);

// A c64 of an f32.
[[nodiscard]] std::string print_single_complex_of_real(const std::string& real);

// A c128 of a c64.
[[nodiscard]] std::string print_double_complex(const std::string& single);

// left op right on operands of the type that the arithmetic is computed as: c64 for a
// numpy.complex64, else c128. The result is a c128.
[[nodiscard]] std::string print_complex_arithmetic(loop_ir::BinaryOperator op,
                                                   const typing::Arithmetic& arithmetic,
                                                   const std::string& left,
                                                   const std::string& right);

// base ** n, a c128. base: c64 for a numpy.complex64, else a c128. One of Python's complex numbers
// that becomes infinite fails, and so does 0 with an exponent below 0.
[[nodiscard]] std::string print_complex_power(const typing::ComplexPower& power,
                                              const std::string& base);

// Of a c128.
[[nodiscard]] std::string print_complex_negation(const std::string& complex);

// The magnitude of an operand of the type that the arithmetic is computed as, as an f64. One of
// Python's complex numbers that overflows fails.
[[nodiscard]] std::string print_magnitude(const typing::Arithmetic& arithmetic,
                                          const std::string& operand);

// Whether a c128 counts as true, and whether two operands of the type are equal: c64 for a
// numpy.complex64, else c128. Ints of C.
[[nodiscard]] std::string print_complex_truth(const std::string& complex);
[[nodiscard]] std::string print_complex_equality(typing::ValueType type, const std::string& left,
                                                 const std::string& right);

}  // namespace autopar::codegen
