#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "autopar/named_enum.hpp"
#include "autopar/source.hpp"
#include "loop_ir/affine_form.hpp"
#include "loop_ir/ids.hpp"

namespace autopar::loop_ir {

AUTOPAR_NAMED_ENUM(AccessMode, Read, Write);

// Element: some cells of base through a subscript. Scalar: the name itself is read or bound.
// Whole: the object behind the name may be read or written as a whole, or may become known under
// another name (argument of a call that is not pure, method receiver, right side of `b = a`).
AUTOPAR_NAMED_ENUM(AccessKind, Element, Scalar, Whole);

// Dimension D6: the form of one subscript.
AUTOPAR_NAMED_ENUM(SubscriptForm, Mask, Key, Slice, Inv, Lin1, Linn, Linsym, Moddiv, Indirect,
                   Nonlin, Variant, Whole);

// lower:upper:step, whose written bounds are affine and whose step is a constant other than 0. A
// bound that is not written is absent. Bounds mean what Python means: a negative one counts from
// the end, and both are then clamped to the extent. extent: of the dimension, where the nest can't
// change it and the cells depend on it.
struct SliceForm {
  std::optional<AffineForm> lower;
  std::optional<AffineForm> upper;
  std::int64_t step = 1;
  std::optional<AffineForm> extent;

  bool operator==(const SliceForm&) const = default;

  template <class Field>
  static void describe(Field&& field, auto& slice) {
    field("lower", slice.lower);
    field("upper", slice.upper);
    field("step", slice.step);
    field("extent", slice.extent);
  }
};

struct SubscriptDimension {
  SubscriptForm form = SubscriptForm::Variant;
  // Present where the index is affine in the indices of the enclosing loops and in symbols.
  std::optional<AffineForm> affine = std::nullopt;
  ExpressionId index_id;
  // Present where the index is a slice of a known form; then there is no affine form.
  std::optional<SliceForm> slice = std::nullopt;
  // The index selects in another dimension than that of its position: it stands after an Ellipsis,
  // None or a mask (a[None, i]), or is applied to what a slice left (a[1:][i]). Then it has neither
  // an affine form nor a slice.
  bool is_shifted = false;

  template <class Field>
  static void describe(Field&& field, auto& dimension) {
    field("form", dimension.form);
    field("affine", dimension.affine);
    field("index", dimension.index_id);
    field("slice", dimension.slice);
    field("shifted", dimension.is_shifted);
  }
};

// A test that guards an access, and the outcome under which the access happens.
struct PathCondition {
  ExpressionId test_id;
  bool holds = true;

  template <class Field>
  static void describe(Field&& field, auto& condition) {
    field("test", condition.test_id);
    field("holds", condition.holds);
  }
};

// One textual reference to a name inside the nest. a[i][j] and a[i, j] are both an Element access
// of `a` with two dimensions. An augmented assignment makes a Read followed by a Write. The store's
// order is the order of execution within one iteration of the innermost common loop. A loop's
// target is written inside its loop (loop_ids ends with it), its iterable is read outside. Extents
// (`len(a)`, `a.shape[0]`) read nothing: they are symbols. Callees are no accesses.
struct Access {
  AccessKind kind = AccessKind::Scalar;
  AccessMode mode = AccessMode::Read;
  NameId base_id;
  // For attribute bases the chain is part of the name's text (`self.grid`).
  std::vector<SubscriptDimension> dimensions;
  ExpressionId expression_id;
  // Not valid for accesses of a loop's header.
  StatementId statement_id;
  // The loops whose body holds the access, outermost first.
  std::vector<LoopId> loop_ids;
  // Outermost first. Short circuits and conditional expressions count as tests.
  std::vector<PathCondition> conditions;
  // An early exit (break, continue, return, raise, an exception handler) may keep the access from
  // happening although its conditions hold, or the access is a store into an element that a call
  // was given, and may do or not.
  bool is_skippable = false;
  SourceRange range;

  template <class Field>
  static void describe(Field&& field, auto& access) {
    field("kind", access.kind);
    field("mode", access.mode);
    field("base", access.base_id);
    field("dimensions", access.dimensions);
    field("expression", access.expression_id);
    field("statement", access.statement_id);
    field("loops", access.loop_ids);
    field("conditions", access.conditions);
    field("skippable", access.is_skippable);
    field("range", access.range);
  }
};

// The loop's body holds the access, be it in the header of an inner loop.
[[nodiscard]] inline bool is_inside(const Access& access, LoopId loop_id) {
  return std::ranges::find(access.loop_ids, loop_id) != access.loop_ids.end();
}

}  // namespace autopar::loop_ir
