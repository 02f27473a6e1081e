#pragma once

#include <optional>

#include "autopar/verdict.hpp"
#include "dependence/context.hpp"
#include "dependence/loop_scan.hpp"

namespace autopar::dependence {

// What one call does, and what that knowledge rests on.
struct CallEffect {
  // The worst of all; only a function of the text has others besides.
  Effect effect = Effect::Unknown;
  EffectSet all;
  // The latest of the stages that knew it: Library for a row of the table.
  Stage stage = Stage::Library;
  // The receiver is of unknown kind; its effect holds under the guard, if there is one.
  bool needs_type = false;
  std::optional<Assumption> guard;
  // The name of a method's receiver; not valid for functions and other receivers.
  loop_ir::NameId receiver_id;
};

// get_ipython().run_line_magic(...) and the other calls that IPython makes of its own syntax.
[[nodiscard]] bool is_magic(const loop_ir::LoopNest& nest, const loop_ir::Call& call);

// The effect of a call by the table. Ranges, zips and the like in a header are part of the loop:
// they need no table. Unknown for everything that no row names, and for calls that are given
// functions.
[[nodiscard]] CallEffect effect_of_call(const Context& context, const CallSite& site,
                                        loop_ir::LoopId loop_id);

}  // namespace autopar::dependence
