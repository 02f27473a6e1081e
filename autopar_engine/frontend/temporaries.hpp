#pragma once

#include <map>
#include <string>

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
// has made before (loop_ir::Temporary). np.ones fills with ones. So does np.empty with zeros: what
// CPython finds in cells that were not written is whatever memory held, which no program can rely
// on; zeros are the same on every run and for any number of threads.
namespace autopar::frontend {

// Names that the loop binds by calls of np.zeros, np.ones or np.empty and does nothing with but
// subscript, measure, add up and iterate over them, and compute with them what is stored to cells.
// Each is bound at one place, which stands in a block of the loop, and is mentioned nowhere but
// behind it in that block, so that each iteration that reaches a mention has made the array before.
// By name: the call. Whole arrays are operands of statements on arrays (slice_statements.hpp), or
// typing refuses them.
[[nodiscard]] std::map<std::string, syntax::Node> find_temporaries(const NestBuilder& builder,
                                                                   syntax::Node loop);

// Lowers `t = np.zeros(n)`, where the name is among the builder's temporaries. False, with nothing
// lowered, for any other assignment.
[[nodiscard]] bool lower_temporary(NestBuilder& builder, syntax::Node assignment,
                                   loop_ir::Block& block);

// For the end, when it is known what the nest writes: refuses extents that change in it, and says
// of the names that they are new arrays.
void finish_temporaries(NestBuilder& builder);

}  // namespace autopar::frontend
