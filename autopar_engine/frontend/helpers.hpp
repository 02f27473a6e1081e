#pragma once

#include <cstdint>
#include <string_view>

#include "frontend/module_facts.hpp"
#include "frontend/scope.hpp"
#include "syntax/node.hpp"

namespace autopar::frontend {

// The functions at the top level of a text that only compute: calling one changes nothing that
// exists already, reads nothing but its arguments and numbers that nothing rebinds, and calls only
// functions of the region language, a few of NumPy's that read their arguments, and functions of
// this kind. What it returns may be one of its arguments. With them those that act on the world
// besides (acts_on_the_world), told apart. Legal to take for no more than what they call because
// - the name is bound once in the whole text, by a plain def without decorators, and no function
//   declares it global, so that a call means this def; its parameters default to literals
//   and constants;
// - its body is made of assignments to its own names, if, for, while, return, pass, break and
//   continue, over operators, subscripts, attributes, displays and such calls; it stores into no
//   subscript or attribute, and augments only names that it bound to numbers or results of
//   operators, which are new objects;
// - it is not recursive, no generator and no coroutine; the text has no star import and no call of
//   exec and the like.
// Errs on the side of leaving functions out. Each comes with the names of the module that it relies
// on; where those are bound anew, it has to go.
[[nodiscard]] Helpers find_helpers(syntax::Node root, const Scope& module,
                                   const ModuleFacts& facts);

// Those of this text, `own`, and of earlier cells as far as this text binds nothing of theirs anew.
[[nodiscard]] Helpers visible_helpers(syntax::Node root, const Scope& module,
                                      const ModuleFacts& facts, const Helpers& own);

// The helper of its module that a call of the name at this place means: its own def is the only
// one, and comes first where the place is at the top level too. Null if it may mean anything else.
[[nodiscard]] const Helper* find_helper(std::string_view name, const Scope& scope,
                                        std::uint32_t offset_bytes, const ModuleFacts& facts);

// The text imports all names of some module, so that any name may come from there.
[[nodiscard]] bool has_star_import(syntax::Node root);

}  // namespace autopar::frontend
