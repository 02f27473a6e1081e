#pragma once

#include <map>

#include "loop_ir/loop_nest.hpp"

namespace autopar::frontend {

// For the subscripts of every Element access: how many of them, from the left, select in the
// dimension of their position. a[i, j] and a[i][j] do so throughout. What comes after None, a mask
// or an Ellipsis does not, nor what is applied to the result of a slice: a[1:][i] is a[1 + i].
// Marks those behind as shifted, except behind an Ellipsis that stands at one place in all accesses
// of the base: then each position still is one dimension. Errs on the side of shifted, except that
// an index which is no array by its look and by its base kind counts as an integer.
class SubscriptAxes {
 public:
  explicit SubscriptAxes(loop_ir::LoopNest& nest);

  // The number of the dimension is known too, which it is not behind an Ellipsis.
  [[nodiscard]] bool is_numbered(loop_ir::AccessId access_id, std::size_t position) const;

 private:
  std::map<loop_ir::AccessId, std::size_t> numbered_;
};

}  // namespace autopar::frontend
