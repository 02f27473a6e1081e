#pragma once

#include <cstdint>
#include <string>

#include "loop_ir/loop_nest.hpp"
#include "tests/codegen/call.hpp"

namespace autopar::codegen {

// The programs of these tests as nests, and what they do as plain C++ loops over the arrays of a
// call.

// for i in range(n): y[i] = a * x[i] + y[i]
[[nodiscard]] loop_ir::LoopNest saxpy();
[[nodiscard]] Call saxpy_call(const loop_ir::LoopNest& nest, std::int64_t n,
                              const std::string& order);
void run_saxpy(Call& call);

// for i, j, k in range(n), range(m), range(p): c[i, j] += a[i, k] * b[k, j]
[[nodiscard]] loop_ir::LoopNest gemm();
struct Size {
  std::int64_t n, m, p;
};
[[nodiscard]] Call gemm_call(const loop_ir::LoopNest& nest, const Size& size,
                             const std::string& order);
void run_gemm(Call& call);

// The same with an accumulator: s = 0.0; for k: s += a[i, k] * b[k, j]; c[i, j] = s
// i, j, k and s may be read afterwards.
[[nodiscard]] loop_ir::LoopNest gemm_with_accumulator();
// Returns the last s.
double run_gemm_with_accumulator(Call& call);

// for t in range(steps):
//   for i in range(1, n - 1): for j in range(1, a.shape[1] - 1): b[i, j] = 0.2 * (five of a)
//   for i in range(1, n - 1): for j in range(1, a.shape[1] - 1): a[i, j] = 0.2 * (five of b)
[[nodiscard]] loop_ir::LoopNest jacobi_2d();
// p steps on n times m.
[[nodiscard]] Call jacobi_2d_call(const loop_ir::LoopNest& nest, const Size& size,
                                  const std::string& order);
void run_jacobi_2d(Call& call);

// for i in range(n): total += x[i]          total and i may be read afterwards
[[nodiscard]] loop_ir::LoopNest total();

// for i in range(n - 1, -1, -2): y[i] = -x[i] / 3.0 + i * 7     i may be read afterwards
[[nodiscard]] loop_ir::LoopNest backwards();

// for i in range(n): for j in range(i): c[i, j] = c[j, i] * 2 - i
[[nodiscard]] loop_ir::LoopNest triangle();

// for t in range(steps): scale = t * 0.5; for i in range(n): last = x[i] * scale; y[i] = last
//                        z[t] = last        every scalar may be read afterwards
[[nodiscard]] loop_ir::LoopNest scalars_across_loops();

}  // namespace autopar::codegen
