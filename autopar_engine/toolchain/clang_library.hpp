#pragma once

#include "autopar/result.hpp"
#include "toolchain/compiler_abi.hpp"

namespace autopar::toolchain {

// Clang in this process: opens libautopar_toolchain.so, which lies beside the program or library
// that this code is part of, or in ../lib from there. The first call maps LLVM (15 ms warm, 80 to
// 200 ms cold); nothing else in the engine does. The table lives as long as the process.
[[nodiscard]] Result<const autopar_compiler*> open_clang_library();

}  // namespace autopar::toolchain
