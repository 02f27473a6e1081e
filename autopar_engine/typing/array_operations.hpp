#pragma once

#include <optional>

#include "autopar/refusal.hpp"
#include "loop_ir/loop_nest.hpp"
#include "typing/infer_types.hpp"

// Where operations of NumPy's arrays differ from those of its scalars, of which compiled code
// knows the rules. Of + - * / and signs on arrays of one kind each element has the bits that the
// scalars' operation gives: types meet in the same way (NEP 50), and what scalars warn of beside
// floating-point flags, an integer that leaves its type, is checked.
namespace autopar::typing {

// Products and quotients of complex arrays round in another way. types: with those of the value.
[[nodiscard]] std::optional<Refusal> find_refused_operation(const loop_ir::LoopNest& nest,
                                                            const NestTypes& types,
                                                            loop_ir::ExpressionId value_id);

// An update of a slice raises where its results are of a higher kind than the array, to which a
// store casts them, or of another type of integers. results: of the operation.
[[nodiscard]] std::optional<Refusal> find_refused_update(const loop_ir::LoopNest& nest,
                                                         const NestTypes& types,
                                                         const loop_ir::AugmentedAssign& assign,
                                                         ValueTypes results);

}  // namespace autopar::typing
