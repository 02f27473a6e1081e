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
  // Whether the function of that name may iterate over an argument; nothing where the name means no
  // helper.
  std::function<std::optional<bool>(const std::string&)> find_helper;
  // A number that is bound once.
  std::function<bool(const std::string&)> is_constant;
};

// What a call of the function relies on, if its body only computes in the sense of helpers.hpp;
// nothing otherwise, and for every construct that it does not know. scope: that of the function.
// Of a helper that it calls it is find_helper that says so.
[[nodiscard]] std::optional<Helper> check_helper_body(syntax::Node function, const Scope& scope,
                                                      const ModuleNames& module);

}  // namespace autopar::frontend
