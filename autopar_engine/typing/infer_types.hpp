#pragma once

#include <map>
#include <optional>
#include <set>
#include <tl/expected.hpp>
#include <vector>

#include "autopar/float_mode.hpp"
#include "autopar/refusal.hpp"
#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"
#include "typing/value_types.hpp"

namespace autopar::typing {

// The types of one nest under given argument facts.
struct NestTypes {
  // What compiled code may do with floats; decides which functions and operators there are.
  FloatMode float_mode = FloatMode::Exact;
  // Per expression id; empty for expressions that have no value of their own in compiled code
  // (array names, callees, slices).
  std::vector<ValueTypes> expressions;
  // Scalars that the nest reads or binds, loop indices included.
  std::map<loop_ir::NameId, ValueTypes> scalars;
  // Names that are read through subscripts or for their extents: exact ndarrays and lists.
  std::map<loop_ir::NameId, loop_ir::DataType> arrays;
  // Of these names, those that hold lists of Python's own numbers, with the types that elements
  // have at the beginning or are given: one type, or ints and floats.
  std::map<loop_ir::NameId, ValueTypes> lists;
  // Operations of NumPy scalars whose result may never be read (unread_operations.hpp). An
  // augmented assignment stands here with its target.
  std::set<loop_ir::ExpressionId> kept_operations;

  // What the operation of an augmented assignment may give before it is stored.
  [[nodiscard]] ValueTypes of_augmented(const loop_ir::AugmentedAssign& assign) const;

  // What a load of an element may give.
  [[nodiscard]] ValueTypes element_types(loop_ir::NameId name_id) const;

  // Some value or element is a complex number.
  [[nodiscard]] bool has_complex() const;

  // A list in which each element has a type of its own, an int or a float.
  [[nodiscard]] bool is_mixed_list(loop_ir::NameId name_id) const;

  [[nodiscard]] ValueTypes of(loop_ir::ExpressionId expression_id) const {
    return expressions[expression_id.index()];
  }
};

// Gives every value of a nest its set of types, starting from the kinds of the arguments (never
// from their values or extents, so one answer serves every call with arguments of those kinds).
// Errs on the side of refusal: a nest outside the region language, a name without a fact, an
// element type or an operation that is not compiled, all are refused.
[[nodiscard]] tl::expected<NestTypes, Refusal> infer_types(const loop_ir::LoopNest& nest,
                                                           const loop_ir::ArgumentFacts& facts,
                                                           FloatMode mode);

// The `range(...)`, one to three arguments without keywords, that a `for` goes through, and whether
// it does so backward: `for i in reversed(range(n))`.
struct RangeReference {
  const loop_ir::Call* call = nullptr;
  bool is_reversed = false;
};

// Nothing for any other loop.
[[nodiscard]] std::optional<RangeReference> find_range(const loop_ir::LoopNest& nest,
                                                       loop_ir::LoopId loop_id);

}  // namespace autopar::typing
