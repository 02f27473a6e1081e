#include "typing/builtins.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace autopar::typing {

std::optional<Builtin> builtin_of(const loop_ir::Call& call) {
  static constexpr auto kNames =
      std::to_array<std::pair<std::string_view, Builtin>>({{"abs", Builtin::Abs},
                                                           {"min", Builtin::Min},
                                                           {"max", Builtin::Max},
                                                           {"int", Builtin::Int},
                                                           {"float", Builtin::Float},
                                                           {"bool", Builtin::Bool},
                                                           {"round", Builtin::Round}});
  for (const auto& [name, function] : kNames) {
    if (call.resolved == name) {
      return function;
    }
  }
  return std::nullopt;
}

std::vector<loop_ir::ExpressionId> positional_arguments(const loop_ir::Call& call) {
  std::vector<loop_ir::ExpressionId> argument_ids;
  for (const loop_ir::Argument& argument : call.arguments) {
    if (!argument.keyword.empty() || argument.stars != 0) {
      return {};
    }
    argument_ids.push_back(argument.value_id);
  }
  return argument_ids;
}

}  // namespace autopar::typing
