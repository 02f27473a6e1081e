#pragma once

#include <optional>
#include <vector>

#include "dependence/base_facts.hpp"
#include "dependence/pair_system.hpp"

namespace autopar::dependence {

// What Python adds to the question whether one cell needs equal subscripts in a dimension.
struct DimensionConditions {
  // That index may be below zero while the other is not, so that unequal indices name one cell.
  bool source_may_wrap = false;
  bool sink_may_wrap = false;
  // Under these that does not happen; nothing where no assumption helps.
  std::optional<std::vector<Assumption>> no_wrap_if;
  // In a list of lists only the last subscript tells cells apart unless this holds: rows may be one
  // object.
  std::optional<Assumption> rows_apart_if;
  // The values that were put in.
  Evidence evidence;

  [[nodiscard]] bool may_wrap() const { return source_may_wrap || sink_may_wrap; }
};

// Those of one dimension for two elements of a base of that type. An index may wrap unless the
// loops' bounds, the text or the call show its sign; keys of a dict never do. use: whether values
// of symbols may be put in.
[[nodiscard]] DimensionConditions dimension_conditions(const Context& context,
                                                       const Pairing& pairing,
                                                       std::size_t dimension, BaseType type,
                                                       SymbolUse use);

}  // namespace autopar::dependence
