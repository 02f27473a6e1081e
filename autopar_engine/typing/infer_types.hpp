#pragma once

#include <map>
#include <tl/expected.hpp>
#include <vector>

#include "autopar/refusal.hpp"
#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"
#include "typing/value_types.hpp"

namespace autopar::typing {

// The types of one nest under given argument facts.
struct NestTypes {
  // Per expression id; empty for expressions that have no value of their own in compiled code
  // (array names, callees, slices, targets that are stored to).
  std::vector<ValueTypes> expressions;
  // Scalars that the nest reads or binds, loop indices included.
  std::map<loop_ir::NameId, ValueTypes> scalars;
  // Names that are read through subscripts or for their extents: all exact ndarrays.
  std::map<loop_ir::NameId, loop_ir::DataType> arrays;
  // Int operations whose result has to fit 64 bits; integers_fit checks them at each call.
  std::vector<loop_ir::ExpressionId> checked_integers;

  [[nodiscard]] ValueTypes of(loop_ir::ExpressionId expression_id) const {
    return expressions[expression_id.index()];
  }
};

// Gives every value of a nest its set of types, starting from the kinds of the arguments (never
// from their values or extents, so one answer serves every call with arguments of those kinds).
// Errs on the side of refusal: a nest outside the region language, a name without a fact, an
// element type other than float64, an operation whose result CPython computes otherwise than C
// does (int / int, division of Python floats by what may be zero), all are refused.
[[nodiscard]] tl::expected<NestTypes, Refusal> infer_types(const loop_ir::LoopNest& nest,
                                                           const loop_ir::ArgumentFacts& facts);

// Holds if no Int operation of the nest can leave 64 bits under these facts: an interval argument
// over the boxes of the loop indices, so "false" only means "not proved".
[[nodiscard]] bool integers_fit(const loop_ir::LoopNest& nest, const NestTypes& types,
                                const loop_ir::ArgumentFacts& facts);

}  // namespace autopar::typing
