#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "dependence/dependence.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// Dimension D6: what the subscripts of two accesses to one object are to each other, by the indices
// of loops that they mention. ZIV: none. SIV: one, strong where both sides have the same
// coefficient of it. RDIV: one on each side, of two loops. MIV: more. Coupled: some index in two
// dimensions or more. Nonaffine: a subscript without an affine form, or another number of
// dimensions. Names: of two names, whose subscripts are not compared. Other: too many pairs to be
// tested. Source: Goff, Kennedy, Tseng, "Practical dependence testing", PLDI 1991, section 3.
AUTOPAR_NAMED_ENUM(PairClass, Ziv, StrongSiv, WeakSiv, Rdiv, Miv, Coupled, Nonaffine, Names, Other);

// Of several dimensions that share no index the last class in the order above. Example:
// a[i, 2*j] and a[i + 1, j] are WeakSiv.
[[nodiscard]] PairClass class_of_pair(const loop_ir::Access& source, const loop_ir::Access& sink);

// Pairs that are alike. kind: nothing for independent pairs and for names. distances as in
// Dependence; empty for independent pairs.
struct PairRow {
  PairClass pair_class = PairClass::Other;
  Answer answer = Answer::Unknown;
  PairTest decided_by = PairTest::None;
  std::optional<DependenceKind> kind;
  std::vector<DistanceInterval> distances;

  auto operator<=>(const PairRow&) const = default;
};

// How many pairs of a loop each row stands for: the same pairs that TestCounters counts.
using PairRows = std::map<PairRow, std::uint64_t>;

}  // namespace autopar::dependence
