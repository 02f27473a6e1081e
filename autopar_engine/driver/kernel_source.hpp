#pragma once

#include <string>

#include "codegen/dialect.hpp"
#include "driver/explain.hpp"

namespace autopar::driver {

struct KernelSource {
  // One section a nest, each a translation unit of its own; a nest that is not compiled is a
  // comment that says why.
  std::string text;
  std::size_t printed_nests = 0;
};

// The kernels of all nests under the assumptions of assumed_facts.hpp and the guards of the
// verdicts, which stand as comments before each. Requires C, Cuda or Opencl.
[[nodiscard]] KernelSource print_kernel_source(const Explanation& explanation,
                                               codegen::Dialect dialect);

}  // namespace autopar::driver
