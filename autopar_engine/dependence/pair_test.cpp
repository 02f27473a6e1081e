#include "dependence/pair_test.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

#include "base/checked_int.hpp"
#include "dependence/access_queries.hpp"
#include "dependence/affine_bounds.hpp"
#include "dependence/instance.hpp"
#include "dependence/pair_system.hpp"
#include "dependence/stage_runner.hpp"
#include "dependence/witness.hpp"
#include "loop_ir/text.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AffineForm;
using loop_ir::LoopId;

// On which side of zero all values of a subscript lie, and for Unknown which assumption would put
// them on the upper side.
enum class Side { Upper, Lower, Unknown };
struct SideAnswer {
  Side side = Side::Unknown;
  std::optional<Assumption> upper_if;
};

SideAnswer side_of(const Context& context, const Access& access, std::size_t dimension) {
  const auto& affine = access.dimensions[dimension].affine;
  const auto lowest = affine ? lowest_form(*affine, context.nest) : std::nullopt;
  if (lowest && is_non_negative(*lowest, access.loop_ids, context.nest)) {
    return {Side::Upper, {}};
  }
  const auto highest = affine ? highest_form(*affine, context.nest) : std::nullopt;
  if (highest && highest->is_constant() && highest->constant() < 0) {
    return {Side::Lower, {}};
  }
  if (lowest && !lowest->is_constant()) {
    return {Side::Unknown, IsNonNegative{*lowest}};
  }
  return {};
}

// What has to hold before a dimension may prove independence.
struct Conditions {
  std::vector<Assumption> needed;
  // No assumption helps.
  bool is_hopeless = false;
  bool may_wrap = false;
};

void add_side(Conditions& conditions, const SideAnswer& answer) {
  if (answer.side == Side::Upper) {
    return;
  }
  conditions.may_wrap = true;
  if (answer.upper_if) {
    add_assumption(conditions.needed, *answer.upper_if);
  } else {
    conditions.is_hopeless = true;
  }
}

Conditions wrap_conditions(const Context& context, const Pairing& pairing, std::size_t dimension) {
  const SideAnswer source = side_of(context, pairing.source, dimension);
  const SideAnswer sink = side_of(context, pairing.sink, dimension);
  Conditions conditions;
  if (source.side == Side::Lower && sink.side == Side::Lower) {
    return conditions;
  }
  add_side(conditions, source);
  add_side(conditions, sink);
  return conditions;
}

Conditions conditions_of(const Context& context, const Pairing& pairing, std::size_t dimension,
                         BaseType type) {
  if (type == BaseType::Dict) {
    return {};
  }
  Conditions conditions = wrap_conditions(context, pairing, dimension);
  const bool is_last = dimension + 1 == pairing.source.dimensions.size() &&
                       dimension + 1 == pairing.sink.dimensions.size();
  if (type != BaseType::Array && !is_last) {
    add_assumption(conditions.needed, HasDistinctRows{pairing.source.base_id});
  }
  return conditions;
}

// One attempt: the equations with or without values, the space, and what each dimension needs.
struct Attempt {
  std::vector<DimensionEquation> dimensions;
  std::vector<Conditions> conditions;
  IndexSpace space;
  Evidence space_evidence;
};

Attempt make_attempt(const Context& context, const Pairing& pairing, SymbolUse use, BaseType type) {
  Attempt attempt;
  attempt.dimensions = make_equations(context, pairing, use);
  for (const DimensionEquation& dimension : attempt.dimensions) {
    attempt.conditions.push_back(conditions_of(context, pairing, dimension.dimension, type));
  }
  attempt.space = make_space(context, pairing, use, attempt.space_evidence);
  return attempt;
}

// The equations of the dimensions that pass the filter, and what they used.
struct Selection {
  std::vector<SubscriptEquation> equations;
  std::vector<Assumption> needed;
  Evidence evidence;
};

template <class Filter>
Selection select(const Attempt& attempt, Filter passes) {
  Selection selection;
  selection.evidence.add(attempt.space_evidence);
  for (std::size_t position = 0; position < attempt.dimensions.size(); ++position) {
    const DimensionEquation& dimension = attempt.dimensions[position];
    if (dimension.equation && passes(attempt.conditions[position])) {
      selection.equations.push_back(*dimension.equation);
      selection.evidence.add(dimension.evidence);
      for (const Assumption& assumption : attempt.conditions[position].needed) {
        add_assumption(selection.needed, assumption);
      }
    }
  }
  return selection;
}

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

std::vector<DistanceInterval> intervals_of(const IndexSpace& space,
                                           const std::vector<std::optional<std::int64_t>>& fixed) {
  std::vector<DistanceInterval> intervals;
  for (std::size_t position = 0; position < space.shared.size(); ++position) {
    const SharedIndex& index = space.shared[position];
    const auto distance = position < fixed.size() ? fixed[position] : std::nullopt;
    if (index.direction == Direction::Equal) {
      intervals.push_back({0, 0});
    } else if (distance) {
      intervals.push_back({distance, distance});
    } else if (index.direction == Direction::Less) {
      intervals.push_back({1, index.last});
    } else {
      const auto lower = index.last ? checked_negate(*index.last) : std::nullopt;
      intervals.push_back({lower, index.last});
    }
  }
  return intervals;
}

// Tries to prove independence with what this attempt knows.
bool prove_independent(const Context& context, const Attempt& attempt, PairAnswer& answer) {
  Selection certain = select(attempt, [](const Conditions& conditions) {
    return conditions.needed.empty() && !conditions.is_hopeless;
  });
  const StageDecision by_certain = run_stages(certain.equations, attempt.space, context.counters);
  if (by_certain.answer == Answer::Independent) {
    answer.answer = Answer::Independent;
    answer.decided_by = by_certain.decided_by;
    answer.evidence.add(certain.evidence);
    return true;
  }
  Selection possible =
      select(attempt, [](const Conditions& conditions) { return !conditions.is_hopeless; });
  const StageDecision by_possible = run_stages(possible.equations, attempt.space, context.counters);
  if (by_possible.answer != Answer::Independent) {
    return false;
  }
  Evidence held;
  if (!all_hold(context, possible.needed, held)) {
    answer.independent_if = possible.needed;
    return false;
  }
  answer.answer = Answer::Independent;
  answer.decided_by = by_possible.decided_by;
  answer.evidence.add(possible.evidence);
  answer.evidence.add(held);
  return true;
}

std::optional<HasExtent> extent_at_call(const Context& context, loop_ir::NameId name_id,
                                        std::size_t dimension) {
  const loop_ir::ArrayArgument* array =
      context.facts == nullptr ? nullptr : context.facts->find_array(name_id);
  if (array == nullptr || dimension >= array->rank()) {
    return std::nullopt;
  }
  return HasExtent{name_id, static_cast<std::uint32_t>(dimension), array->extents[dimension]};
}

// One equation for each multiple of the extent by which the subscripts may differ.
std::vector<SubscriptEquation> wrapped_equations(const SubscriptEquation& equation,
                                                 std::int64_t extent) {
  std::vector<SubscriptEquation> equations{equation};
  for (const std::int64_t shift : {extent, -extent}) {
    const auto constant = checked_add(equation.constant, shift);
    if (!constant) {
      return {};
    }
    equations.push_back(equation);
    equations.back().constant = *constant;
  }
  return equations;
}

// With the extents of the call: a dimension whose index may wrap proves independence if it does so
// for each multiple of the extent alone. Indices in [-extent, extent) are assumed, as for all
// accesses that do not raise.
bool prove_with_wrapping(const Context& context, const Pairing& pairing, const Attempt& attempt,
                         PairAnswer& answer) {
  for (std::size_t position = 0; position < attempt.dimensions.size(); ++position) {
    const DimensionEquation& dimension = attempt.dimensions[position];
    const auto extent = extent_at_call(context, pairing.source.base_id, dimension.dimension);
    if (!dimension.equation || !attempt.conditions[position].may_wrap || !extent) {
      continue;
    }
    const auto equations = wrapped_equations(*dimension.equation, extent->value);
    const auto is_independent = [&](const SubscriptEquation& equation) {
      return run_stages(std::span(&equation, 1), attempt.space, context.counters).answer ==
             Answer::Independent;
    };
    if (!equations.empty() && std::ranges::all_of(equations, is_independent)) {
      answer.answer = Answer::Independent;
      answer.decided_by = PairTest::Banerjee;
      answer.evidence.add(attempt.space_evidence);
      answer.evidence.add(dimension.evidence);
      answer.evidence.add(Assumption(*extent));
      return true;
    }
  }
  return false;
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
  const std::size_t outer = carrier_id.is_valid() ? outer_conditions(context.nest, carrier_id) : 0;
  return condition_count(context.nest, access) == outer && !access.is_skippable;
}

// Both sides have to have an equation in every dimension, and as many of them.
bool prove_dependent(const Context& context, const Pairing& pairing, const Attempt& attempt,
                     LoopId carrier_id, PairAnswer& answer) {
  const bool is_whole = pairing.source.dimensions.size() == pairing.sink.dimensions.size() &&
                        std::ranges::all_of(attempt.dimensions, [](const auto& dimension) {
                          return dimension.equation.has_value();
                        });
  if (!is_whole || !always_executes(context, pairing.source, carrier_id) ||
      !always_executes(context, pairing.sink, carrier_id)) {
    return false;
  }
  const Selection all = select(attempt, [](const Conditions&) { return true; });
  const auto solution = find_witness(all.equations, attempt.space, [&](const Solution& found) {
    const Witness witness = to_witness(pairing, found);
    return is_in_domain(context, pairing.source.loop_ids, witness.source) &&
           is_in_domain(context, pairing.sink.loop_ids, witness.sink);
  });
  if (!solution) {
    return false;
  }
  answer.answer = Answer::Dependent;
  answer.decided_by = PairTest::Witness;
  answer.witness = to_witness(pairing, *solution);
  answer.evidence.add(all.evidence);
  return true;
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
  for (std::size_t position = 0; position < attempt.dimensions.size(); ++position) {
    has_equation = has_equation || attempt.dimensions[position].equation.has_value();
    answer.may_wrap = answer.may_wrap || attempt.conditions[position].may_wrap;
    if (attempt.dimensions[position].missing) {
      add_missing(answer.missing, *attempt.dimensions[position].missing);
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
  const bool is_conditional = !always_executes(context, pairing.source, carrier_id) ||
                              !always_executes(context, pairing.sink, carrier_id);
  if (is_conditional && answer.missing.empty()) {
    add_missing(answer.missing, MissingFact::Content);
  }
  if (has_equation && answer.missing.empty()) {
    const bool is_closed = !answer.may_wrap && has_all_bounds(attempt.space);
    add_missing(answer.missing, is_closed ? MissingFact::Precision : MissingFact::Bound);
  }
  if (answer.missing.empty()) {
    add_missing(answer.missing, MissingFact::Form);
  }
}

void fill_distances(const Context& context, const Attempt& attempt, PairAnswer& answer) {
  const Selection all = select(attempt, [](const Conditions&) { return true; });
  TestCounters uncounted;
  const StageDecision decision = run_stages(all.equations, attempt.space, uncounted);
  answer.distances = intervals_of(attempt.space, decision.distances);
  static_cast<void>(context);
}

}  // namespace

PairAnswer test_pair(const Context& context, AccessId source_id, AccessId sink_id,
                     LoopId carrier_id, BaseType type) {
  const Pairing pairing = make_pairing(context.nest, source_id, sink_id, carrier_id);
  PairAnswer answer;
  const Attempt symbolic = make_attempt(context, pairing, SymbolUse::Symbolic, type);
  if (prove_independent(context, symbolic, answer)) {
    return answer;
  }
  const Attempt valued = make_attempt(context, pairing, SymbolUse::Values, type);
  if (prove_independent(context, valued, answer) ||
      prove_with_wrapping(context, pairing, valued, answer)) {
    return answer;
  }
  fill_distances(context, valued, answer);
  if (!prove_dependent(context, pairing, symbolic, carrier_id, answer) &&
      !prove_dependent(context, pairing, valued, carrier_id, answer)) {
    explain_unknown(context, pairing, valued, carrier_id, answer);
  }
  return answer;
}

std::optional<Counterexample> explain_witness(const Context& context,
                                              const Dependence& dependence) {
  if (!dependence.witness) {
    return std::nullopt;
  }
  const Access& source = context.nest.accesses[dependence.source_id];
  const Access& sink = context.nest.accesses[dependence.sink_id];
  const auto source_values = index_values(context, source.loop_ids, dependence.witness->source);
  const auto sink_values = index_values(context, sink.loop_ids, dependence.witness->sink);
  if (!source_values || !sink_values) {
    return std::nullopt;
  }
  const auto constants = [](const std::vector<AffineForm>& values) {
    std::vector<std::int64_t> numbers;
    for (const AffineForm& value : values) {
      if (value.is_constant()) {
        numbers.push_back(value.constant());
      }
    }
    return numbers;
  };
  Counterexample example{source.range, sink.range, constants(*source_values),
                         constants(*sink_values), ""};
  std::vector<std::string> subscripts;
  for (const loop_ir::SubscriptDimension& dimension : source.dimensions) {
    const auto index = substitute(*dimension.affine, source.loop_ids, *source_values);
    subscripts.push_back(index ? loop_ir::print_affine(context.nest, *index) : "?");
  }
  example.cell =
      fmt::format("{}[{}]", context.nest.names[source.base_id].text, fmt::join(subscripts, ", "));
  const bool is_complete = example.first_iteration.size() == source.loop_ids.size() &&
                           example.second_iteration.size() == sink.loop_ids.size();
  return is_complete ? std::optional(example) : std::nullopt;
}

}  // namespace autopar::dependence
