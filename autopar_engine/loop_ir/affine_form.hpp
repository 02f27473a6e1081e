#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "base/small_vector.hpp"
#include "loop_ir/expression.hpp"
#include "loop_ir/ids.hpp"

namespace autopar::loop_ir {

// A sum of integer multiples of loop index values and symbols, plus a constant:
// 2*i - j + 3*n + 1. A loop term stands for the value of the loop's index (Loop::index), not for
// its iteration number. Terms are sorted by id and never zero, so equal forms compare equal.
// Arithmetic that would overflow 64 bits gives nothing.
class AffineForm {
 public:
  using LoopTerm = std::pair<LoopId, std::int64_t>;
  using SymbolTerm = std::pair<SymbolId, std::int64_t>;
  // Few forms have more terms of a kind.
  using LoopTerms = SmallVector<LoopTerm, 2>;
  using SymbolTerms = SmallVector<SymbolTerm, 2>;

  AffineForm() = default;

  [[nodiscard]] static AffineForm of_constant(std::int64_t value);
  [[nodiscard]] static AffineForm of_loop(LoopId loop_id);
  [[nodiscard]] static AffineForm of_symbol(SymbolId symbol_id);

  [[nodiscard]] std::int64_t constant() const { return constant_; }
  [[nodiscard]] const LoopTerms& loop_terms() const { return loop_terms_; }
  [[nodiscard]] const SymbolTerms& symbol_terms() const { return symbol_terms_; }

  // Zero where the form has no such term.
  [[nodiscard]] std::int64_t coefficient(LoopId loop_id) const;
  [[nodiscard]] std::int64_t coefficient(SymbolId symbol_id) const;

  [[nodiscard]] bool is_constant() const { return loop_terms_.empty() && symbol_terms_.empty(); }

  [[nodiscard]] std::optional<AffineForm> plus(const AffineForm& other) const;
  [[nodiscard]] std::optional<AffineForm> minus(const AffineForm& other) const;
  [[nodiscard]] std::optional<AffineForm> times(std::int64_t factor) const;

  bool operator==(const AffineForm&) const = default;

  template <class Field>
  static void describe(Field&& field, auto& form) {
    field("loops", form.loop_terms_);
    field("symbols", form.symbol_terms_);
    field("constant", form.constant_);
  }

 private:
  LoopTerms loop_terms_;
  SymbolTerms symbol_terms_;
  std::int64_t constant_ = 0;
};

// The form of `left op right`: of a sum, a difference, or a product with a constant. Nothing for
// other operators, products of two forms and what leaves 64 bits.
[[nodiscard]] std::optional<AffineForm> apply_operator(BinaryOperator op, const AffineForm& left,
                                                       const AffineForm& right);

}  // namespace autopar::loop_ir
