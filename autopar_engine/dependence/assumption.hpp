#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "autopar/verdict.hpp"
#include "loop_ir/affine_form.hpp"
#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// The memory of two names does not overlap.
struct DoNotOverlap {
  loop_ir::NameId left_id;
  loop_ir::NameId right_id;
  bool operator==(const DoNotOverlap&) const = default;
};

// Two names stand for two objects, of which at least one is a container of Python's: its elements
// are its own.
struct AreTwoObjects {
  loop_ir::NameId left_id;
  loop_ir::NameId right_id;
  bool operator==(const AreTwoObjects&) const = default;
};

// Two names stand for the same view: address, extents, strides and data type are equal.
struct AreSameView {
  loop_ir::NameId left_id;
  loop_ir::NameId right_id;
  bool operator==(const AreSameView&) const = default;
};

// The name is an exact ndarray of native numeric type with that many dimensions. If it is written,
// it is writeable and no two of its elements share memory (no stride 0, no self-overlap).
struct IsArray {
  loop_ir::NameId name_id;
  std::size_t rank = 0;
  bool is_written = false;
  bool operator==(const IsArray&) const = default;
};

// The name is an exact int within 64 bits.
struct IsInteger {
  loop_ir::NameId name_id;
  bool operator==(const IsInteger&) const = default;
};

// `type(name) is type_name`.
struct HasType {
  loop_ir::NameId name_id;
  std::string type_name;
  bool operator==(const HasType&) const = default;
};

// The name holds a container, not an iterator: iterating over it leaves it as it was.
struct IsContainer {
  loop_ir::NameId name_id;
  bool operator==(const IsContainer&) const = default;
};

// A dotted name means what the tables say it means.
struct IsUnchanged {
  std::string dotted_name;
  bool operator==(const IsUnchanged&) const = default;
};

// form >= 0. The form mentions symbols only, and none that varies within the nest.
struct IsNonNegative {
  loop_ir::AffineForm form;
  bool operator==(const IsNonNegative&) const = default;
};

// Every value of a subscript lies in [0, extent): lowest >= 0 and highest < extent of that
// dimension of the name. lowest and highest mention symbols only, and none that varies within the
// nest.
struct IsInExtent {
  loop_ir::NameId name_id;
  std::uint32_t dimension = 0;
  loop_ir::AffineForm lowest;
  loop_ir::AffineForm highest;
  bool operator==(const IsInExtent&) const = default;
};

// The symbol has this value at the call: the analysis used it.
struct HasValue {
  loop_ir::SymbolId symbol_id;
  std::int64_t value = 0;
  bool operator==(const HasValue&) const = default;
};

// That dimension of the array has this extent at the call: the analysis used it.
struct HasExtent {
  loop_ir::NameId name_id;
  std::uint32_t dimension = 0;
  std::int64_t value = 0;
  bool operator==(const HasExtent&) const = default;
};

// The index expression takes no value twice and none below zero, in one run of the loop.
struct IsInjective {
  loop_ir::ExpressionId index_id;
  loop_ir::LoopId loop_id;
  bool operator==(const IsInjective&) const = default;
};

// No two rows of a list of lists are one object.
struct HasDistinctRows {
  loop_ir::NameId name_id;
  bool operator==(const HasDistinctRows&) const = default;
};

// What a verdict relies on beyond the text: evaluated over the facts of each call, printed as the
// guard.
using Assumption = std::variant<DoNotOverlap, AreTwoObjects, AreSameView, IsArray, IsInteger,
                                HasType, IsContainer, IsUnchanged, IsNonNegative, IsInExtent,
                                HasValue, HasExtent, IsInjective, HasDistinctRows>;

// True or false where the facts decide; nothing where they can't (IsUnchanged, a name without a
// fact, an index array whose content is not known): a caller takes that for "not known to hold".
[[nodiscard]] std::optional<bool> evaluate(const Assumption& assumption,
                                           const loop_ir::LoopNest& nest,
                                           const loop_ir::ArgumentFacts& facts);

// Known to hold when the nest begins, and as long as it runs: it mentions no name that the nest
// binds.
[[nodiscard]] bool holds_throughout(const Assumption& assumption, const loop_ir::LoopNest& nest,
                                    const loop_ir::ArgumentFacts& facts);

// A Python expression over the names of the source: "n <= len(x)".
[[nodiscard]] std::string print_assumption(const Assumption& assumption,
                                           const loop_ir::LoopNest& nest);

// The earliest stage that can evaluate it: Bounds, Types or Content.
[[nodiscard]] Stage stage_of(const Assumption& assumption);

// The names that it looks at; of an index expression that must take no value twice, none.
[[nodiscard]] std::vector<loop_ir::NameId> names_in(const Assumption& assumption,
                                                    const loop_ir::LoopNest& nest);

// Appends unless it is there already.
void add_assumption(std::vector<Assumption>& assumptions, const Assumption& assumption);

}  // namespace autopar::dependence
