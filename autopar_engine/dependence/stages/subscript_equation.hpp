#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "autopar/named_enum.hpp"
#include "base/small_vector.hpp"
#include "dependence/dependence.hpp"

namespace autopar::dependence {

// The iteration numbers of one loop around both accesses: x of the source's instance, y of the
// sink's, both in [0, last] (no upper end where last is absent), y to x as the direction says.
// Where the loop's step is not known (but not 0), x and y count in index values instead: then last
// is absent, x and y may be negative, and Less or Greater say no more than "different".
struct SharedIndex {
  std::optional<std::int64_t> last;
  Direction direction = Direction::Any;
  bool has_known_step = true;
};

// The unknowns of one question: may these two accesses touch one cell, in iterations that lie to
// each other like this? free_last: loops around one access only, each in [0, last].
struct IndexSpace {
  SmallVector<SharedIndex, 3> shared;
  SmallVector<std::optional<std::int64_t>, 3> free_last;
};

// One dimension of two subscripts, set equal:
//   sum of source_k * x_k  -  sum of sink_k * y_k  +  sum of free_m * z_m  +  constant  =  0
// Example: a[2*i + 1] against a[i] is {shared: {(2, 1)}, constant: 1}.
struct SubscriptEquation {
  struct Coefficients {
    std::int64_t source = 0;
    std::int64_t sink = 0;
  };
  SmallVector<Coefficients, 3> shared;
  SmallVector<std::int64_t, 3> free;
  std::int64_t constant = 0;
};

// Values for all unknowns: x and y of the shared indices, z of the free ones.
struct Solution {
  std::vector<std::int64_t> source;
  std::vector<std::int64_t> sink;
  std::vector<std::int64_t> free;
};

// Exact; false where a part leaves 64 bits.
[[nodiscard]] bool solves(const SubscriptEquation& equation, const Solution& solution);

// What one test says of one equation alone, directions included. Dependent: it has a solution.
AUTOPAR_NAMED_ENUM(StageOutcome, NotApplicable, PassedOn, Independent, Dependent);

struct StageAnswer {
  StageOutcome outcome = StageOutcome::NotApplicable;
  // y - x of the only index, where the equation fixes it.
  std::optional<std::int64_t> distance;
};

// What is left of an equation once terms with coefficient 0 are gone and an index with direction
// Equal has become one unknown (x = y). A shared term reads source * x - sink * y, any other
// source * x.
struct ActiveTerm {
  std::int64_t source = 0;
  std::int64_t sink = 0;
  bool is_shared = false;
  SharedIndex index;
};

using ActiveTerms = SmallVector<ActiveTerm, 4>;

// Nothing when a coefficient leaves 64 bits.
[[nodiscard]] std::optional<ActiveTerms> active_terms(const SubscriptEquation& equation,
                                                      const IndexSpace& space);

// No instance pair is left: a loop without iterations, or two different iterations of a loop that
// has one.
[[nodiscard]] bool is_empty(const IndexSpace& space);

}  // namespace autopar::dependence
