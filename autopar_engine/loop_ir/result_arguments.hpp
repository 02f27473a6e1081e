#pragma once

#include "loop_ir/expression.hpp"

namespace autopar::loop_ir {

// The call may be given an array to store its result in: `np.sqrt(x, out=t)`, and `np.sqrt(x, t)`
// or `x.sum(0, None, t)` as well, since NumPy's functions, those of scipy.special and the array's
// methods take it by position too. `**keywords` may hold it, and `*values` where the callee has a
// place for it. Says nothing of functions that store into an argument by themselves, such as
// np.copyto.
[[nodiscard]] bool takes_result_array(const Call& call);

}  // namespace autopar::loop_ir
