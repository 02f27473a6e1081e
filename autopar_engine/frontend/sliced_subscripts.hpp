#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "loop_ir/expression.hpp"
#include "syntax/node.hpp"

// What statements on arrays are written with (slice_statements.hpp).
namespace autopar::frontend {

// A slice stands somewhere in the expression.
[[nodiscard]] bool holds_slice(syntax::Node node);

// The slices among a subscript's own indices, in order.
[[nodiscard]] std::vector<syntax::Node> slices_of(syntax::Node subscript);

// The value of `2` or `-2`, of up to 31 bits; nothing for any other expression.
[[nodiscard]] std::optional<std::int64_t> small_literal(syntax::Node node);

// A bound that is not written is absent. Bounds of a slice whose step is negative are literals.
struct WrittenSlice {
  std::optional<syntax::Node> lower;
  std::optional<syntax::Node> upper;
  std::int64_t step = 1;
};

// Nothing for a slice of which the step is no literal other than 0, and for one that goes backward
// between bounds that are no literals: the bound before 0 is -1, which means another position.
[[nodiscard]] std::optional<WrittenSlice> read_slice(syntax::Node slice);

// + - * / between expressions or of an augmented assignment; nothing for any other operator.
[[nodiscard]] std::optional<loop_ir::BinaryOperator> array_operator_of(syntax::Node node);

// The expression consists of names, numbers, lengths, and sums and products of them: it costs
// nothing to evaluate it again.
[[nodiscard]] bool is_plain_bound(syntax::Node node);

// `base ** 2`, of which NumPy makes base * base; nothing for any other expression.
[[nodiscard]] std::optional<syntax::Node> squared_base(syntax::Node node);

// - or + before an expression; nothing for any other node.
[[nodiscard]] std::optional<loop_ir::UnaryOperator> sign_of(syntax::Node node);

}  // namespace autopar::frontend
