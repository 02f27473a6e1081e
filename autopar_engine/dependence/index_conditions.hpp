#pragma once

#include <vector>

#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// What the tests on the way to an access say of the loops' indices: each form is not negative
// whenever the access happens. Example: for i in range(n): if i > 0: a[i] = ... gives i - 1.
// Legal to take part in pair tests, since an instance that does not happen meets no other one. Read
// are comparisons of sums of indices, integer literals and symbols that the text defines as
// integers and that some subscript or range mentions, joined by `and` (by `or` where they fail). An
// index counts if it belongs to one `for` loop around both access and test and nothing but headers
// binds its name, so that it has the same value at the test and at the access. Everything else is
// left out, `!=` among it.
[[nodiscard]] std::vector<loop_ir::AffineForm> index_conditions(const loop_ir::LoopNest& nest,
                                                                const loop_ir::Access& access);

}  // namespace autopar::dependence
