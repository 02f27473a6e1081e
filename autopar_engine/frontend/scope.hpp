#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/module_facts.hpp"
#include "frontend/occurrences.hpp"
#include "frontend/resolution.hpp"
#include "loop_ir/loop_nest.hpp"
#include "syntax/node.hpp"

namespace autopar::frontend {

// The text of one scope: module, function, class or lambda. Occurrences are in document order.
struct Scope {
  loop_ir::Context context = loop_ir::Context::Top;
  std::string dotted_name;
  const Scope* parent = nullptr;
  std::vector<std::string> parameters;
  Occurrences occurrences;
  // Calls locals, vars, eval or exec: any name may be read, and in a module bound, at any time.
  bool reads_unknown_names = false;
  // Of a module: the functions that are looked into, of this text and of earlier cells
  // (helpers.hpp).
  Helpers helpers;
  // Those of this text whose body is one `return`, by name (inlined_helpers.hpp).
  std::map<std::string, syntax::Node, std::less<>> inlinable_helpers;
  // Those of this text, by name, where nests are lowered as they are compiled
  // (compiled_helpers.hpp).
  std::map<std::string, syntax::Node, std::less<>> helper_definitions;

  // Empty for a name that the scope never mentions.
  [[nodiscard]] OccurrencesOfName find(std::string_view name) const {
    return occurrences.find(name);
  }
  [[nodiscard]] bool has_parameter(std::string_view name) const;
  // Binds the name itself, be it as a parameter.
  [[nodiscard]] bool binds(std::string_view name) const;
  // The outermost scope around this one; itself for a module.
  [[nodiscard]] const Scope& module() const;
};

// The names of a function's or lambda's parameters, of whatever form.
[[nodiscard]] std::vector<std::string> parameters_of(syntax::Node node);

// Whether a scope keeps the places that only read a name, the base of a[i] = e among them. Without
// them it costs half as much, and says the same of what binds or declares, and what names mean.
enum class Reads : std::uint8_t { Kept, Dropped };

// Whether it says what assignments make of their names. Without that, names mean the same.
enum class Definitions : std::uint8_t { Kept, Dropped };

// The scope of a module, class, function definition or lambda node.
[[nodiscard]] Scope make_scope(syntax::Node node, const Scope* parent, const ModuleFacts& facts,
                               Reads reads = Reads::Kept,
                               Definitions definitions = Definitions::Kept);

// What the name means in the scope: what the scope itself, one around it or an earlier cell makes
// of it, by Python's rules.
[[nodiscard]] Resolution resolve_name(std::string_view name, const Scope& scope,
                                      const ModuleFacts& facts);

}  // namespace autopar::frontend
