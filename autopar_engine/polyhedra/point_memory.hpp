#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>

#include "polyhedra/find_point.hpp"
#include "polyhedra/integer_set.hpp"

namespace autopar::polyhedra {

// The answers that find_point has given: the pairs of one loop ask for few different sets.
class PointMemory {
 public:
  // find_point(set). Valid as long as the memory.
  [[nodiscard]] const PointAnswer& find(const IntegerSet& set);

  // Sets for which find_point was asked.
  [[nodiscard]] std::size_t size() const { return known_.size(); }

 private:
  struct Known {
    IntegerSet set;
    PointAnswer answer;
  };

  // By a hash of the set.
  std::unordered_multimap<std::uint64_t, Known> known_;
};

}  // namespace autopar::polyhedra
