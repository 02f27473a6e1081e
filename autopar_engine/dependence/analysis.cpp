#include "dependence/analysis.hpp"

#include <algorithm>
#include <utility>

#include "base/checked_int.hpp"
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
void require_guards(const Context& context, const FlatRecovery& recovery, LoopId loop_id,
                    LoopAnalysis& analysis) {
  const LoopNest& nest = context.nest;
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
      verdict.explanation =
          context.in_words("rows of {} may overlap", nest.names[base.name_id].text);
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
  ShownPartsMemory shown;
  guarded_context.shown = &shown;
  guarded_context.has_words = context.has_words;
  LoopAnalysis guarded = decide_loop(guarded_context, loop_id);
  if (!is_parallel(guarded.verdict_if_guarded)) {
    return;
  }
  guarded.verdict.stage_needed =
      guarded.verdict.verdict == Verdict::Unknown ? guarded.verdict.stage_needed : Stage::Syntax;
  add_evidence(nest, recovery.guarded, loop_id, guarded);
  add_evidence(nest, recovery.proved, loop_id, guarded);
  require_guards(guarded_context, recovery, loop_id, guarded);
  analysis = std::move(guarded);
  analysis.needs_recovery = true;
}

// A nest as the tests see it, with what that takes. Stays where it is: contexts point into it.
class PreparedNest {
 public:
  PreparedNest(LoopNest nest, const loop_ir::ArgumentFacts* facts, const EffectTable& effects,
               Words words = Words::Kept)
      : facts_(facts), effects_(effects), words_(words) {
    TestCounters uncounted;
    recovery_ = recover_flat_indices(substitute_inductions(std::move(nest)), facts, effects);
    implied_loops_ = make_implied_loops({recovery_.nest, facts, effects, uncounted});
  }
  PreparedNest(const PreparedNest&) = delete;
  PreparedNest& operator=(const PreparedNest&) = delete;

  LoopAnalysis analyze_loop(LoopId loop_id) const {
    TestCounters counters;
    Context context{recovery_.nest, facts_, effects_, counters};
    context.implied_loops = implied_loops_ ? &*implied_loops_ : nullptr;
    polyhedra::PointMemory points;
    context.points = &points;
    ShownPartsMemory shown;
    context.shown = &shown;
    PairRows pair_rows;
    context.pair_rows = facts_ == nullptr ? &pair_rows : nullptr;
    context.has_words = words_ == Words::Kept;
    LoopAnalysis analysis = decide_loop(context, loop_id);
    add_evidence(recovery_.nest, recovery_.proved, loop_id, analysis);
    if (!recovery_.guarded.empty()) {
      try_guarded(context, recovery_, loop_id, analysis);
    }
    analysis.counters = counters;
    analysis.pair_rows = std::move(pair_rows);
    return analysis;
  }

  const LoopNest& nest() const { return recovery_.nest; }
  LoopNest release_nest() { return std::move(recovery_.nest); }

 private:
  const loop_ir::ArgumentFacts* facts_;
  const EffectTable& effects_;
  Words words_;
  FlatRecovery recovery_;
  std::optional<ImpliedLoops> implied_loops_;
};

// A loop that is left open is a reason why those around it are.
void add_inner_reasons(const LoopNest& nest, std::vector<LoopAnalysis>& loops) {
  for (const LoopId loop_id : nest.loops.ids()) {
    if (loops[loop_id.index()].verdict.verdict != Verdict::Unknown) {
      continue;
    }
    for (LoopId around = nest.loops[loop_id].parent_id; around.is_valid();
         around = nest.loops[around].parent_id) {
      LoopVerdict& outer = loops[around.index()].verdict;
      if (outer.verdict == Verdict::Unknown) {
        outer.reasons.insert(Reason::Inner);
      }
    }
  }
}

// Rows and arrays of which compiled code may make less than a parallel verdict of the text does
// (scalar_hazards.cpp, element_hazards.cpp).
bool is_restricted_at_call(const NestAnalysis& by_text, LoopId loop_id) {
  const LoopAnalysis& analysis = by_text.of(loop_id);
  const auto is_restricted_row = [&](const ScalarFlow& row) {
    return row.flow == ScalarClass::Induction || is_last_value_in_doubt(by_text.nest, loop_id, row);
  };
  const auto is_array = [](const Transformation& each) {
    return each.kind == TransformationKind::PrivatizeArray;
  };
  return is_parallel(analysis.verdict_if_guarded) &&
         (std::ranges::any_of(analysis.scalars, is_restricted_row) ||
          std::ranges::any_of(analysis.verdict.transformations, is_array));
}

// The loop has fixed bounds at the call, and that many iterations and more.
bool reaches_iteration(const LoopNest& nest, LoopId loop_id, std::int64_t iteration,
                       const loop_ir::ArgumentFacts& facts) {
  const loop_ir::IterationDomain& domain = nest.loops[loop_id].domain;
  const bool has_fixed_bounds = domain.start && domain.stop && domain.step &&
                                domain.start->loop_terms().empty() &&
                                domain.stop->loop_terms().empty();
  const auto range = has_fixed_bounds ? loop_ir::index_range(loop_id, nest, facts) : std::nullopt;
  if (!range || range->is_empty()) {
    return false;
  }
  const auto width = checked_subtract(range->upper, range->lower);
  const auto reach = checked_multiply(iteration, *domain.step);
  return width && reach && (*reach < 0 ? -*width <= *reach : *reach <= *width);
}

bool happens(const LoopNest& nest, AccessId access_id, const IterationVector& instance,
             const loop_ir::ArgumentFacts& facts) {
  const std::vector<LoopId>& loop_ids = nest.accesses[access_id].loop_ids;
  return std::ranges::equal(loop_ids, instance, [&](LoopId loop_id, std::int64_t iteration) {
    return reaches_iteration(nest, loop_id, iteration, facts);
  });
}

// Two iterations that prove a dependence in the text take place at the call.
bool is_tied_at_call(const NestAnalysis& by_text, const LoopAnalysis& analysis,
                     const loop_ir::ArgumentFacts& facts) {
  return std::ranges::any_of(analysis.dependences, [&](const Dependence& dependence) {
    return dependence.answer == Answer::Dependent && dependence.witness &&
           happens(by_text.nest, dependence.source_id, dependence.witness->source, facts) &&
           happens(by_text.nest, dependence.sink_id, dependence.witness->sink, facts);
  });
}

// Facts may show that a call has too few iterations for a dependence that the text proved.
bool may_facts_free(const LoopAnalysis& analysis) {
  return !is_parallel(analysis.verdict.verdict) && !analysis.dependences.empty();
}

// What index arrays hold may show that no two iterations of a histogram meet.
bool may_contents_free(Verdict verdict, const loop_ir::ArgumentFacts& facts) {
  return verdict == Verdict::Histo && !facts.contents.empty();
}

// The verdict of the text, where no fact could change it or its guards hold.
std::optional<LoopVerdict> settle_by_guards(const NestAnalysis& by_text, LoopId loop_id,
                                            const loop_ir::ArgumentFacts& facts) {
  const LoopAnalysis& analysis = by_text.of(loop_id);
  const bool is_decided = analysis.verdict.verdict != Verdict::Unknown;
  const bool is_open =
      is_decided ? may_facts_free(analysis) : !is_parallel(analysis.verdict_if_guarded);
  if (is_open || analysis.needs_recovery || is_restricted_at_call(by_text, loop_id) ||
      may_contents_free(analysis.verdict_if_guarded, facts)) {
    return std::nullopt;
  }
  if (is_decided) {
    return analysis.verdict;
  }
  Stage stage = Stage::Loop;
  for (const Assumption& assumption : analysis.assumptions) {
    if (!holds_throughout(assumption, by_text.nest, facts)) {
      return std::nullopt;
    }
    stage = std::max(stage, stage_of(assumption));
  }
  LoopVerdict settled = analysis.verdict;
  settled.verdict = analysis.verdict_if_guarded;
  settled.stage = stage;
  settled.stage_needed = Stage::Never;
  settled.reasons = {};
  settled.explanation = analysis.explanation_if_guarded;
  return settled;
}

// The same where the words of a verdict that is not parallel do not count.
std::optional<LoopVerdict> settle_by_ties_or_guards(const NestAnalysis& by_text, LoopId loop_id,
                                                    const loop_ir::ArgumentFacts& facts) {
  const LoopAnalysis& analysis = by_text.of(loop_id);
  const bool is_decided = analysis.verdict.verdict != Verdict::Unknown;
  const bool is_tied =
      is_decided && may_facts_free(analysis) && is_tied_at_call(by_text, analysis, facts);
  return is_tied ? std::optional(analysis.verdict) : settle_by_guards(by_text, loop_id, facts);
}

class CallVerdicts {
 public:
  CallVerdicts(const LoopNest& nest, const NestAnalysis& by_text,
               const loop_ir::ArgumentFacts& facts, const EffectTable& effects)
      : nest_(nest), by_text_(by_text), facts_(facts), effects_(effects) {}

  // settle gives nothing where the facts have to be analyzed.
  template <class Settle>
  std::vector<LoopVerdict> run(Settle settle) {
    std::vector<LoopVerdict> verdicts;
    for (const LoopId loop_id : nest_.loops.ids()) {
      auto settled = settle(by_text_, loop_id, facts_);
      verdicts.push_back(settled ? *std::move(settled) : analyze_loop(loop_id));
    }
    return verdicts;
  }

 private:
  LoopVerdict analyze_loop(LoopId loop_id) {
    if (!prepared_) {
      prepared_.emplace(nest_, &facts_, effects_);
    }
    return prepared_->analyze_loop(loop_id).verdict;
  }

  const LoopNest& nest_;
  const NestAnalysis& by_text_;
  const loop_ir::ArgumentFacts& facts_;
  const EffectTable& effects_;
  std::optional<PreparedNest> prepared_;
};

}  // namespace

NestAnalysis analyze(LoopNest nest, const loop_ir::ArgumentFacts* facts, const EffectTable& effects,
                     Words words) {
  NestAnalysis analysis;
  PreparedNest prepared(std::move(nest), facts, effects, words);
  for (const LoopId loop_id : prepared.nest().loops.ids()) {
    analysis.loops.push_back(prepared.analyze_loop(loop_id));
  }
  add_inner_reasons(prepared.nest(), analysis.loops);
  analysis.nest = prepared.release_nest();
  return analysis;
}

std::vector<LoopVerdict> verdicts_at_call(const LoopNest& nest, const NestAnalysis& by_text,
                                          const loop_ir::ArgumentFacts& facts,
                                          const EffectTable& effects) {
  return CallVerdicts(nest, by_text, facts, effects).run(settle_by_guards);
}

std::vector<LoopVerdict> verdicts_for_schedule(const LoopNest& nest, const NestAnalysis& by_text,
                                               const loop_ir::ArgumentFacts& facts,
                                               const EffectTable& effects) {
  return CallVerdicts(nest, by_text, facts, effects).run(settle_by_ties_or_guards);
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
