#include "dependence/context.hpp"

#include "base/checked_int.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Symbol;
using loop_ir::SymbolId;

std::optional<KnownValue> value_from_text(const Context& context, const Symbol& symbol) {
  const loop_ir::Name& name = context.nest.names[symbol.name_id];
  const bool is_known =
      symbol.kind == loop_ir::SymbolKind::Value && name.constant && !name.is_shared;
  return is_known ? std::optional(KnownValue{*name.constant, name.defined_at, {}}) : std::nullopt;
}

}  // namespace

std::optional<KnownValue> value_of(const Context& context, SymbolId symbol_id) {
  const Symbol& symbol = context.nest.symbols[symbol_id];
  if (symbol.varies_with.is_valid()) {
    return std::nullopt;
  }
  if (context.facts == nullptr) {
    return value_from_text(context, symbol);
  }
  const auto value = context.facts->value_of(context.nest, symbol_id);
  if (!value) {
    return std::nullopt;
  }
  return KnownValue{*value, Stage::Bounds, HasValue{symbol_id, *value}};
}

std::optional<HasExtent> extent_at_call(const Context& context, loop_ir::NameId name_id,
                                        std::size_t dimension) {
  const bool is_fixed = context.facts != nullptr && !context.nest.names[name_id].is_written;
  const loop_ir::ArrayArgument* array = is_fixed ? context.facts->find_array(name_id) : nullptr;
  if (array == nullptr || dimension >= array->rank()) {
    return std::nullopt;
  }
  return HasExtent{name_id, static_cast<std::uint32_t>(dimension), array->extents[dimension]};
}

std::optional<std::int64_t> evaluate_form(const Context& context, const loop_ir::AffineForm& form,
                                          Evidence& evidence) {
  if (!form.loop_terms().empty()) {
    return std::nullopt;
  }
  std::optional<std::int64_t> sum = form.constant();
  for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
    const auto known = value_of(context, symbol_id);
    const auto product = known ? checked_multiply(known->value, coefficient) : std::nullopt;
    sum = sum && product ? checked_add(*sum, *product) : std::nullopt;
    if (known) {
      evidence.add(*known);
    }
  }
  return sum;
}

}  // namespace autopar::dependence
