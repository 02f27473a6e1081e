#pragma once

#include <set>
#include <string_view>

#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"
#include "typing/infer_types.hpp"

namespace autopar::runtime {

// Why CPython may have to run a nest again that compiled code has run, and what has to be put back
// before. docs/decisions/copies_before_a_loop.md has the argument. All of them err on the side of
// copying.
struct ReplayNeeds {
  // What compiled code did may count for nothing: at a case that only CPython handles, since a name
  // stays without a value, or since a list that it writes has changed.
  bool may_stop = true;
  // Some operation is one of NumPy's floats, or a function of NumPy, so that a floating-point flag
  // may mean a warning. In other nests no flag means anything.
  bool may_warn = true;
  // A run may take a second, and a signal handler may end it.
  bool may_be_long = true;
  // Arrays of which a run writes every cell before it reads it, if it reads it at all: a second run
  // from the same inputs makes of them what the first run had to make. Only where may_stop is
  // false.
  std::set<loop_ir::NameId> remade_arrays;
};

// What of the needs is the same for all calls that run the same code.
struct ReplayTraits {
  bool has_checks = true;
  bool may_warn = true;
  // A name is left with a row of a list, which a signal handler may have taken out of it.
  bool leaves_row_of_list = true;
  // Arrays that are remade whatever extents and values are.
  std::set<loop_ir::NameId> remade_arrays;
  // Arrays that were remade under the first facts, and of which later ones decide anew. Of all
  // others nobody asks again: that errs on the side of copying.
  std::set<loop_ir::NameId> open_arrays;
};

// text: of the region that was made for these types. facts: of its first call.
[[nodiscard]] ReplayTraits find_replay_traits(const loop_ir::LoopNest& nest,
                                              const typing::NestTypes& types,
                                              const loop_ir::ArgumentFacts& facts,
                                              std::string_view text);

[[nodiscard]] ReplayNeeds find_replay_needs(const loop_ir::LoopNest& nest,
                                            const ReplayTraits& traits,
                                            const loop_ir::ArgumentFacts& facts);

}  // namespace autopar::runtime
