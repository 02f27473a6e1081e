#pragma once

#include <set>

#include "loop_ir/ids.hpp"

namespace autopar::codegen {

// Facts about arrays that the text of a region relies on; they belong into the key of whatever
// keeps the region.
struct Specialization {
  // Neighbours in the last dimension are neighbours in memory: the last stride is the element size.
  std::set<loop_ir::NameId> contiguous_arrays;

  // No byte between this array's lowest and highest is also one of another array of the nest.
  std::set<loop_ir::NameId> disjoint_arrays;

  auto operator<=>(const Specialization&) const = default;
};

}  // namespace autopar::codegen
