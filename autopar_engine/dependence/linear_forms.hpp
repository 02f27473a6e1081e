#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>

#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// How a value depends on some places that carry values from earlier iterations.
// Linear: a sum of these places, each times something that does not depend on any of them, and of
// such a something; without places it is free of them all. Fraction: a quotient of two linear
// forms. Other: neither, or not known.
enum class FormShape { Linear, Fraction, Other };

struct PlaceForm {
  FormShape shape = FormShape::Linear;
  // Places whose factor may be other than zero, as the caller numbers them.
  std::set<std::size_t> places;

  [[nodiscard]] bool is_free() const { return shape == FormShape::Linear && places.empty(); }
};

// What the caller knows of an expression as a whole: of a place, or of something free of all of
// them. Nothing sends the question on to the operands.
using KnownForm = std::function<std::optional<PlaceForm>(loop_ir::ExpressionId)>;

// Errs on the side of Other. Example: over the place s (0), `b[i] * s + c` is Linear {0}, `1 / (1 +
// s)` is Fraction {0}, `s * s` and `max(s, 1)` are Other.
[[nodiscard]] PlaceForm form_of(const loop_ir::LoopNest& nest, loop_ir::ExpressionId expression_id,
                                const KnownForm& known);

// The form of `left op right`.
[[nodiscard]] PlaceForm combine_forms(loop_ir::BinaryOperator op, const PlaceForm& left,
                                      const PlaceForm& right);

// Of a value that is one or the other, as something free of the places decides.
[[nodiscard]] PlaceForm join_forms(const PlaceForm& left, const PlaceForm& right);

}  // namespace autopar::dependence
