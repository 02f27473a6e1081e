#pragma once

#include <optional>
#include <vector>

#include "autopar/named_enum.hpp"
#include "loop_ir/expression.hpp"

namespace autopar::typing {

// Functions of Python that are compiled on scalars.
AUTOPAR_NAMED_ENUM(Builtin, Abs, Min, Max, Int, Float, Bool, Round);

// The function that a call names, if it is one of these.
[[nodiscard]] std::optional<Builtin> builtin_of(const loop_ir::Call& call);

// The arguments of a call without keywords and stars; empty for any other call.
[[nodiscard]] std::vector<loop_ir::ExpressionId> positional_arguments(const loop_ir::Call& call);

}  // namespace autopar::typing
