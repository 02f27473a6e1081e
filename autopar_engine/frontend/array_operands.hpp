#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "frontend/nest_builder.hpp"
#include "frontend/sliced_subscripts.hpp"

// The arrays of a statement on arrays (slice_statements.hpp): subscripts with slices, and, of
// arrays whose number of dimensions is known (NestBuilder::ranks), names and subscripts that leave
// some of the dimensions.
namespace autopar::frontend {

// `a[i, 1:]`; of a matrix also `a[i]`, of a vector also `v`.
struct ArrayOperand {
  syntax::Node node;
  // Of each of its own indices, then of the dimensions that have no index and are taken whole: the
  // slice. Nothing for an index that is none.
  std::vector<std::optional<WrittenSlice>> positions;

  // How many dimensions it leaves.
  [[nodiscard]] std::size_t rank() const;
  // What its own indices, if it has any, are applied to: the name or an element or row of it.
  [[nodiscard]] syntax::Node base() const;
  // The index at this position, which is one of its own.
  [[nodiscard]] syntax::Node index_at(std::size_t position) const;
};

// The expression is an array, or holds one in a place where only a slice is known to be one, such
// as the argument of a call. Nobody knows of other expressions: they may be numbers or arrays,
// which typing refuses where they are not known.
[[nodiscard]] bool is_array(const NestBuilder& builder, syntax::Node node);

// Nothing for what is no such operand, and for one that is not read: each index has to select in
// one dimension of a name, if it is a slice or an int.
[[nodiscard]] std::optional<ArrayOperand> read_operand(const NestBuilder& builder,
                                                       syntax::Node node);

// Which of the loops over the cells of a statement with so many dimensions, counted from the
// outermost, goes through the operand's slice at this position: dimensions meet from the last one
// on. Nothing for an index that is no slice.
[[nodiscard]] std::optional<std::size_t> level_of(const ArrayOperand& operand, std::size_t position,
                                                  std::size_t dimensions);

// The smallest of the steps at a level, without signs, if it divides all of them; else 0. The first
// operand has the dimensions of the statement.
[[nodiscard]] std::int64_t unit_step(const std::vector<ArrayOperand>& operands, std::size_t level);

// The arrays of `target = value` or `target op= value`, the target first, then the operands in
// order; empty for a statement that lower_slice_statement does not take. The target is a subscript,
// and none of them has more dimensions.
[[nodiscard]] std::vector<ArrayOperand> find_array_operands(const NestBuilder& builder,
                                                            syntax::Node statement);

// Why a statement that only the numbers of dimensions tell to be one on arrays is not taken, with
// the way out; nothing for any other statement.
[[nodiscard]] std::optional<std::string> find_refused_rows(const NestBuilder& builder,
                                                           syntax::Node statement);

}  // namespace autopar::frontend
