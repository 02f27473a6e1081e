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
// and a slice that goes backward counts down from its end.
//
// The form says what the text says only where these are arrays, where the length of each dimension
// is one (loop_ir::kSliceLength), where the array operations are those of scalars (typing refuses
// the others), and where no operand is read after its cell was stored to (call_guards.hpp).
namespace autopar::frontend {

// Lowers `target = value` or `target op= value`, where the target is a subscript with slices and
// the value is made of slices, numbers, names and elements by + - * /, signs and squares. What
// holds no slice is evaluated once, before the loops. False, with nothing lowered, for any other
// statement, among them those with steps that are no literals or of which none divides all others,
// with `//`, calls on slices, or an Ellipsis.
[[nodiscard]] bool lower_slice_statement(NestBuilder& builder, syntax::Node statement,
                                         loop_ir::Block& block);

}  // namespace autopar::frontend
