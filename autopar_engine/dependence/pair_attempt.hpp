#pragma once

#include <optional>
#include <vector>

#include "dependence/pair_conditions.hpp"
#include "dependence/pair_set.hpp"
#include "dependence/pair_system.hpp"

namespace autopar::dependence {

struct AttemptDimension {
  DimensionEquation equation;
  DimensionConditions conditions;
  std::optional<HasExtent> extent;
};

// What one attempt knows of a pair: with or without the values of symbols.
struct Attempt {
  SymbolUse use = SymbolUse::Symbolic;
  std::vector<AttemptDimension> dimensions;
  IndexSpace space;
  // Of the space and of all dimensions.
  Evidence evidence;
};
[[nodiscard]] Attempt make_attempt(const Context& context, const Pairing& pairing, SymbolUse use,
                                   BaseType type);

// The equation of a dimension whose indices wrap like this; nothing where it is not known.
[[nodiscard]] std::optional<SubscriptEquation> equation_for(const AttemptDimension& dimension,
                                                            Wrap wrap);

// Which dimensions count, and whether their indices may wrap.
enum class Trust {
  // What holds without an assumption: no dimension whose rows may be one object, and every way in
  // which indices may wrap.
  Nothing,
  // Dimensions for which an assumption keeps indices from wrapping and rows apart.
  Assumptions,
  // Equal subscripts in all dimensions: one cell whatever else holds.
  EqualSubscripts,
};

// Unknown with a solution: instances that meet as far as the attempt knows.
struct AttemptDecision {
  Answer answer = Answer::Unknown;
  PairTest decided_by = PairTest::None;
  Evidence evidence;
  // For Unknown: how the indices of each dimension lie in the solution, or in the case that no test
  // decided.
  std::vector<Wrap> wraps;
  std::optional<Solution> solution;
};

// Runs the tests of stages/ and then polyhedra's exact one, for each combination of wraps that the
// trust leaves, until one of them is not independent. At most kMaximumWraps dimensions that wrap.
inline constexpr std::size_t kMaximumWraps = 3;
[[nodiscard]] AttemptDecision decide_attempt(const Context& context, const Pairing& pairing,
                                             const Attempt& attempt, Trust trust);

// y - x per common loop, over all instances that may meet.
[[nodiscard]] std::vector<DistanceInterval> distances_of(const Context& context,
                                                         const Pairing& pairing,
                                                         const Attempt& attempt);

}  // namespace autopar::dependence
