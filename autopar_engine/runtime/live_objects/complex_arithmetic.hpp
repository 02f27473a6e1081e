#pragma once

namespace autopar::runtime {

// Whether this interpreter and its NumPy compute with complex numbers as compiled code does
// (codegen/complex_operations.hpp): each product is rounded by itself, which need not be so where
// they were built for fused multiply-add; a real operand stands for one with an imaginary part of
// 0.0, and no part is recovered from a NaN, which was so up to some release of Python. Asks them
// once, by a few operations. Sets no Python exception.
[[nodiscard]] bool is_complex_arithmetic_plain() noexcept;

}  // namespace autopar::runtime
