#include "driver/kernel_source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace autopar::driver {
namespace {

using codegen::Dialect;
using testing::HasSubstr;

constexpr const char* kPrograms =
    "def saxpy(a, x, y):\n"
    "    for i in range(len(x)):\n"
    "        y[i] = a * x[i] + y[i]\n"
    "def gemm(a, b, c, n):\n"
    "    for i in range(n):\n"
    "        for j in range(n):\n"
    "            for k in range(n):\n"
    "                c[i, j] += a[i, k] * b[k, j]\n"
    "def jacobi_2d(a, b, n, steps):\n"
    "    for t in range(steps):\n"
    "        for i in range(1, n - 1):\n"
    "            for j in range(1, n - 1):\n"
    "                b[i, j] = 0.2 * (a[i, j] + a[i, j - 1] + a[i, j + 1] + a[i - 1, j] "
    "+ a[i + 1, j])\n"
    "        for i in range(1, n - 1):\n"
    "            for j in range(1, n - 1):\n"
    "                a[i, j] = b[i, j]\n";

KernelSource source_of(const std::string& text, Dialect dialect) {
  return print_kernel_source(explain({"test.py", text}).value(), dialect);
}

TEST(KernelSource, the_three_programs_print_in_every_dialect) {
  for (const Dialect dialect : {Dialect::C, Dialect::Cuda, Dialect::Opencl}) {
    const KernelSource source = source_of(kPrograms, dialect);
    EXPECT_EQ(source.printed_nests, 3u) << source.text;
  }
  EXPECT_THAT(source_of(kPrograms, Dialect::Cuda).text, HasSubstr("__global__"));
  EXPECT_THAT(source_of(kPrograms, Dialect::Opencl).text, HasSubstr("__kernel"));
}

TEST(KernelSource, the_assumptions_stand_at_the_head) {
  const std::string text = source_of(kPrograms, Dialect::C).text;
  EXPECT_THAT(text, testing::StartsWith("// Printed without a call to ask"));
  EXPECT_THAT(text, HasSubstr("// test.py:2, in saxpy\n//   loop at line 2: DOALL\n//     if "));
}

TEST(KernelSource, a_loop_that_is_not_compiled_says_why) {
  const KernelSource source = source_of("for i in range(3):\n    print(i)\n", Dialect::C);
  EXPECT_EQ(source.printed_nests, 0u);
  EXPECT_THAT(source.text, HasSubstr("// not compiled: "));
}

}  // namespace
}  // namespace autopar::driver
