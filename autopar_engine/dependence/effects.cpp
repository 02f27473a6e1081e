#include "dependence/effects.hpp"

#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

std::string method_key(std::string_view type_name, std::string_view method) {
  return std::string(type_name) + " " + std::string(method);
}

}  // namespace

EffectTable::EffectTable() {
#define AUTOPAR_FUNCTION(name, effect) functions_.emplace(name, Effect::effect);
#define AUTOPAR_METHOD(type, method, effect) \
  methods_.emplace(method_key(type, method), Effect::effect);
#define AUTOPAR_SAFE_BY_NAME(method, type) safe_receivers_.emplace(method, type);
#include "dependence/effects.def"
#undef AUTOPAR_FUNCTION
#undef AUTOPAR_METHOD
#undef AUTOPAR_SAFE_BY_NAME
}

const EffectTable& EffectTable::standard() {
  static const EffectTable table;
  return table;
}

Effect EffectTable::of_function(std::string_view dotted_name) const {
  if (dotted_name.starts_with(loop_ir::kActingHelperPrefix)) {
    return Effect::Unknown;
  }
  if (dotted_name.starts_with(loop_ir::kHelperPrefix) ||
      dotted_name.starts_with(loop_ir::kCompiledPrefix)) {
    return Effect::Pure;
  }
  if (const auto found = functions_.find(dotted_name); found != functions_.end()) {
    return found->second;
  }
  std::string_view prefix = dotted_name;
  for (auto dot = prefix.rfind('.'); dot != std::string_view::npos; dot = prefix.rfind('.')) {
    prefix = prefix.substr(0, dot);
    const auto found = functions_.find(std::string(prefix) + ".*");
    if (found != functions_.end()) {
      return found->second;
    }
  }
  return Effect::Unknown;
}

std::optional<Effect> EffectTable::of_method(std::string_view type_name,
                                             std::string_view method) const {
  const auto found = methods_.find(method_key(type_name, method));
  return found == methods_.end() ? std::nullopt : std::optional(found->second);
}

std::string_view EffectTable::safe_receiver(std::string_view method) const {
  const auto found = safe_receivers_.find(method);
  return found == safe_receivers_.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace autopar::dependence
