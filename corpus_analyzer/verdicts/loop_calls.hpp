#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>

#include "autopar/named_enum.hpp"
#include "dependence/loop_scan.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::verdicts {

// Dimension D5: dependence::Effect with, at the end, functions of the notebook that are looked into
// (frontend/helpers.hpp): their effect is that of what their bodies call.
AUTOPAR_NAMED_ENUM(CallClass, None, Pure, Convert, Alloc, FrameOp, Rng, Clock, Print, Plot,
                   MutateRecv, MutateArg, FileIo, NetIo, System, HigherOrder, Unknown, LocalDef);

using CallClassSet = EnumSet<CallClass>;

// What a method is called on. Target: a name of the loop's own target. Local: one that the body
// binds. Invariant: one that the loop leaves as it is. Na: the callee is no method.
AUTOPAR_NAMED_ENUM(ReceiverRole, Target, Local, Invariant, Other, Na);

// Calls that are alike. callee is the dotted name after import aliases, a method's with a dot in
// front, or empty.
struct CallRow {
  std::string callee;
  CallClass call_class = CallClass::Unknown;
  ReceiverRole receiver = ReceiverRole::Na;
  bool needs_type = false;

  auto operator<=>(const CallRow&) const = default;
};

// How many calls of the text each row stands for.
using CallRows = std::map<CallRow, std::uint32_t>;

// Calls that an iteration of the loop may make, by the engine's table of effects. The nest is one
// that was analyzed, the scan that of the loop.
[[nodiscard]] CallRows calls_of(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id,
                                const dependence::LoopScan& scan);

}  // namespace autopar::verdicts
