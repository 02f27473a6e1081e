#pragma once

#include <optional>
#include <vector>

#include "dependence/base_facts.hpp"
#include "dependence/pair_system.hpp"

namespace autopar::dependence {

// What Python adds to the question whether equal subscripts of one dimension are needed for one
// cell.
struct DimensionConditions {
  // An index may be below zero in one instance and not in the other, so that unequal indices name
  // one cell.
  bool may_wrap = false;
  // Under these that does not happen; nothing where no assumption helps.
  std::optional<std::vector<Assumption>> no_wrap_if;
  // In a list of lists only the last subscript tells cells apart unless this holds: rows may be one
  // object.
  std::optional<Assumption> rows_apart_if;
};
[[nodiscard]] DimensionConditions conditions_of(const Context& context, const Pairing& pairing,
                                                std::size_t dimension, BaseType type);

}  // namespace autopar::dependence
