#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "frontend/nest_builder.hpp"

// What statements on slices are written with (slice_statements.hpp).
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

// Which of the loops over slices, counted from the outermost, goes through the slice at this
// position among a subscript's indices: dimensions meet from the last one on. Nothing for an index
// that is no slice.
[[nodiscard]] std::optional<std::size_t> level_of(syntax::Node subscript, std::size_t position,
                                                  std::size_t dimensions);

// The smallest of the steps at a level, without signs, if it divides all of them; else 0.
[[nodiscard]] std::int64_t unit_step(const std::vector<syntax::Node>& subscripts,
                                     std::size_t level);

// + - * / between expressions or of an augmented assignment; nothing for any other operator.
[[nodiscard]] std::optional<loop_ir::BinaryOperator> array_operator_of(syntax::Node node);

// `base ** 2`, of which NumPy makes base * base; nothing for any other expression.
[[nodiscard]] std::optional<syntax::Node> squared_base(syntax::Node node);

// - or + before an expression; nothing for any other node.
[[nodiscard]] std::optional<loop_ir::UnaryOperator> sign_of(syntax::Node node);

// The subscripts with slices of `target = value` or `target op= value`, the target first, then the
// operands in order; empty for a statement that lower_slice_statement does not take. Each has one
// slice at least and no more than the target, and each of its indices selects in one dimension of
// a name, if it is a slice or an int.
[[nodiscard]] std::vector<syntax::Node> find_sliced_subscripts(const NestBuilder& builder,
                                                               syntax::Node statement);

}  // namespace autopar::frontend
