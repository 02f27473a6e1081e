#include "dependence/pair_system.hpp"

#include <algorithm>

#include "base/checked_int.hpp"
#include "dependence/affine_bounds.hpp"
#include "dependence/implied_loops.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AffineForm;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::SubscriptForm;
using loop_ir::SymbolId;

// A subscript over iteration numbers: coefficient per loop, and what is left.
struct Flattened {
  AffineForm::LoopTerms iterations;
  // Loops whose start is no affine form; it is one value per run of the loop.
  AffineForm::LoopTerms unknown_starts;
  AffineForm rest;
};

std::optional<Flattened> flatten(const AffineForm& form, const LoopNest& nest) {
  Flattened flat;
  flat.rest = form;
  while (!flat.rest.loop_terms().empty()) {
    const auto [loop_id, coefficient] = flat.rest.loop_terms().back();
    const loop_ir::IterationDomain& domain = nest.loops[loop_id].domain;
    const auto index = AffineForm::of_loop(loop_id).times(coefficient);
    auto rest = index ? flat.rest.minus(*index) : std::nullopt;
    if (domain.start) {
      const auto start = domain.start->times(coefficient);
      rest = rest && start ? rest->plus(*start) : std::nullopt;
    } else {
      flat.unknown_starts.push_back({loop_id, coefficient});
    }
    const auto per_iteration = checked_multiply(coefficient, domain.step.value_or(1));
    if (!rest || !per_iteration) {
      return std::nullopt;
    }
    flat.iterations.push_back({loop_id, *per_iteration});
    flat.rest = *std::move(rest);
  }
  return flat;
}

std::int64_t coefficient_of(const AffineForm::LoopTerms& terms, LoopId loop_id) {
  const auto* const found = std::ranges::find(terms, loop_id, &AffineForm::LoopTerm::first);
  return found == terms.end() ? 0 : found->second;
}

bool is_among_first(const Pairing& pairing, std::size_t count, LoopId loop_id) {
  const auto end = pairing.source.loop_ids.begin() + static_cast<std::ptrdiff_t>(count);
  return std::find(pairing.source.loop_ids.begin(), end, loop_id) != end;
}

// Both instances run in one iteration of the loop, inside an inner loop that is around both: what
// the body of the loop writes outside that inner loop does not change between them.
bool is_around_carrier(const Pairing& pairing, LoopId loop_id) {
  const std::size_t innermost = pairing.common_loops == 0 ? 0 : pairing.common_loops - 1;
  return is_among_first(pairing, pairing.carrier_position.value_or(innermost), loop_id);
}

// Both instances run after one and the same entry of the loop.
bool is_entered_once(const Pairing& pairing, LoopId loop_id) {
  const std::size_t entered =
      pairing.carrier_position ? *pairing.carrier_position + 1 : pairing.common_loops;
  return is_among_first(pairing, entered, loop_id);
}

bool symbols_are_fixed(const Pairing& pairing, const AffineForm& form, const LoopNest& nest) {
  return std::ranges::all_of(form.symbol_terms(), [&](const AffineForm::SymbolTerm& term) {
    return is_one_value(pairing, nest.symbols[term.first]);
  });
}

// An unknown start cancels for the carrier and the loops around it, which are entered once for both
// instances.
bool starts_cancel(const Pairing& pairing, const Flattened& source, const Flattened& sink) {
  const auto cancels = [&](const auto& entry) {
    return is_entered_once(pairing, entry.first) &&
           coefficient_of(source.unknown_starts, entry.first) ==
               coefficient_of(sink.unknown_starts, entry.first);
  };
  return std::ranges::all_of(source.unknown_starts, cancels) &&
         std::ranges::all_of(sink.unknown_starts, cancels);
}

bool free_loops_have_steps(const Pairing& pairing, const Flattened& source, const Flattened& sink,
                           const LoopNest& nest) {
  return std::ranges::all_of(pairing.free_loops(), [&](LoopId loop_id) {
    return nest.loops[loop_id].domain.step || (coefficient_of(source.iterations, loop_id) == 0 &&
                                               coefficient_of(sink.iterations, loop_id) == 0);
  });
}

std::optional<std::int64_t> constant_difference(const Context& context, const AffineForm& source,
                                                const AffineForm& sink, SymbolUse use,
                                                Evidence& evidence) {
  const auto difference = source.minus(sink);
  if (!difference) {
    return std::nullopt;
  }
  if (difference->is_constant()) {
    return difference->constant();
  }
  return use == SymbolUse::Values ? evaluate_form(context, *difference, evidence) : std::nullopt;
}

bool fill_coefficients(const Pairing& pairing, const Flattened& source, const Flattened& sink,
                       SubscriptEquation& equation) {
  for (const LoopId loop_id : pairing.shared_loops()) {
    equation.shared.push_back(
        {coefficient_of(source.iterations, loop_id), coefficient_of(sink.iterations, loop_id)});
  }
  for (std::size_t position = pairing.common_loops; position < pairing.source.loop_ids.size();
       ++position) {
    equation.free.push_back(coefficient_of(source.iterations, pairing.source.loop_ids[position]));
  }
  for (std::size_t position = pairing.common_loops; position < pairing.sink.loop_ids.size();
       ++position) {
    const auto negated =
        checked_negate(coefficient_of(sink.iterations, pairing.sink.loop_ids[position]));
    if (!negated) {
      return false;
    }
    equation.free.push_back(*negated);
  }
  return true;
}

MissingFact missing_for(SubscriptForm form) {
  switch (form) {
    case SubscriptForm::Indirect:
    case SubscriptForm::Mask:
    case SubscriptForm::Key:
    case SubscriptForm::Moddiv:
    case SubscriptForm::Nonlin:
    case SubscriptForm::Variant:
      return MissingFact::Content;
    case SubscriptForm::Slice:
    case SubscriptForm::Whole:
    case SubscriptForm::Inv:
    case SubscriptForm::Lin1:
    case SubscriptForm::Linn:
    case SubscriptForm::Linsym:
      break;
  }
  return MissingFact::Form;
}

DimensionEquation make_equation(const Context& context, const Pairing& pairing,
                                std::size_t dimension, SymbolUse use) {
  DimensionEquation result{.dimension = dimension};
  const loop_ir::SubscriptDimension& source_subscript = pairing.source.dimensions[dimension];
  const loop_ir::SubscriptDimension& sink_subscript = pairing.sink.dimensions[dimension];
  if (!source_subscript.affine || !sink_subscript.affine) {
    result.missing =
        missing_for(!source_subscript.affine ? source_subscript.form : sink_subscript.form);
    return result;
  }
  const auto source = flatten(*source_subscript.affine, context.nest);
  const auto sink = flatten(*sink_subscript.affine, context.nest);
  if (!source || !sink || !free_loops_have_steps(pairing, *source, *sink, context.nest)) {
    result.missing = MissingFact::Stride;
    return result;
  }
  const bool is_fixed = symbols_are_fixed(pairing, source->rest, context.nest) &&
                        symbols_are_fixed(pairing, sink->rest, context.nest) &&
                        starts_cancel(pairing, *source, *sink);
  const auto constant =
      is_fixed ? constant_difference(context, source->rest, sink->rest, use, result.evidence)
               : std::nullopt;
  if (!constant) {
    result.missing = MissingFact::Value;
    return result;
  }
  SubscriptEquation equation{.constant = *constant};
  if (!fill_coefficients(pairing, *source, *sink, equation)) {
    result.missing = MissingFact::Value;
    return result;
  }
  result.equation = std::move(equation);
  return result;
}

std::optional<std::int64_t> last_of(const Context& context, LoopId loop_id, SymbolUse use,
                                    Evidence& evidence) {
  const loop_ir::IterationDomain& domain = context.nest.loops[loop_id].domain;
  if (domain.trip_count) {
    return *domain.trip_count - 1;
  }
  const auto span = index_span(loop_id, context.nest);
  const auto highest = span ? highest_form(*span, context.nest) : std::nullopt;
  if (!highest || (use == SymbolUse::Symbolic && !highest->is_constant())) {
    return std::nullopt;
  }
  Evidence used;
  const auto size = evaluate_form(context, *highest, used);
  if (!size) {
    return std::nullopt;
  }
  evidence.add(used);
  return last_iteration(*size, *domain.step);
}

Direction direction_at(const Pairing& pairing, std::size_t position) {
  if (!pairing.carrier_position || position < *pairing.carrier_position) {
    return Direction::Equal;
  }
  return position == *pairing.carrier_position ? Direction::Less : Direction::Any;
}

}  // namespace

bool is_one_value(const Pairing& pairing, const loop_ir::Symbol& symbol) {
  return !symbol.varies_with.is_valid() || is_around_carrier(pairing, symbol.varies_with);
}

std::span<const LoopId> Pairing::shared_loops() const {
  return std::span(source.loop_ids).first(common_loops);
}

Pairing::FreeLoops Pairing::free_loops() const {
  FreeLoops loops;
  for (const Access* const access : {&source, &sink}) {
    for (const LoopId loop_id : std::span(access->loop_ids).subspan(common_loops)) {
      loops.push_back(loop_id);
    }
  }
  return loops;
}

Pairing make_pairing(const LoopNest& nest, loop_ir::AccessId source_id, loop_ir::AccessId sink_id,
                     LoopId carrier_id) {
  Pairing pairing{nest.accesses[source_id], nest.accesses[sink_id], 0, std::nullopt};
  const auto& source_loops = pairing.source.loop_ids;
  const auto& sink_loops = pairing.sink.loop_ids;
  while (pairing.common_loops < std::min(source_loops.size(), sink_loops.size()) &&
         source_loops[pairing.common_loops] == sink_loops[pairing.common_loops] &&
         !is_implied(nest.loops[source_loops[pairing.common_loops]])) {
    if (source_loops[pairing.common_loops] == carrier_id) {
      pairing.carrier_position = pairing.common_loops;
    }
    ++pairing.common_loops;
  }
  const bool is_around_both = !carrier_id.is_valid() || pairing.carrier_position.has_value();
  AUTOPAR_CHECK(is_around_both, "a carrier around both accesses");
  return pairing;
}

std::vector<DimensionEquation> make_equations(const Context& context, const Pairing& pairing,
                                              SymbolUse use) {
  std::vector<DimensionEquation> equations;
  const std::size_t dimensions =
      std::min(pairing.source.dimensions.size(), pairing.sink.dimensions.size());
  equations.reserve(dimensions);
  for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
    equations.push_back(make_equation(context, pairing, dimension, use));
  }
  return equations;
}

IndexSpace make_space(const Context& context, const Pairing& pairing, SymbolUse use,
                      Evidence& evidence) {
  IndexSpace space;
  const std::span<const LoopId> shared = pairing.shared_loops();
  for (std::size_t position = 0; position < shared.size(); ++position) {
    SharedIndex index{.direction = direction_at(pairing, position)};
    index.has_known_step = context.nest.loops[shared[position]].domain.step.has_value();
    if (index.has_known_step) {
      index.last = last_of(context, shared[position], use, evidence);
    }
    space.shared.push_back(index);
  }
  for (const LoopId loop_id : pairing.free_loops()) {
    space.free_last.push_back(last_of(context, loop_id, use, evidence));
  }
  return space;
}

}  // namespace autopar::dependence
