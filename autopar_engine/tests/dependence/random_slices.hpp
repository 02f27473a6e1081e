#pragma once

#include <random>
#include <string>
#include <vector>

#include "dependence/dependence.hpp"
#include "tests/dependence/affine_nest.hpp"

namespace autopar::dependence {

// What makes the bounds of slices hard. NotNegative: no bound that is written is ever below zero,
// and steps are 1. Strided: the same with steps of 2 and 3. Reversed: with steps below zero.
// FromEnd: some bound is below zero.
AUTOPAR_NAMED_ENUM(SliceClass, NotNegative, Strided, Reversed, FromEnd);

// Iteration numbers of an access, and the cells of `a` that it touches then, as one number each.
struct TouchedCells {
  IterationVector iterations;
  std::vector<std::int64_t> cells;
};

// A nest of one or two loops with two accesses of one array of one to three dimensions; they may be
// the same access. Subscripts are slices or affine; bounds may be absent, negative, beyond the
// extent and depend on indices and on `n`. An access may leave out a last dimension that has cells.
class RandomSlices : public AffineNest {
 public:
  explicit RandomSlices(std::mt19937_64& random);

  // The value of the symbol `n`.
  std::int64_t symbol_value = 0;
  std::vector<std::int64_t> extents;
  loop_ir::AccessId source;
  loop_ir::AccessId sink;

  // Nothing if an index raises in an array of these extents.
  [[nodiscard]] std::optional<std::vector<TouchedCells>> run(
      loop_ir::AccessId access_id, const std::vector<std::int64_t>& of_extents) const;
  // By the values that bounds take in the run.
  [[nodiscard]] SliceClass slice_class() const;
  [[nodiscard]] bool is_rectangular() const;
  // The nest as Python source.
  [[nodiscard]] std::string text() const;

 private:
  std::int64_t between(std::int64_t lower, std::int64_t upper);
  bool one_in(std::int64_t count) { return between(1, count) == 1; }
  void add_loops();
  loop_ir::AffineForm random_form(std::int64_t lower, std::int64_t upper);
  loop_ir::SliceForm random_slice(std::size_t dimension);
  loop_ir::AccessId add_random_access(loop_ir::AccessMode mode);

  std::mt19937_64& random_;
  std::vector<loop_ir::LoopId> loop_ids_;
};

}  // namespace autopar::dependence
