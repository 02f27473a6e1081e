#pragma once

#include <set>

#include "loop_ir/ids.hpp"

namespace autopar::codegen {

// Facts that the text of a region relies on; they belong into the key of whatever keeps the region.
struct Specialization {
  // Neighbours in the last dimension are neighbours in memory: the last stride is the element size.
  std::set<loop_ir::NameId> contiguous_arrays;

  // No byte between this array's lowest and highest is also one of another array of the nest.
  std::set<loop_ir::NameId> disjoint_arrays;

  // Subscripts and int operations that the text checks, since nothing proves that they stay in
  // their range (typing/integer_ranges.hpp). All others are proved.
  std::set<loop_ir::ExpressionId> unproved_subscripts;
  std::set<loop_ir::ExpressionId> unproved_operations;

  auto operator<=>(const Specialization&) const = default;
};

}  // namespace autopar::codegen
