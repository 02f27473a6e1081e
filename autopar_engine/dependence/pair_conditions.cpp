#include "dependence/pair_conditions.hpp"

#include "dependence/affine_bounds.hpp"
#include "loop_ir/compiled_calls.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::AffineForm;

// On which side of zero all values of a subscript lie, and for Unknown which assumption would put
// them on the upper side.
enum class Side { Upper, Lower, Unknown };
struct SideAnswer {
  Side side = Side::Unknown;
  std::optional<Assumption> upper_if;
};

// The values at the ends of the loops' ranges are looked at one by one: most subscripts are not
// negative by their text. What a slice became is not: compiled code looks at its bounds.
SideAnswer side_of(const Context& context, const loop_ir::Access& access, std::size_t dimension,
                   SymbolUse use, Evidence& evidence) {
  const loop_ir::ExpressionId index_id = access.dimensions[dimension].index_id;
  if (index_id.is_valid() && loop_ir::is_cell_of_slice(context.nest, index_id)) {
    return {Side::Upper, {}};
  }
  const auto& affine = access.dimensions[dimension].affine;
  const auto lowest = affine ? lowest_form(*affine, context.nest) : std::nullopt;
  if (lowest && is_non_negative(*lowest, access.loop_ids, context.nest)) {
    return {Side::Upper, {}};
  }
  const auto is_known = [&](const AffineForm& form, auto test) {
    Evidence used;
    const auto value = form.is_constant() || use == SymbolUse::Values
                           ? evaluate_form(context, form, used)
                           : std::nullopt;
    const bool holds = value && test(*value);
    if (holds) {
      evidence.add(used);
    }
    return holds;
  };
  if (lowest && is_known(*lowest, [](std::int64_t value) { return value >= 0; })) {
    return {Side::Upper, {}};
  }
  const auto highest = affine ? highest_form(*affine, context.nest) : std::nullopt;
  if (highest && is_known(*highest, [](std::int64_t value) { return value < 0; })) {
    return {Side::Lower, {}};
  }
  if (lowest && !lowest->is_constant()) {
    return {Side::Unknown, IsNonNegative{*lowest}};
  }
  return {};
}

void require_upper(DimensionConditions& conditions, const SideAnswer& answer) {
  if (answer.side == Side::Upper) {
    return;
  }
  if (answer.upper_if && conditions.no_wrap_if) {
    add_assumption(*conditions.no_wrap_if, *answer.upper_if);
  } else {
    conditions.no_wrap_if.reset();
  }
}

void add_wraps(const SideAnswer& source, const SideAnswer& sink, DimensionConditions& conditions) {
  conditions.source_may_wrap = source.side != Side::Upper && sink.side != Side::Lower;
  conditions.sink_may_wrap = sink.side != Side::Upper && source.side != Side::Lower;
  if (conditions.may_wrap()) {
    require_upper(conditions, source);
    require_upper(conditions, sink);
  }
}

}  // namespace

DimensionConditions dimension_conditions(const Context& context, const Pairing& pairing,
                                         std::size_t dimension, BaseType type, SymbolUse use) {
  DimensionConditions conditions{.no_wrap_if = std::vector<Assumption>()};
  if (type == BaseType::Dict) {
    return conditions;
  }
  const SideAnswer source = side_of(context, pairing.source, dimension, use, conditions.evidence);
  const SideAnswer sink = &pairing.source == &pairing.sink
                              ? source
                              : side_of(context, pairing.sink, dimension, use, conditions.evidence);
  add_wraps(source, sink, conditions);
  const bool is_last = dimension + 1 == pairing.source.dimensions.size() &&
                       dimension + 1 == pairing.sink.dimensions.size();
  if (type != BaseType::Array && !is_last) {
    conditions.rows_apart_if = HasDistinctRows{pairing.source.base_id};
  }
  return conditions;
}

}  // namespace autopar::dependence
