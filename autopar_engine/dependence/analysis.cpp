#include "dependence/analysis.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dependence/access_queries.hpp"
#include "dependence/affine_bounds.hpp"
#include "dependence/base_facts.hpp"
#include "dependence/flat_indices.hpp"
#include "dependence/implied_loops.hpp"
#include "dependence/induction.hpp"
#include "dependence/verdicts.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::LoopId;
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

bool touches(const LoopNest& nest, LoopId loop_id, loop_ir::NameId name_id) {
  return std::ranges::any_of(nest.accesses, [&](const Access& access) {
    return access.base_id == name_id && is_inside(access, loop_id);
  });
}

void add_guard(const LoopNest& nest, const Assumption& assumption, LoopAnalysis& analysis) {
  const std::size_t before = analysis.assumptions.size();
  add_assumption(analysis.assumptions, assumption);
  if (analysis.assumptions.size() > before) {
    analysis.verdict.guards.push_back(print_assumption(assumption, nest));
  }
}

// What was decided over recovered subscripts rests on what the recovery rests on.
void add_evidence(const LoopNest& nest, const std::vector<RecoveredBase>& bases, LoopId loop_id,
                  LoopAnalysis& analysis) {
  for (const RecoveredBase& base : bases) {
    if (!touches(nest, loop_id, base.name_id)) {
      continue;
    }
    for (const Assumption& assumption : base.evidence.assumptions) {
      add_guard(nest, assumption, analysis);
    }
    if (analysis.verdict.verdict != Verdict::Unknown) {
      analysis.verdict.stage = std::max(analysis.verdict.stage, base.evidence.stage);
    }
  }
}

// The verdict that needs the guards of a recovery: never more than Unknown until they hold.
void require_guards(const LoopNest& nest, const FlatRecovery& recovery, LoopId loop_id,
                    LoopAnalysis& analysis) {
  LoopVerdict& verdict = analysis.verdict;
  const bool was_decided = verdict.verdict != Verdict::Unknown;
  verdict.verdict = Verdict::Unknown;
  verdict.stage = Stage::Never;
  verdict.reasons.insert(Reason::Bound);
  for (const RecoveredBase& base : recovery.guarded) {
    if (!touches(nest, loop_id, base.name_id)) {
      continue;
    }
    for (const Assumption& assumption : base.needed) {
      verdict.stage_needed = std::max(verdict.stage_needed, stage_of(assumption));
      add_guard(nest, assumption, analysis);
    }
    if (was_decided) {
      verdict.explanation = fmt::format("rows of {} may overlap", nest.names[base.name_id].text);
    }
  }
}

// Where the flat subscripts leave a loop open and the recovered ones would not.
void try_guarded(const Context& context, const FlatRecovery& recovery, LoopId loop_id,
                 LoopAnalysis& analysis) {
  const bool is_touched = std::ranges::any_of(recovery.guarded, [&](const RecoveredBase& base) {
    return touches(context.nest, loop_id, base.name_id);
  });
  if (!is_touched || analysis.verdict.verdict != Verdict::Unknown) {
    return;
  }
  TestCounters uncounted;
  const LoopNest& nest = recovery.guarded_nest;
  Context guarded_context{nest, context.facts, context.effects, uncounted};
  const auto implied_loops = make_implied_loops(guarded_context);
  guarded_context.implied_loops = implied_loops ? &*implied_loops : nullptr;
  LoopAnalysis guarded = decide_loop(guarded_context, loop_id);
  if (!is_parallel(guarded.verdict_if_guarded)) {
    return;
  }
  guarded.verdict.stage_needed =
      guarded.verdict.verdict == Verdict::Unknown ? guarded.verdict.stage_needed : Stage::Syntax;
  add_evidence(nest, recovery.guarded, loop_id, guarded);
  add_evidence(nest, recovery.proved, loop_id, guarded);
  require_guards(nest, recovery, loop_id, guarded);
  analysis = std::move(guarded);
}

}  // namespace

NestAnalysis analyze(const LoopNest& nest, const loop_ir::ArgumentFacts* facts,
                     const EffectTable& effects) {
  NestAnalysis analysis;
  const LoopNest substituted = substitute_inductions(nest);
  TestCounters uncounted;
  FlatRecovery recovery = recover_flat_indices({substituted, facts, effects, uncounted});
  analysis.nest = std::move(recovery.nest);
  const Context uncounted_context{analysis.nest, facts, effects, uncounted};
  const auto implied_loops = make_implied_loops(uncounted_context);
  for (const LoopId loop_id : analysis.nest.loops.ids()) {
    TestCounters counters;
    Context context{analysis.nest, facts, effects, counters};
    context.implied_loops = implied_loops ? &*implied_loops : nullptr;
    analysis.loops.push_back(decide_loop(context, loop_id));
    add_evidence(analysis.nest, recovery.proved, loop_id, analysis.loops.back());
    if (!recovery.guarded.empty()) {
      try_guarded(context, recovery, loop_id, analysis.loops.back());
    }
    analysis.loops.back().counters = counters;
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
