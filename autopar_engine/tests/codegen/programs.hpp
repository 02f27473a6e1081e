#pragma once

#include <cstdint>
#include <string>

#include "loop_ir/loop_nest.hpp"
#include "tests/codegen/call.hpp"

namespace autopar::codegen {

// The programs of these tests, from Python text, and what they do as plain C++ loops over the
// arrays of a call. What a function returns may be read after its loop.

[[nodiscard]] loop_ir::LoopNest saxpy();
[[nodiscard]] Call saxpy_call(const loop_ir::LoopNest& nest, std::int64_t n,
                              const std::string& order);
void run_saxpy(Call& call);

[[nodiscard]] loop_ir::LoopNest gemm();
struct Size {
  std::int64_t n, m, p;
};
[[nodiscard]] Call gemm_call(const loop_ir::LoopNest& nest, const Size& size,
                             const std::string& order);
void run_gemm(Call& call);

// Returns i, j, k and the accumulator s.
[[nodiscard]] loop_ir::LoopNest gemm_with_accumulator();
// Returns the last s.
double run_gemm_with_accumulator(Call& call);

[[nodiscard]] loop_ir::LoopNest jacobi_2d();
// p steps on n times m.
[[nodiscard]] Call jacobi_2d_call(const loop_ir::LoopNest& nest, const Size& size,
                                  const std::string& order);
void run_jacobi_2d(Call& call);

// Returns total and i.
[[nodiscard]] loop_ir::LoopNest total();

// z = z * z + c, n times; returns z.
[[nodiscard]] loop_ir::LoopNest iterated_square();

// z = log(z) of cmath, n times; returns z.
[[nodiscard]] loop_ir::LoopNest iterated_logarithm();

// Counts down by two, and returns i.
[[nodiscard]] loop_ir::LoopNest backwards();

[[nodiscard]] loop_ir::LoopNest triangle();

// A scalar that a parallel loop reads, and one that it leaves to the statement after it.
[[nodiscard]] loop_ir::LoopNest scalars_across_loops();

}  // namespace autopar::codegen
