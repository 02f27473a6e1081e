#pragma once

#include "frontend/nest_builder.hpp"

// Calls of `sum` as loops over what they add up, in the form of a nest that is compiled:
// `b[i] = sum(a[i], x) / n` is
//
//   sum = x + a[i][0]
//   for term in range(1, len(a[i])):
//     sum = sum + a[i][term]
//   b[i] = sum / n
//
// where the names `sum` and `term` are hidden ones, and `sum(range(n))` is
//
//   sum = 0
//   for term in range(n):
//     sum = sum + term
//
// The builtin adds in the same order by the same operator, from the int 0 if it is not given a
// start, so each sum has the type of what came before. It says what the text says where the
// sequence is an array of one dimension, or a list, or a row; the first subscript is out of range
// where that is empty, which only CPython handles. Of Python's floats CPython adds up otherwise
// from 3.12 on (typing/float_sums.hpp).
namespace autopar::frontend {

// What stands in place of a call of the builtin `sum`; the statements go before the one that holds
// the call. Not valid, with a refusal in the nest, for anything but a sequence that is a name, an
// attribute or a row of one, or a range; and where the call may be evaluated not at all, or more
// than once, while its statement runs.
[[nodiscard]] loop_ir::ExpressionId lower_sum(NestBuilder& builder, syntax::Node call);

}  // namespace autopar::frontend
