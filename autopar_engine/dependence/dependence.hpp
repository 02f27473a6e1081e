#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "autopar/named_enum.hpp"
#include "dependence/assumption.hpp"
#include "loop_ir/ids.hpp"

namespace autopar::dependence {

// Independent and Dependent are proofs; Unknown is neither.
AUTOPAR_NAMED_ENUM(Answer, Independent, Dependent, Unknown);

AUTOPAR_NAMED_ENUM(DependenceKind, Flow, Anti, Output);

// The test that gave the answer (dimension D6). Alias: the addresses at the call. Exact: the search
// for an integer point (polyhedra/), which proves both ways. None: no test decided.
AUTOPAR_NAMED_ENUM(PairTest, None, Name, Alias, ZeroIndex, StrongSingleIndex, WeakZeroSingleIndex,
                   WeakCrossingSingleIndex, ExactSingleIndex, RestrictedDoubleIndex,
                   GreatestCommonDivisor, Banerjee, Delta, Exact);

// What an Unknown lacks: the iteration count, the step, the value of a symbol, the identity of two
// objects, the content of an array (or of data that a condition tests), the type of an object.
// Form: the subscript has a shape that no test reads. Precision: nothing; the tests are too coarse.
AUTOPAR_NAMED_ENUM(MissingFact, Bound, Stride, Value, Alias, Content, Type, Form, Precision);

// How the iteration of the sink lies to that of the source, in one loop.
AUTOPAR_NAMED_ENUM(Direction, Less, Equal, Greater, Any);

// Iteration number of the sink minus that of the source, in one loop. Iterations, not index values:
// in `for i in range(0, n, 2): a[i] = a[i - 2]` the distance is 1. An absent end is not known.
struct DistanceInterval {
  std::optional<std::int64_t> lower;
  std::optional<std::int64_t> upper;

  [[nodiscard]] std::optional<std::int64_t> constant() const {
    return lower && upper && *lower == *upper ? lower : std::nullopt;
  }
  auto operator<=>(const DistanceInterval&) const = default;
};

// Iteration numbers of the common loops, then of the loops around one access only, outermost first:
// the instance of an access.
using IterationVector = std::vector<std::int64_t>;

// Two instances of accesses that touch one cell.
struct Witness {
  IterationVector source;
  IterationVector sink;
};

// The source happens before the sink and both may touch one cell, at least one of them writing.
// Example: `for i in range(1, n): a[i] = a[i - 1]` has the Flow dependence from the write to the
// read, carried by i, distance 1. As a set: {(i, i') : i < i', i = i' - 1}.
// Never Independent: such pairs give no Dependence. Dependent holds for all trip counts above the
// distance; an access that happens under a condition gives at most Unknown.
struct Dependence {
  loop_ir::AccessId source_id;
  loop_ir::AccessId sink_id;
  DependenceKind kind = DependenceKind::Flow;
  // One per loop around both accesses, outermost first.
  std::vector<DistanceInterval> distances;
  // The loop whose iterations differ, equal ones outside; not valid when all are equal.
  loop_ir::LoopId carried_by;
  Answer answer = Answer::Unknown;
  PairTest decided_by = PairTest::None;
  // For Unknown: what is missing, the assumptions under which there is no such dependence (empty
  // when none are known), and whether an index that may wrap below zero is part of it.
  std::vector<MissingFact> missing;
  std::vector<Assumption> independent_if;
  bool may_wrap = false;
  // Present when answer is Dependent.
  std::optional<Witness> witness;
};

}  // namespace autopar::dependence
