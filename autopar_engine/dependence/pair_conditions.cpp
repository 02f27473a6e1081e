#include "dependence/pair_conditions.hpp"

#include "dependence/affine_bounds.hpp"

namespace autopar::dependence {
namespace {

// On which side of zero all values of a subscript lie, and for Unknown which assumption would put
// them on the upper side.
enum class Side { Upper, Lower, Unknown };
struct SideAnswer {
  Side side = Side::Unknown;
  std::optional<Assumption> upper_if;
};

SideAnswer side_of(const Context& context, const loop_ir::Access& access, std::size_t dimension) {
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

void add_side(DimensionConditions& conditions, const SideAnswer& answer) {
  if (answer.side == Side::Upper) {
    return;
  }
  conditions.may_wrap = true;
  if (answer.upper_if && conditions.no_wrap_if) {
    add_assumption(*conditions.no_wrap_if, *answer.upper_if);
  } else {
    conditions.no_wrap_if.reset();
  }
}

}  // namespace

DimensionConditions conditions_of(const Context& context, const Pairing& pairing,
                                  std::size_t dimension, BaseType type) {
  DimensionConditions conditions{.no_wrap_if = std::vector<Assumption>()};
  if (type == BaseType::Dict) {
    return conditions;
  }
  const SideAnswer source = side_of(context, pairing.source, dimension);
  const SideAnswer sink = side_of(context, pairing.sink, dimension);
  if (source.side != Side::Lower || sink.side != Side::Lower) {
    add_side(conditions, source);
    add_side(conditions, sink);
  }
  const bool is_last = dimension + 1 == pairing.source.dimensions.size() &&
                       dimension + 1 == pairing.sink.dimensions.size();
  if (type != BaseType::Array && !is_last) {
    conditions.rows_apart_if = HasDistinctRows{pairing.source.base_id};
  }
  return conditions;
}

}  // namespace autopar::dependence
