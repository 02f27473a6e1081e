#pragma once

#include "autopar/result.hpp"
#include "toolchain/compiler_abi.hpp"

namespace autopar::toolchain {

// The system's C compiler `cc`, run as a subprocess in a private temporary folder, behind the same
// table as Clang: the fallback of builds without Clang, and a second opinion in tests. Its objects
// are shared libraries. 40 to 170 ms a kernel. The first call asks cc for its version and target.
[[nodiscard]] Result<const autopar_compiler*> open_cc_compiler();

}  // namespace autopar::toolchain
