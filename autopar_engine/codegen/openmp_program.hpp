#pragma once

#include <string>
#include <string_view>

#include "codegen/kernel_abi.hpp"
#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::codegen {

// The text of a region as a file of its own, which needs no header and no library of ours: C that
// `g++ -fopenmp` compiles too, with one exported function `function_name` that takes the arrays
// (address, extents in elements, strides in bytes) and scalars of the nest. With the flags that its
// first comment gives it computes the bits that the region computes, on any number of threads.
//
// region_text and layout are those of one region (cpu_region.hpp), and facts those of a call for
// which it was made. What was proved for that call is what the file requires of its caller; the
// comment says so. function_name has to be a C identifier.
[[nodiscard]] std::string print_openmp_program(const loop_ir::LoopNest& nest,
                                               std::string_view region_text,
                                               const FrameLayout& layout,
                                               const loop_ir::ArgumentFacts& facts,
                                               std::string_view function_name);

}  // namespace autopar::codegen
