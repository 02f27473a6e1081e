#pragma once

#include <cstddef>
#include <string_view>

#include "loop_ir/expression.hpp"

namespace autopar::loop_ir {

// The call may be given an array to store its result in: `np.sqrt(x, out=t)`, and `np.sqrt(x, t)`
// or `x.sum(0, None, t)` as well, since NumPy's functions, those of scipy.special and the array's
// methods take it by position too. `**keywords` may hold it, and `*values` where the callee has a
// place for it. Says nothing of functions that store into an argument by themselves, such as
// np.copyto.
[[nodiscard]] bool takes_result_array(const Call& call);

// The same of a callee as in Call::resolved that is given so many arguments by position, and none
// by the name of `out`.
[[nodiscard]] bool takes_result_array(std::string_view resolved, std::size_t plain_arguments);

}  // namespace autopar::loop_ir
