#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "loop_ir/expression.hpp"
#include "typing/arithmetic.hpp"
#include "typing/numpy_functions.hpp"
#include "typing/value_types.hpp"

namespace autopar::codegen {

// Operations on texts of C. Those that may meet a case which only CPython handles (an int beyond 64
// bits, a division by zero) check for it: they set `failed`, an int of the function around them,
// and give any value of their type. Whoever runs the text then has to put everything back.

// The name by which a text tells that it has checks, and so needs a variable `failed`.
inline constexpr std::string_view kFailedReference = "&failed";

[[nodiscard]] inline bool has_checks(std::string_view text) {
  return text.find(kFailedReference) != std::string_view::npos;
}

// The type of C in which a text holds a value: i64, f64 or c128 (complex_operations.hpp).
[[nodiscard]] std::string_view c_type_of(typing::Representation representation);

// The functions behind the checks, for C.
[[nodiscard]] std::string_view check_prelude();

// left op right on operands of the type that the arithmetic is computed as: i64 for integers, f64
// for floats, f32 for a numpy.float32; the result is an f64 then too. Of complex numbers as
// print_complex_arithmetic. is_proved: the result needs no check of its range.
[[nodiscard]] std::string print_arithmetic(loop_ir::BinaryOperator op,
                                           const typing::Arithmetic& arithmetic,
                                           const std::string& left, const std::string& right,
                                           bool is_proved);

// -operand, of a type that is not complex.
[[nodiscard]] std::string print_negation(const typing::Arithmetic& arithmetic,
                                         const std::string& operand, bool is_proved);

// The place in [0, extent) that a Python subscript means.
[[nodiscard]] std::string print_place(const std::string& index, const std::string& extent);

// upper - lower; 0 unless 0 <= lower <= upper <= extent, which is checked.
[[nodiscard]] std::string print_slice_length(const std::string& lower, const std::string& upper,
                                             const std::string& extent);

// The first of two lengths, of which as many steps have to be taken; else 0.
[[nodiscard]] std::string print_equal_count(const std::string& length, std::int64_t step,
                                            const std::string& other_length,
                                            std::int64_t other_step);

// An i64 as the same number in f64, or in the 24 bits of a float32.
[[nodiscard]] std::string print_exact_real(const std::string& integer);
[[nodiscard]] std::string print_exact_single(const std::string& integer);

// A function of the C library; arguments of two that are not finite, and a result that is not,
// fail.
[[nodiscard]] std::string print_library_call(std::string_view function,
                                             const std::string& argument);
[[nodiscard]] std::string print_library_call(std::string_view function, const std::string& first,
                                             const std::string& second);

// One of NumPy's inner loops on one element; operands are f32 or f64 as the loop's type is. The
// result is an f64.
[[nodiscard]] std::string print_inner_loop_call(const typing::InnerLoop& loop,
                                                const std::vector<std::string>& operands);

// The functions behind those calls, for C.
[[nodiscard]] std::string_view inner_loop_prelude();

// A function of the C library whose result is near that of the function of the source, as f64;
// operands are f64. A result that is NaN, infinite or in the last binade of the type (from 2^1023
// on; 2^127 for a float32) fails, unless an operand is NaN: whether there is an error or a warning
// is not ours to say.
[[nodiscard]] std::string print_near_call(std::string_view function,
                                          const std::vector<std::string>& operands,
                                          typing::ValueType type);

// The functions behind those calls, for C, after check_prelude().
[[nodiscard]] bool has_near_calls(std::string_view text);
[[nodiscard]] std::string_view near_prelude();

// An i64 that must not be 0; then it is 1.
[[nodiscard]] std::string print_nonzero(const std::string& integer);

// An f64 as the nearest float32, of type f32; an infinite one only if it was infinite before.
[[nodiscard]] std::string print_single(const std::string& real);

// A u64 as an i64.
[[nodiscard]] std::string print_signed(const std::string& integer);

// An f64 as the int that int() makes of it.
[[nodiscard]] std::string print_truncation(const std::string& real);

// An i64 that has to be a value of the type.
[[nodiscard]] std::string print_within(typing::ValueType type, const std::string& integer);

// A literal of type i64.
[[nodiscard]] std::string integer_text(std::int64_t value);

}  // namespace autopar::codegen
