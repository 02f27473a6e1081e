#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace autopar::codegen {

// Functions of the module cmath on texts. Each calls the functions of the C library that CPython
// calls, in its order, as CPython does for finite operands and results far from the smallest and
// the largest floats. All other cases, among them those in which CPython raises, fail.

// The functions behind the calls, for C, after complex_prelude().
[[nodiscard]] std::string_view complex_functions_prelude();

// The function of that name (typing/complex_functions.hpp) of operands in C's type of its
// arguments: f64 where it takes floats, else c128. Gives a c128, an f64 for `phase` and an i64 for
// tests.
[[nodiscard]] std::string print_complex_function(std::string_view name,
                                                 const std::vector<std::string>& operands);

// Whether a text has such calls.
[[nodiscard]] bool has_complex_functions(std::string_view text);

}  // namespace autopar::codegen
