#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/module_facts.hpp"
#include "frontend/resolution.hpp"
#include "loop_ir/loop_nest.hpp"
#include "syntax/node.hpp"

namespace autopar::frontend {

// What the text does with a name at one place.
enum class OccurrenceRole : std::uint8_t {
  Read,
  // A plain definition, with the value in `definition` where the text gives one.
  Bind,
  // An augmented assignment: rebinds or changes in place.
  Update,
  // An import; `imported_as` says of what.
  Import,
  // A global or nonlocal declaration.
  Declare,
};

// One place where a scope's text mentions a name.
struct Occurrence {
  OccurrenceRole role = OccurrenceRole::Read;
  std::uint32_t offset_bytes = 0;
  // Where the block that directly holds the statement ends: a later place before that end is only
  // reached through this one.
  std::uint32_t block_end_bytes = 0;
  // Inside a function, lambda or class that the scope defines: happens at an unknown time.
  bool is_nested = false;
  // A target of an assignment that has others: `x[0] = a = [0]`.
  bool is_chained = false;
  // The base of a subscript that something is stored to: a[i] = e.
  bool is_stored_into = false;
  Definition definition;
  std::string imported_as;

  bool operator==(const Occurrence&) const = default;

  [[nodiscard]] bool is_write() const {
    return role == OccurrenceRole::Bind || role == OccurrenceRole::Update ||
           role == OccurrenceRole::Import;
  }
};

// By name, in document order.
using Occurrences = std::map<std::string, std::vector<Occurrence>, std::less<>>;

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
  [[nodiscard]] const std::vector<Occurrence>& find(std::string_view name) const;
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

// The scope of a module, class, function definition or lambda node.
[[nodiscard]] Scope make_scope(syntax::Node node, const Scope* parent, const ModuleFacts& facts,
                               Reads reads = Reads::Kept);

// What the name means in the scope: what the scope itself, one around it or an earlier cell makes
// of it, by Python's rules.
[[nodiscard]] Resolution resolve_name(std::string_view name, const Scope& scope,
                                      const ModuleFacts& facts);

}  // namespace autopar::frontend
