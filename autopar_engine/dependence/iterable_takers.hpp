#pragma once

#include "loop_ir/expression.hpp"

namespace autopar::dependence {

// The call goes through what its arguments are, whatever iterable that is: `sum(x)`, `list(x)`,
// `s.join(x)`, a helper of the text that does so. Errs on the side of true where a callee may
// iterate; a callee of unknown effect is left to the table of calls.
[[nodiscard]] bool goes_through_arguments(const loop_ir::Call& call);

// So does it with the elements of the argument: `dict(pairs)`, `zip(*rows)`, a helper that
// iterates.
[[nodiscard]] bool goes_through_elements(const loop_ir::Call& call,
                                         const loop_ir::Argument& argument);

// What the call gives may be an element of an argument or of the receiver: `next(x)`, `d.get(k)`.
[[nodiscard]] bool gives_element(const loop_ir::Call& call);

// Whoever goes through what the call gives is handed elements of its arguments or receiver, or what
// it gives may be an argument itself: `zip(x, y)`, `d.values()`, a helper of the text.
[[nodiscard]] bool hands_out_elements(const loop_ir::Call& call);

// Of several arguments only the first one is what the call hands out elements of: enumerate(x, n).
[[nodiscard]] bool looks_at_first_argument(const loop_ir::Call& call);

// Nobody who goes through what the call gives is handed an iterator: `range(n)`, `s.split()`. False
// says nothing.
[[nodiscard]] bool hands_out_no_iterators(const loop_ir::Call& call);

}  // namespace autopar::dependence
