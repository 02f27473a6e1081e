#pragma once

#include <map>
#include <optional>

#include "dependence/context.hpp"
#include "polyhedra/integer_set.hpp"

namespace autopar::dependence {

// The form's symbols are known before the loop runs and have one value in all its iterations. The
// indices of loops in the form do not count. Errs on the side of false.
[[nodiscard]] bool is_fixed_in_loop(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id,
                                    const loop_ir::AffineForm& form);

// The value of each loop's index over the variables of a set.
using IndexValues = std::map<loop_ir::LoopId, polyhedra::LinearForm>;

// The instances of one read as integer points: a variable for each iteration number and each
// symbol. Holds every instance that can happen: an index of which nothing is known may be anything,
// and so may one whose bounds may change in the given loop. uses_values: symbols whose value the
// text says are put in. Context and nest outlive it. Example: b[j] in for i in range(n): for j in
// range(i): is {(i, j, n) : 0 <= i < n, 0 <= j < i}.
class ReadInstances {
 public:
  ReadInstances(const Context& context, loop_ir::LoopId loop_id, const loop_ir::Access& read,
                bool uses_values);

  // False if more variables than a set has were needed: then nothing else counts.
  [[nodiscard]] bool fits() const { return fits_; }
  [[nodiscard]] const polyhedra::IntegerSet& domain() const { return domain_; }
  [[nodiscard]] const IndexValues& indices() const { return indices_; }
  [[nodiscard]] const Evidence& evidence() const { return evidence_; }

  // The form over the variables; adds one for each new symbol. Nothing where a loop has no value, a
  // symbol may change in the loop, or a number leaves 64 bits.
  [[nodiscard]] std::optional<polyhedra::LinearForm> translate(const loop_ir::AffineForm& form,
                                                               const IndexValues& indices);

 private:
  polyhedra::LinearForm add_variable();
  void add_loop(loop_ir::LoopId each_id);
  polyhedra::LinearForm symbol_form(loop_ir::SymbolId symbol_id);

  const Context& context_;
  const loop_ir::LoopNest& nest_;
  loop_ir::LoopId loop_id_;
  bool uses_values_;
  bool fits_ = true;
  polyhedra::IntegerSet domain_;
  IndexValues indices_;
  std::map<loop_ir::SymbolId, polyhedra::LinearForm> symbols_;
  Evidence evidence_;
};

}  // namespace autopar::dependence
