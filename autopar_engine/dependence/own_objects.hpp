#pragma once

#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// Nothing but the name leads to the object that it holds, and no element of it leads to another
// object before the nest stores one: whatever another name holds, be it an object from outside the
// function, neither of the two is a part of the other one. Example: def f(x): y = [0]*n, then for
// i: y[k] = x[i]. Not: x.append(y) before the loop or in it, y = z = [0]*n, y = [x].
// Proven if
// - the text makes the object in the same function, a list of literal numbers or an array of a
//   dtype of numbers, and does not mention the name between there and the nest;
// - the nest does not bind the name, and only subscripts it;
// - elements of an array, which may be rows and so views of it, are written or taken into
//   arithmetic only.
// Errs on the side of false. Of a name that the nest itself binds nothing is claimed.
[[nodiscard]] bool is_own_object(const loop_ir::LoopNest& nest, loop_ir::NameId name_id);

}  // namespace autopar::dependence
