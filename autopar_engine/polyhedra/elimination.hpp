#pragma once

#include <optional>
#include <vector>

#include "polyhedra/system.hpp"

namespace autopar::polyhedra {

using Values = std::array<std::int64_t, kMaximumVariables>;

// A variable that was replaced: its value at a point of what is left.
struct Replacement {
  std::size_t variable = 0;
  LinearForm value;
};

// One step toward a system without equalities. An equality with a coefficient 1 or -1 gives a
// variable's value and goes. Else the variable x_k with the coefficient nearest to zero becomes
//   x_k = x_k' - sum of q_j * x_j  with q_j = a_j / a_k rounded to nearest,
// which is unimodular and leaves coefficients a_j - a_k * q_j of at most |a_k| / 2. (Pugh's modhat
// substitution, Omega test 2.2, without its new variable.) At least one equality is there.
[[nodiscard]] Replacement eliminate_equality(System& system);

// A variable without equalities, with everything that speaks of it.
struct Elimination {
  std::size_t variable = 0;
  // Coefficient of the variable > 0, and < 0.
  std::vector<LinearForm> lower;
  std::vector<LinearForm> upper;

  // The projection of the integer points is the set of integer points of the projection: all
  // coefficients on one side are 1 or -1, or one side is open (Omega test 2.3.1).
  [[nodiscard]] bool is_exact() const;
  [[nodiscard]] std::size_t pair_count() const { return lower.size() * upper.size(); }
};

// The variable whose elimination is exact and adds the fewest rows, or if there is none the one
// with the smallest coefficients; nothing if no row is left.
[[nodiscard]] std::optional<std::size_t> cheapest_variable(const System& system);
[[nodiscard]] Elimination take_out(System& system, std::size_t variable);
void put_back(System& system, const Elimination& elimination);

// Real: all points above which the variable has a real value. Dark: only points above which it has
// an integer value, for b * x >= beta and a * x <= alpha where a * beta + (a - 1) * (b - 1) <=
// b * alpha (Omega test 2.3.2). Both agree where is_exact.
enum class Shadow { Real, Dark };
void add_shadow(System& system, const Elimination& elimination, Shadow shadow);

// The splinters of an elimination, as equalities one of which holds at each integer point that the
// dark shadow misses: b * x = beta + i for each lower row and 0 <= i <= (a*b - a - b) / a with the
// largest a, or the same from above, whichever are fewer. Nothing if they are more than `most`.
[[nodiscard]] std::optional<std::vector<WideForm>> splinters_of(const Elimination& elimination,
                                                                std::size_t variable_count,
                                                                std::int64_t most);

// Changes the point of the rest into one of the whole: the variable's value, or for an elimination
// the value nearest to zero. False if there is none in 64 bits.
[[nodiscard]] bool lift(const Replacement& replacement, Values& values);
[[nodiscard]] bool lift(const Elimination& elimination, Values& values);

}  // namespace autopar::polyhedra
