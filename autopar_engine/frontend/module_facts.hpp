#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "autopar/verdict.hpp"
#include "loop_ir/name.hpp"
#include "syntax/syntax_tree.hpp"

namespace autopar::frontend {

// What an assignment makes of a name, as far as its text says.
struct Definition {
  loop_ir::BaseKind kind = loop_ir::BaseKind::Unknown;
  // The value is an object that this definition makes (np.zeros, a list display). A list's rows
  // may still be shared.
  bool is_fresh = false;
  // The value of an integer literal.
  std::optional<std::int64_t> constant;
  // "float64", "int64", "float", "int"; empty if unknown.
  std::string element_type;
  // Notebook where the value is understood by an import of an earlier cell.
  Stage known_at = Stage::Loop;

  bool operator==(const Definition&) const = default;
};

// A function that only computes, or acts on the world besides (helpers.hpp).
struct Helper {
  // The names of the module that it and the helpers that it calls rely on.
  std::set<std::string> relied;
  // The dotted names of the functions that it and the helpers that it calls call.
  std::set<std::string> callees;
  // It may iterate over an argument, which uses an iterator up.
  bool iterates = false;
  // Some callee is one of kActingCallees (callees.hpp).
  bool acts = false;
};
using Helpers = std::map<std::string, Helper, std::less<>>;

// The imports and the last definitions at the top level of a module or of a notebook's cells, in
// document order. A caller that walks a notebook gives each cell the facts of those before it.
struct ModuleFacts {
  // Local name -> dotted name: "np" -> "numpy", "zeros" -> "numpy.zeros".
  std::map<std::string, std::string, std::less<>> imports;
  std::map<std::string, Definition, std::less<>> definitions;
  // Names that some function declares global: a call may rebind them.
  std::set<std::string, std::less<>> rebound_by_functions;
  Helpers helpers;
  // Modules of `from m import *`: any name may come from them.
  std::set<std::string, std::less<>> star_imports;

  // The dotted name that a local name stands for after import aliases; empty if it is no import.
  [[nodiscard]] std::string_view import_of(std::string_view local_name) const;
};

// Adds what the statements of a text outside functions and classes say, in their order. A
// definition in a branch counts for what it has in common with the one before it, imports as if the
// branch ran; a name that is bound in any other way becomes unknown.
void add_facts(const syntax::SyntaxTree& tree, ModuleFacts& facts);

}  // namespace autopar::frontend
