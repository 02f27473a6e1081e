#pragma once

#include <optional>
#include <span>
#include <vector>

#include "dependence/context.hpp"
#include "dependence/pair_system.hpp"
#include "polyhedra/integer_set.hpp"

namespace autopar::dependence {

// How the two indices of one dimension that name one cell lie to zero. None: they are equal. Source
// or Sink: that index alone is below zero and names the cell at index + extent.
enum class Wrap { None, Source, Sink };

// Two instances as one integer point: a variable for each iteration number (one for both instances
// where they are in the same iteration), for each symbol without a value, and for what the text
// hides: a start that is no affine form, an index with an unknown step, an extent.
// Example: `for i in range(n): for j in range(i): a[i, j] = a[j, i]`, carried by i, is
// {(i, j, i', j', n) : 0 <= i < n, 0 <= j < i, 0 <= i' < n, 0 <= j' < i', i < i'}, and the
// subscripts' forms over these variables.
struct PairSet {
  // Subscripts of one dimension, and the extent from which an index below zero counts; nothing
  // where none wraps.
  struct Dimension {
    polyhedra::LinearForm source;
    polyhedra::LinearForm sink;
    std::optional<polyhedra::LinearForm> extent;
  };
  // Bounds and order of the instances. Bounds that do not fit, or of which too little is known, are
  // left out: every pair of instances that can happen is in it.
  polyhedra::IntegerSet instances;
  // Nothing where an index is no affine form. As many as the access with fewer dimensions has.
  std::vector<std::optional<Dimension>> dimensions;
  // The variables of the iteration numbers, by the positions of Solution.
  std::vector<std::size_t> source_variables;
  std::vector<std::size_t> sink_variables;
  std::vector<std::size_t> free_variables;
  // The values of symbols and extents that were put in.
  Evidence evidence;
};

// may_wrap: per dimension, whether an index may be below zero in one instance and not in the other.
// Nothing if more than polyhedra::kMaximumVariables variables are needed.
[[nodiscard]] std::optional<PairSet> make_pair_set(const Context& context, const Pairing& pairing,
                                                   SymbolUse use,
                                                   const std::vector<bool>& may_wrap);

// Keeps the pairs of instances that name one cell in that dimension, in this way. A wrap other than
// None needs the dimension's extent.
void add_meeting(polyhedra::IntegerSet& set, const PairSet::Dimension& dimension, Wrap wrap);

// The two instances for which a point of the set stands. The point has one value per variable.
[[nodiscard]] Solution solution_at(const PairSet& set, std::span<const std::int64_t> point);

}  // namespace autopar::dependence
