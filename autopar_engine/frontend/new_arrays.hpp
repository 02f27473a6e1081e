#pragma once

#include "frontend/nest_builder.hpp"

// Arrays that the body of a loop makes anew, in the form of a nest that is compiled:
// `t = np.zeros((n, 3))` is
//
//   made = 1
//   for fill in range(compiled value(n, 3, t.shape[0])):
//     for fill in range(t.shape[1]):
//       t[fill, fill] = 0.0
//
// where the names `made` and `fill` are hidden ones and `t` is an array that whoever runs the nest
// has made before (loop_ir::NewArray). np.ones fills with ones. So does np.empty with zeros: what
// CPython finds in cells that were not written is whatever memory held, which no program can rely
// on; zeros are the same on every run and for any number of threads.
namespace autopar::frontend {

// Lowers `t = np.zeros(n)`, where the name is among the builder's new arrays. False, with nothing
// lowered, for any other assignment.
[[nodiscard]] bool lower_new_array(NestBuilder& builder, syntax::Node assignment,
                                   loop_ir::Block& block);

// For the end, when it is known what the nest writes: refuses extents that change in it, and says
// of the names that they are new arrays.
void finish_new_arrays(NestBuilder& builder);

}  // namespace autopar::frontend
