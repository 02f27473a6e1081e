#include "dependence/pair_conditions.hpp"

#include "dependence/affine_bounds.hpp"

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

SideAnswer side_by_text(const Context& context, const loop_ir::Access& access,
                        const std::optional<AffineForm>& lowest,
                        const std::optional<AffineForm>& highest) {
  if (lowest && is_non_negative(*lowest, access.loop_ids, context.nest)) {
    return {Side::Upper, {}};
  }
  if (highest && highest->is_constant() && highest->constant() < 0) {
    return {Side::Lower, {}};
  }
  if (lowest && !lowest->is_constant()) {
    return {Side::Unknown, IsNonNegative{*lowest}};
  }
  return {};
}

SideAnswer side_of(const Context& context, const loop_ir::Access& access, std::size_t dimension,
                   SymbolUse use, Evidence& evidence) {
  const auto& affine = access.dimensions[dimension].affine;
  const auto lowest = affine ? lowest_form(*affine, context.nest) : std::nullopt;
  const auto highest = affine ? highest_form(*affine, context.nest) : std::nullopt;
  SideAnswer answer = side_by_text(context, access, lowest, highest);
  if (answer.side != Side::Unknown || use == SymbolUse::Symbolic) {
    return answer;
  }
  Evidence used;
  const auto lowest_value = lowest ? evaluate_form(context, *lowest, used) : std::nullopt;
  const auto highest_value = highest ? evaluate_form(context, *highest, used) : std::nullopt;
  if (lowest_value && *lowest_value >= 0) {
    answer.side = Side::Upper;
  } else if (highest_value && *highest_value < 0) {
    answer.side = Side::Lower;
  }
  if (answer.side != Side::Unknown) {
    evidence.add(used);
  }
  return answer;
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

DimensionConditions conditions_of(const Context& context, const Pairing& pairing,
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
