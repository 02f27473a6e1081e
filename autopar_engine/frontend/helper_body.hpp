#pragma once

#include <functional>
#include <optional>
#include <string>

#include "frontend/module_facts.hpp"
#include "frontend/scope.hpp"
#include "syntax/node.hpp"

namespace autopar::frontend {

// What the module around a function says of its own names.
struct ModuleNames {
  const ModuleFacts& facts;
  // What is known of the function of that name; null where the name means no helper.
  std::function<const Helper*(const std::string&)> find_helper;
  // A number that is bound once.
  std::function<bool(const std::string&)> is_constant;
};

// What is to be known of the function, if its body does no more than helpers.hpp says; nothing
// otherwise, and for every construct that it does not know. scope: that of the function.
// Of a helper that it calls it is find_helper that says so; what that relies on is relied on too.
[[nodiscard]] std::optional<Helper> check_helper_body(syntax::Node function, const Scope& scope,
                                                      const ModuleNames& module);

}  // namespace autopar::frontend
