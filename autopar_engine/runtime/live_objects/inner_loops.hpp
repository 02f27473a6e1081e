#pragma once

#include <optional>

#include "typing/numpy_functions.hpp"

namespace autopar::runtime {

// The code of one of NumPy's inner loops and what it is given as its last argument. Both live as
// long as NumPy.
struct LoadedInnerLoop {
  void* function = nullptr;
  void* data = nullptr;
};

// The loop that NumPy runs itself for operands of the loop's type. Nothing, without an exception,
// if this NumPy has none.
[[nodiscard]] std::optional<LoadedInnerLoop> load_inner_loop(
    const typing::InnerLoop& loop) noexcept;

}  // namespace autopar::runtime
