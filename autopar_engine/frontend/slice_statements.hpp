#pragma once

#include "frontend/nest_builder.hpp"

// Statements on slices of arrays as loops over their cells, in the form of a nest that is compiled:
// `a[i, 1:n] = b[:n - 1] * c[i]` is
//
//   operand = c[i]
//   for cell in range(compiled slice length(1, n, a.shape[1], 1, 0, n - 1, b.shape[0], 1)):
//     a[i, 1 + cell] = b[cell] * operand
//
// where the names that stand here are hidden ones. One loop stands for each dimension that the
// target's slices leave, outermost first. With steps the cells are every second position, or third,
// and a slice that goes backward counts down from its end. Where it is known how many dimensions
// the arrays have (NestBuilder::ranks), one that has no index is taken whole: `a[i] = v` is `a[i,
// :] = v[:]` for a matrix and a vector.
//
// The form says what the text says only where these are arrays, where the length of each dimension
// is one (loop_ir::kSliceLength), where the array operations are those of scalars (typing refuses
// the others), and where no operand is read after its cell was stored to (call_guards.hpp).
namespace autopar::frontend {

// Lowers `target = value` or `target op= value`, where the target is a subscript that is an array
// and the value is made of arrays, numbers, names and elements by + - * /, signs and squares. What
// is no array is evaluated once, before the loops. False, with nothing lowered, for any other
// statement, among them those with steps that are no literals or of which none divides all others,
// with `//`, calls on slices, or an Ellipsis; a refusal of the nest says so where it is the numbers
// of dimensions that make it one on arrays.
[[nodiscard]] bool lower_slice_statement(NestBuilder& builder, syntax::Node statement,
                                         loop_ir::Block& block);

}  // namespace autopar::frontend
