#include "dependence/instance.hpp"

#include "base/checked_int.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::AffineForm;
using loop_ir::IterationDomain;
using loop_ir::LoopId;

// With the values of the symbols that are known.
std::optional<AffineForm> with_values(const Context& context, const AffineForm& form) {
  AffineForm result = form;
  for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
    const auto known = value_of(context, symbol_id);
    if (!known) {
      continue;
    }
    const auto symbol = AffineForm::of_symbol(symbol_id).times(coefficient);
    const auto value = AffineForm::of_constant(known->value).times(coefficient);
    const auto without = symbol ? result.minus(*symbol) : std::nullopt;
    const auto replaced = without && value ? without->plus(*value) : std::nullopt;
    if (!replaced) {
      return std::nullopt;
    }
    result = *replaced;
  }
  return result;
}

bool is_affine(const IterationDomain& domain) { return domain.start && domain.step; }

// What is left of the range at this index: at least 1 inside. Nothing on overflow.
std::optional<AffineForm> remaining_span(const AffineForm& stop, const AffineForm& index,
                                         bool is_upward) {
  return is_upward ? stop.minus(index) : index.minus(stop);
}

bool is_before_stop(const Context& context, const IterationDomain& domain,
                    const std::vector<LoopId>& outer_loops, const std::vector<AffineForm>& outer,
                    const AffineForm& index) {
  if (!domain.stop || !domain.step) {
    return true;
  }
  const auto stop = substitute(*domain.stop, outer_loops, outer);
  const auto known_stop = stop ? with_values(context, *stop) : std::nullopt;
  const auto known_index = with_values(context, index);
  const auto span = known_stop && known_index
                        ? remaining_span(*known_stop, *known_index, *domain.step > 0)
                        : std::nullopt;
  return span && (!span->is_constant() || span->constant() >= 1);
}

}  // namespace

std::optional<AffineForm> with_index_values(const AffineForm& form,
                                            const std::vector<LoopId>& loop_ids,
                                            const std::vector<AffineForm>& values) {
  std::optional<AffineForm> result = form;
  for (std::size_t position = 0; position < values.size() && result; ++position) {
    const std::int64_t coefficient = form.coefficient(loop_ids[position]);
    if (coefficient == 0) {
      continue;
    }
    const auto index = AffineForm::of_loop(loop_ids[position]).times(coefficient);
    const auto value = values[position].times(coefficient);
    result = index ? result->minus(*index) : std::nullopt;
    result = result && value ? result->plus(*value) : std::nullopt;
  }
  return result;
}

std::optional<AffineForm> substitute(const AffineForm& form, const std::vector<LoopId>& loop_ids,
                                     const std::vector<AffineForm>& values) {
  const auto result = with_index_values(form, loop_ids, values);
  return result && result->loop_terms().empty() ? result : std::nullopt;
}

std::optional<std::vector<AffineForm>> index_values(const Context& context,
                                                    const std::vector<LoopId>& loop_ids,
                                                    const IterationVector& iterations) {
  std::vector<AffineForm> values;
  for (std::size_t position = 0; position < loop_ids.size(); ++position) {
    const IterationDomain& domain = context.nest.loops[loop_ids[position]].domain;
    if (!is_affine(domain)) {
      values.push_back(AffineForm::of_loop(loop_ids[position]));
      continue;
    }
    const auto start = substitute(*domain.start, loop_ids, values);
    const auto reach = checked_multiply(*domain.step, iterations[position]);
    const auto value = start && reach ? start->plus(AffineForm::of_constant(*reach)) : std::nullopt;
    const auto known = value ? with_values(context, *value) : std::nullopt;
    if (!known) {
      return std::nullopt;
    }
    values.push_back(*known);
  }
  return values;
}

bool is_in_domain(const Context& context, const std::vector<LoopId>& loop_ids,
                  const IterationVector& iterations) {
  const auto values = index_values(context, loop_ids, iterations);
  if (!values) {
    return false;
  }
  for (std::size_t position = 0; position < loop_ids.size(); ++position) {
    const IterationDomain& domain = context.nest.loops[loop_ids[position]].domain;
    const bool is_inside =
        is_affine(domain)
            ? is_before_stop(
                  context, domain, loop_ids,
                  {values->begin(), values->begin() + static_cast<std::ptrdiff_t>(position)},
                  (*values)[position])
            : !domain.trip_count || iterations[position] < *domain.trip_count;
    if (!is_inside) {
      return false;
    }
  }
  return true;
}

bool is_in_extents(const Context& context, const loop_ir::Access& access,
                   const IterationVector& iterations, Evidence& evidence) {
  const auto values = index_values(context, access.loop_ids, iterations);
  for (std::size_t dimension = 0; dimension < access.dimensions.size(); ++dimension) {
    const loop_ir::SubscriptDimension& subscript = access.dimensions[dimension];
    const auto extent = subscript.form == loop_ir::SubscriptForm::Slice
                            ? extent_at_call(context, access.base_id, dimension)
                            : std::nullopt;
    if (!extent) {
      continue;
    }
    const auto index = values && subscript.affine
                           ? substitute(*subscript.affine, access.loop_ids, *values)
                           : std::nullopt;
    if (!index || !index->is_constant() || index->constant() >= extent->value ||
        index->constant() < -extent->value) {
      return false;
    }
    evidence.add(Assumption(*extent));
  }
  return true;
}

}  // namespace autopar::dependence
