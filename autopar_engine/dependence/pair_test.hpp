#pragma once

#include <optional>
#include <string>
#include <vector>

#include "autopar/verdict.hpp"
#include "dependence/base_facts.hpp"
#include "dependence/context.hpp"
#include "dependence/dependence.hpp"

namespace autopar::dependence {

// Whether the source, in an earlier iteration of the carrier, and the sink may touch one cell.
struct PairAnswer {
  Answer answer = Answer::Unknown;
  PairTest decided_by = PairTest::None;
  // What the proof used, for Independent and Dependent.
  Evidence evidence;
  // For Unknown: what is missing, under which assumptions the pair would be independent (empty when
  // none are known), and whether an index that may wrap below zero is part of it.
  std::vector<MissingFact> missing;
  std::vector<Assumption> independent_if;
  bool may_wrap = false;
  std::vector<DistanceInterval> distances;
  std::optional<Witness> witness;
};

// What is known of the same question without facts. Open: the text alone does not answer it, so
// that at a call only an attempt with values can.
enum class ByText { NotAsked, Open };

// Both accesses are elements of one object of the given type; they may be the same access. The
// instances agree on the loops around the carrier. A carrier that is not valid asks for instances
// in one iteration of all common loops. Independent and Dependent are proofs:
// - unequal subscripts name one cell if they differ by the extent (a negative index counts from the
//   end), so a dimension proves independence only where both its indices lie on the same side of
//   zero, or for every multiple of the extent that is possible;
// - in a list of lists only the last subscript tells cells apart, since rows may be one object;
// - a slice is a loop around its access, with bounds that Python clamps (implied_loops.hpp): give
//   the nest that make_implied_loops returns, since without it a slice says nothing;
// - Dependent needs accesses that happen in every iteration, and two instances that satisfy the
//   loops' bounds as far as these are known.
[[nodiscard]] PairAnswer test_pair(const Context& context, loop_ir::AccessId source_id,
                                   loop_ir::AccessId sink_id, loop_ir::LoopId carrier_id,
                                   BaseType type, ByText by_text = ByText::NotAsked);

// Two iterations as people read them: index values instead of iteration numbers, and the cell; an
// index whose start is not known stands in it by its name, as it is in the source. Nothing where a
// subscript has no form. It is conditional where a test, an early exit, or what ends a while loop
// decides whether both accesses happen.
[[nodiscard]] std::optional<Counterexample> explain_witness(const Context& context,
                                                            const Dependence& dependence);

// Source and sink name the same name or cell, put into their subscripts. Requires a witness.
[[nodiscard]] bool touch_one_cell(const Context& context, const Dependence& dependence);

}  // namespace autopar::dependence
