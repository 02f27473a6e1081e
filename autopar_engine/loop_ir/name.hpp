#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "autopar/named_enum.hpp"
#include "autopar/verdict.hpp"
#include "loop_ir/ids.hpp"

namespace autopar::loop_ir {

// Dimension D6's base kinds: what the last definition before the loop makes of a name; where the
// path decides which one that is, what all of them make of it. An Iterator hands out each of its
// values once: generators, map, open files.
AUTOPAR_NAMED_ENUM(BaseKind, Ndarray, List, Dict, Set, Frame, Str, Object, Param, Integer, Float,
                   Boolean, Function, Module, Iterator, Unknown);

// One name (identifier, or an attribute chain such as `self.n` that the nest does not write) of a
// nest's scope.
struct Name {
  std::string text;
  BaseKind kind = BaseKind::Unknown;
  // The object that the name has when the nest begins was made by the last definition before it
  // (np.zeros, a list display): two such bases cannot be the same object.
  bool is_fresh = false;
  // Fresh, defined in the same text, which does not mention the name between that definition and
  // the nest: when the nest begins, nothing else in the text leads to the object. Functions of
  // other texts may have seen what a module's name holds.
  bool is_unseen = false;
  // Where that definition stands: Loop (same scope) or Notebook (an earlier cell or the module).
  Stage defined_at = Stage::Never;
  // The value of an integer that the definition gives as a literal: the name's value when the nest
  // begins.
  std::optional<std::int64_t> constant;
  // Element type known from the definition: "float64", "int32", "float", "int"; empty if
  // unknown. A dict has one if it is a defaultdict, of which a read may store: what its factory
  // makes, or "object".
  std::string element_type;
  // The fully qualified name after import aliases: "numpy.zeros" for `z` after
  // `from numpy import zeros as z`; empty if the name is not known to be imported.
  std::string imported_as;
  // Nothing that is known binds the name: it means a builtin, where there is one of that name.
  bool is_unbound = false;
  // Some statement of the nest writes the name (assignment, loop target, import, def, del ...).
  bool is_written = false;
  // The name is read after the loop in its scope (at top level also in a later cell), or its fresh
  // object may be reached through another one (`kept = [a]`), or that cannot be excluded.
  bool is_read_after = true;
  // global or nonlocal, or a closure cell: other functions may read or write it.
  bool is_shared = false;
  // Whoever runs the nest wants its last value whether or not the text reads it: a frame's locals
  // can be looked at. Said by them; no part of what a text says, so no part of the nest's.
  bool is_output = false;

  // The nest has to leave the name as its last write does.
  [[nodiscard]] bool is_left() const {
    return is_written && (is_read_after || is_shared || is_output);
  }

  bool operator==(const Name&) const = default;

  template <class Field>
  static void describe(Field&& field, auto& name) {
    field("text", name.text);
    field("kind", name.kind);
    field("fresh", name.is_fresh);
    field("unseen", name.is_unseen);
    field("defined_at", name.defined_at);
    field("constant", name.constant);
    field("element_type", name.element_type);
    field("imported_as", name.imported_as);
    field("unbound", name.is_unbound);
    field("written", name.is_written);
    field("read_after", name.is_read_after);
    field("shared", name.is_shared);
  }
};

AUTOPAR_NAMED_ENUM(SymbolKind, Value, Extent);

// An integer that does not change while the loops that mention it run, and whose value only the
// call knows: the value of a name (`n`), or the extent of a dimension (`len(a)` is dimension 0,
// `a.shape[1]` dimension 1).
struct Symbol {
  SymbolKind kind = SymbolKind::Value;
  NameId name_id;
  std::uint32_t dimension = 0;
  // The innermost loop whose body writes the name; not valid if no loop of the nest does. The
  // symbol is invariant in every loop inside that one and varies with its iterations.
  LoopId varies_with;

  bool operator==(const Symbol&) const = default;

  template <class Field>
  static void describe(Field&& field, auto& symbol) {
    field("kind", symbol.kind);
    field("name", symbol.name_id);
    field("dimension", symbol.dimension);
    field("varies_with", symbol.varies_with);
  }
};

}  // namespace autopar::loop_ir
