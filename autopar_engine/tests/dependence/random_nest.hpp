#pragma once

#include <random>
#include <string>
#include <vector>

#include "autopar/named_enum.hpp"
#include "tests/dependence/affine_nest.hpp"

namespace autopar::dependence {

// A nest of one to four loops with two accesses of one array, which may be the same access or stand
// in sibling loops. Extents are 0 to 8 with at most kMaximumInstances instances of an access;
// steps may be negative; coefficients are mostly 0 and 1 or -1, up to 7, and lengths of rows.
class RandomNest : public AffineNest {
 public:
  static constexpr std::int64_t kMaximumInstances = 400;

  explicit RandomNest(std::mt19937_64& random);

  // Of `n`.
  std::int64_t symbol_value = 0;
  std::size_t rank = 1;
  loop_ir::AccessId source;
  loop_ir::AccessId sink;

  // As Python, near enough to be read.
  [[nodiscard]] std::string text() const;

 private:
  std::int64_t between(std::int64_t lower, std::int64_t upper);
  bool one_in(std::int64_t count) { return between(1, count) == 1; }
  loop_ir::LoopId add_random_loop(loop_ir::LoopId parent_id, std::int64_t most);
  std::int64_t random_coefficient();
  std::vector<loop_ir::AffineForm> random_subscripts(loop_ir::LoopId innermost);

  std::mt19937_64& random_;
};

}  // namespace autopar::dependence
