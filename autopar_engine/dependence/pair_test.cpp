#include "dependence/pair_test.hpp"

#include <algorithm>
#include <span>

#include "dependence/access_queries.hpp"
#include "dependence/implied_loops.hpp"
#include "dependence/instance.hpp"
#include "dependence/pair_attempt.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::LoopId;

// At the call, or by the literals that the text gives to the symbols of a form.
bool is_known_to_hold(const Context& context, const Assumption& assumption, Evidence& evidence) {
  if (context.holds(assumption)) {
    evidence.add(assumption);
    return true;
  }
  const auto* sign = std::get_if<IsNonNegative>(&assumption);
  if (context.facts != nullptr || sign == nullptr) {
    return false;
  }
  const auto value = evaluate_form(context, sign->form, evidence);
  return value && *value >= 0;
}

bool all_hold(const Context& context, const std::vector<Assumption>& assumptions,
              Evidence& evidence) {
  return std::ranges::all_of(assumptions, [&](const Assumption& assumption) {
    return is_known_to_hold(context, assumption, evidence);
  });
}

std::vector<Assumption> needed_assumptions(const Attempt& attempt) {
  std::vector<Assumption> needed;
  for (const AttemptDimension& dimension : attempt.dimensions()) {
    const DimensionConditions& conditions = dimension.conditions;
    if (!conditions.no_wrap_if) {
      continue;
    }
    for (const Assumption& assumption : *conditions.no_wrap_if) {
      add_assumption(needed, assumption);
    }
    if (conditions.rows_apart_if) {
      add_assumption(needed, *conditions.rows_apart_if);
    }
  }
  return needed;
}

// Equal subscripts were independent, or a dimension did not count.
bool may_assumptions_help(const Attempt& attempt, const AttemptDecision& decision) {
  const auto is_wrap = [](Wrap wrap) { return wrap != Wrap::None; };
  const auto needs_rows = [](const AttemptDimension& dimension) {
    return dimension.conditions.rows_apart_if.has_value();
  };
  return std::ranges::any_of(decision.wraps, is_wrap) ||
         std::ranges::any_of(attempt.dimensions(), needs_rows);
}

void set_independent(const Attempt& attempt, const AttemptDecision& decision, PairAnswer& answer) {
  answer.answer = Answer::Independent;
  answer.decided_by = decision.decided_by;
  answer.evidence.add(attempt.evidence());
}

// With assumptions that hold; those that may hold are noted.
bool prove_with_assumptions(const Context& context, Attempt& attempt, PairAnswer& answer) {
  const AttemptDecision decision = attempt.decide(Trust::Assumptions);
  if (decision.answer != Answer::Independent) {
    return false;
  }
  std::vector<Assumption> needed = needed_assumptions(attempt);
  Evidence held;
  if (!all_hold(context, needed, held)) {
    answer.independent_if = std::move(needed);
    return false;
  }
  set_independent(attempt, decision, answer);
  answer.evidence.add(held);
  return true;
}

IterationVector joined(const std::vector<std::int64_t>& shared, std::span<const std::int64_t> own) {
  IterationVector whole = shared;
  whole.insert(whole.end(), own.begin(), own.end());
  return whole;
}

Witness to_witness(const Pairing& pairing, const Solution& solution) {
  const std::size_t of_source = pairing.source.loop_ids.size() - pairing.common_loops;
  const std::span<const std::int64_t> free(solution.free);
  return {joined(solution.source, free.first(of_source)),
          joined(solution.sink, free.subspan(of_source))};
}

bool always_executes(const Context& context, const Access& access, LoopId carrier_id) {
  if (access.is_skippable) {
    return false;
  }
  const std::size_t outer = carrier_id.is_valid() ? outer_conditions(context.nest, carrier_id) : 0;
  return condition_count(context.nest, access) == outer;
}

bool both_execute(const Context& context, const Pairing& pairing, LoopId carrier_id) {
  return always_executes(context, pairing.source, carrier_id) &&
         always_executes(context, pairing.sink, carrier_id);
}

// Put into the equations and the bounds, as far as these are known.
bool is_meeting(const Context& context, const Pairing& pairing, const Attempt& attempt,
                const AttemptDecision& decision, Evidence& evidence) {
  const Solution& solution = *decision.solution;
  for (std::size_t position = 0; position < decision.wraps.size(); ++position) {
    const auto equation = attempt.equation_for(position, decision.wraps[position]);
    if (!equation || !solves(*equation, solution)) {
      return false;
    }
  }
  const Witness witness = to_witness(pairing, solution);
  return is_in_domain(context, pairing.source.loop_ids, witness.source) &&
         is_in_domain(context, pairing.sink.loop_ids, witness.sink) &&
         is_in_extents(context, pairing.source, witness.source, evidence) &&
         is_in_extents(context, pairing.sink, witness.sink, evidence);
}

// Both sides have to have as many dimensions, and an equation in each, on iteration numbers.
bool prove_dependent(const Context& context, const Pairing& pairing, const Attempt& attempt,
                     const AttemptDecision& decision, PairAnswer& answer) {
  const bool are_iterations =
      std::ranges::all_of(attempt.space().shared, &SharedIndex::has_known_step);
  Evidence extents;
  if (pairing.source.dimensions.size() != pairing.sink.dimensions.size() || !are_iterations ||
      !decision.solution || !is_meeting(context, pairing, attempt, decision, extents)) {
    return false;
  }
  answer.answer = Answer::Dependent;
  answer.decided_by = PairTest::Exact;
  answer.witness = to_witness(pairing, *decision.solution);
  answer.evidence.add(attempt.evidence());
  answer.evidence.add(extents);
  return true;
}

// All proofs that one attempt can give; what it leaves open is left in `open`.
bool try_attempt(const Context& context, const Pairing& pairing, Attempt& attempt,
                 LoopId carrier_id, AttemptDecision& open, PairAnswer& answer) {
  open = attempt.decide(Trust::Nothing);
  if (open.answer == Answer::Independent) {
    set_independent(attempt, open, answer);
    return true;
  }
  const bool may_help = may_assumptions_help(attempt, open);
  if (may_help && prove_with_assumptions(context, attempt, answer)) {
    return true;
  }
  if (!both_execute(context, pairing, carrier_id)) {
    return false;
  }
  return prove_dependent(context, pairing, attempt, open, answer) ||
         (may_help && prove_dependent(context, pairing, attempt,
                                      attempt.decide(Trust::EqualSubscripts), answer));
}

bool has_value(const Context& context, const std::optional<loop_ir::AffineForm>& form) {
  return form && std::ranges::any_of(form->symbol_terms(), [&](const auto& term) {
           return value_of(context, term.first).has_value();
         });
}

bool has_value(const Context& context, const Access& access) {
  return std::ranges::any_of(access.dimensions,
                             [&](const auto& each) { return has_value(context, each.affine); }) ||
         std::ranges::any_of(access.loop_ids, [&](LoopId loop_id) {
           const loop_ir::IterationDomain& domain = context.nest.loops[loop_id].domain;
           return has_value(context, domain.start) || has_value(context, domain.stop);
         });
}

bool has_implied_loop(const Context& context, const Pairing& pairing) {
  const auto is_one = [&](LoopId loop_id) { return is_implied(context.nest.loops[loop_id]); };
  return std::ranges::any_of(pairing.source.loop_ids, is_one) ||
         std::ranges::any_of(pairing.sink.loop_ids, is_one);
}

// Whether an attempt with values knows more than one without: extents limit slices.
bool has_values(const Context& context, const Pairing& pairing, const Attempt& symbolic) {
  const bool uses_extents = symbolic.may_wrap() || has_implied_loop(context, pairing);
  return (uses_extents && context.facts != nullptr) || has_value(context, pairing.source) ||
         has_value(context, pairing.sink);
}

void add_missing(std::vector<MissingFact>& missing, MissingFact fact) {
  if (std::ranges::find(missing, fact) == missing.end()) {
    missing.push_back(fact);
  }
}

bool has_all_bounds(const IndexSpace& space) {
  return std::ranges::all_of(space.shared,
                             [](const SharedIndex& index) { return index.last.has_value(); }) &&
         std::ranges::all_of(space.free_last, [](const auto& last) { return last.has_value(); });
}

// Why the last attempt proved nothing.
void explain_unknown(const Context& context, const Pairing& pairing, const Attempt& attempt,
                     LoopId carrier_id, PairAnswer& answer) {
  bool has_equation = false;
  for (const AttemptDimension& dimension : attempt.dimensions()) {
    has_equation = has_equation || dimension.equation.equation.has_value();
    answer.may_wrap = answer.may_wrap || dimension.conditions.may_wrap();
    if (dimension.equation.missing) {
      add_missing(answer.missing, *dimension.equation.missing);
    }
  }
  if (!answer.independent_if.empty()) {
    answer.missing.clear();
    for (const Assumption& assumption : answer.independent_if) {
      add_missing(answer.missing,
                  stage_of(assumption) == Stage::Types ? MissingFact::Type : MissingFact::Bound);
    }
    return;
  }
  if (!both_execute(context, pairing, carrier_id) && answer.missing.empty()) {
    add_missing(answer.missing, MissingFact::Content);
  }
  if (has_equation && answer.missing.empty()) {
    const bool is_closed = !answer.may_wrap && has_all_bounds(attempt.space());
    add_missing(answer.missing, is_closed ? MissingFact::Precision : MissingFact::Bound);
  }
  if (answer.missing.empty()) {
    add_missing(answer.missing, MissingFact::Form);
  }
}

}  // namespace

PairAnswer test_pair(const Context& context, AccessId source_id, AccessId sink_id,
                     LoopId carrier_id, BaseType type, ByText by_text) {
  const Pairing pairing = make_pairing(context.nest, source_id, sink_id, carrier_id);
  PairAnswer answer;
  AttemptDecision open;
  const SymbolUse first = by_text == ByText::Open ? SymbolUse::Values : SymbolUse::Symbolic;
  std::optional<Attempt> attempt(std::in_place, context, pairing, first, type);
  bool is_proved = try_attempt(context, pairing, *attempt, carrier_id, open, answer);
  if (!is_proved && first == SymbolUse::Symbolic && has_values(context, pairing, *attempt)) {
    attempt.emplace(context, pairing, SymbolUse::Values, type);
    is_proved = try_attempt(context, pairing, *attempt, carrier_id, open, answer);
  }
  if (answer.answer != Answer::Independent) {
    answer.distances = attempt->distances(open);
  }
  if (!is_proved) {
    explain_unknown(context, pairing, *attempt, carrier_id, answer);
  }
  return answer;
}

}  // namespace autopar::dependence
