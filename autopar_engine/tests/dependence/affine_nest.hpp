#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "autopar/named_enum.hpp"
#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// Builds nests without a text: loops over affine ranges and accesses of one array `a`.
class AffineNest {
 public:
  AffineNest();

  loop_ir::LoopNest nest;
  loop_ir::NameId array_id;

  // The value of `n`.
  loop_ir::AffineForm symbol() const { return loop_ir::AffineForm::of_symbol(symbol_id_); }
  // Inside the parent, which may be no valid id.
  loop_ir::LoopId add_loop(loop_ir::LoopId parent_id, loop_ir::AffineForm start,
                           loop_ir::AffineForm stop, std::optional<std::int64_t> step);
  loop_ir::AccessId add_access(loop_ir::AccessMode mode, loop_ir::LoopId loop_id,
                               const std::vector<loop_ir::AffineForm>& subscripts);

  // `n` has that value and `a` is a fresh contiguous array of these extents.
  loop_ir::ArgumentFacts facts(std::int64_t value, const std::vector<std::int64_t>& extents) const;

 private:
  loop_ir::NameId symbol_name_id_;
  loop_ir::SymbolId symbol_id_;
};

// What makes a pair of accesses hard. Coupled: an index stands in two dimensions of one access.
// Triangular: else, a bound depends on an outer index. Rectangular: else.
AUTOPAR_NAMED_ENUM(BoundsClass, Rectangular, Triangular, Coupled);

// All subscripts and bounds are affine.
[[nodiscard]] BoundsClass class_of_bounds(const loop_ir::LoopNest& nest, loop_ir::AccessId source,
                                          loop_ir::AccessId sink);

// constant + the sum of coefficient * index.
loop_ir::AffineForm form(std::int64_t constant,
                         const std::vector<std::pair<loop_ir::LoopId, std::int64_t>>& terms = {});

}  // namespace autopar::dependence
