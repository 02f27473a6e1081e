#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/small_vector.hpp"
#include "dependence/context.hpp"
#include "dependence/stages/subscript_equation.hpp"
#include "loop_ir/access.hpp"

namespace autopar::dependence {

// How two accesses are paired: the loops around both, and the one that carries. Instances are in
// the same iteration of the loops before carrier_position, the source's iteration of the carrier
// is earlier, and the loops after it are free. With no carrier, all common loops are in the same
// iteration.
struct Pairing {
  const loop_ir::Access& source;
  const loop_ir::Access& sink;
  std::size_t common_loops = 0;
  std::optional<std::size_t> carrier_position;

  // Of the source.
  [[nodiscard]] std::span<const loop_ir::LoopId> shared_loops() const;
  // Of the source only, then of the sink only.
  using FreeLoops = SmallVector<loop_ir::LoopId, 4>;
  [[nodiscard]] FreeLoops free_loops() const;
};
// carrier_id is around both accesses, or not valid. Implied loops are never common.
[[nodiscard]] Pairing make_pairing(const loop_ir::LoopNest& nest, loop_ir::AccessId source_id,
                                   loop_ir::AccessId sink_id, loop_ir::LoopId carrier_id);

// Both instances see the same value: the symbol does not change in the nest, or only with loops
// around the carrier.
[[nodiscard]] bool is_one_value(const Pairing& pairing, const loop_ir::Symbol& symbol);

// Whether values of symbols (of the text or of the call) may be put in.
enum class SymbolUse { Symbolic, Values };

// One dimension as an equation, or why there is none.
struct DimensionEquation {
  std::size_t dimension = 0;
  std::optional<SubscriptEquation> equation;
  std::optional<MissingFact> missing;
  Evidence evidence;
};

// Sets the first `dimensions` subscripts of both accesses equal, on iteration numbers. A symbol
// cancels only where is_one_value.
[[nodiscard]] std::vector<DimensionEquation> make_equations(const Context& context,
                                                            const Pairing& pairing, SymbolUse use);

// Directions and bounds. The bounds come from outside: a box around each loop's iterations.
[[nodiscard]] IndexSpace make_space(const Context& context, const Pairing& pairing, SymbolUse use,
                                    Evidence& evidence);

}  // namespace autopar::dependence
