#include "dependence/analysis.hpp"

#include <algorithm>

#include "dependence/affine_bounds.hpp"
#include "dependence/base_facts.hpp"
#include "dependence/induction.hpp"
#include "dependence/verdicts.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::LoopNest;

// Nothing if no assumption can bound the index before the loop runs.
std::optional<IsInExtent> extent_assumption(const LoopNest& nest, const Access& access,
                                            std::size_t dimension) {
  const auto& affine = access.dimensions[dimension].affine;
  const auto lowest = affine ? lowest_form(*affine, nest) : std::nullopt;
  const auto highest = affine ? highest_form(*affine, nest) : std::nullopt;
  if (!lowest || !highest) {
    return std::nullopt;
  }
  return IsInExtent{access.base_id, static_cast<std::uint32_t>(dimension), *lowest, *highest};
}

void add_integers(const LoopNest& nest, AccessAssumptions& result) {
  for (const loop_ir::Symbol& symbol : nest.symbols) {
    if (symbol.kind == loop_ir::SymbolKind::Value && !symbol.varies_with.is_valid()) {
      add_assumption(result.assumptions, IsInteger{symbol.name_id});
    }
  }
}

void add_access(const LoopNest& nest, AccessId access_id, AccessAssumptions& result) {
  const Access& access = nest.accesses[access_id];
  if (access.kind != loop_ir::AccessKind::Element) {
    return;
  }
  add_assumption(result.assumptions, array_assumption(nest, access.base_id));
  for (std::size_t dimension = 0; dimension < access.dimensions.size(); ++dimension) {
    const auto assumption = extent_assumption(nest, access, dimension);
    if (!assumption) {
      result.unchecked_access_ids.push_back(access_id);
      return;
    }
    add_assumption(result.assumptions, *assumption);
  }
}

}  // namespace

NestAnalysis analyze(const LoopNest& nest, const loop_ir::ArgumentFacts* facts,
                     const EffectTable& effects) {
  NestAnalysis analysis;
  analysis.nest = substitute_inductions(nest);
  const Context context{analysis.nest, facts, effects, analysis.counters};
  for (const loop_ir::LoopId loop_id : analysis.nest.loops.ids()) {
    analysis.loops.push_back(decide_loop(context, loop_id));
  }
  return analysis;
}

AccessAssumptions access_assumptions(const LoopNest& nest) {
  AccessAssumptions result;
  add_integers(nest, result);
  for (const AccessId access_id : nest.accesses.ids()) {
    add_access(nest, access_id, result);
  }
  return result;
}

}  // namespace autopar::dependence
