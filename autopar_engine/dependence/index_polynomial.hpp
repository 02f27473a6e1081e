#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "loop_ir/affine_form.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// A product of loop indices and symbols; both sorted, with repetition.
struct Monomial {
  std::vector<loop_ir::LoopId> loop_ids;
  std::vector<loop_ir::SymbolId> symbol_ids;
  auto operator<=>(const Monomial&) const = default;

  [[nodiscard]] std::size_t degree() const { return loop_ids.size() + symbol_ids.size(); }
};

// A sum of integer multiples of monomials: i*n + j + 1. Loop terms stand for index values, as in
// AffineForm. Never holds a zero coefficient.
using Polynomial = std::map<Monomial, std::int64_t>;

// The value of an index expression at an access as a polynomial: + - *, unary minus, integers,
// indices of loops around the access that nothing else binds, and names that the nest does not
// write, for which it adds symbols to the nest. Nothing for all else, and on overflow.
[[nodiscard]] std::optional<Polynomial> make_polynomial(loop_ir::LoopNest& nest,
                                                        const loop_ir::Access& access,
                                                        loop_ir::ExpressionId index_id);

[[nodiscard]] Polynomial to_polynomial(const loop_ir::AffineForm& form);
// The way back. Nothing if some monomial has a degree above 1.
[[nodiscard]] std::optional<loop_ir::AffineForm> to_affine(const Polynomial& polynomial);

// polynomial = quotient * divisor + rest.
struct Division {
  Polynomial quotient;
  Polynomial rest;
};
// Takes every monomial that mentions the symbol into the quotient.
[[nodiscard]] Division divide(const Polynomial& polynomial, loop_ir::SymbolId divisor);

}  // namespace autopar::dependence
