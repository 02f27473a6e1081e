#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "autopar/named_enum.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::verdicts {

// Dimension D6: loop_ir::SubscriptForm with, behind Slice, slices that take a whole dimension.
AUTOPAR_NAMED_ENUM(ReferenceForm, Mask, Key, Slice, Full, Inv, Lin1, Linn, Linsym, Moddiv, Indirect,
                   Nonlin, Variant, Whole, Other);
AUTOPAR_NAMED_ENUM(ReferenceBase, Ndarray, List, Dict, Set, Frame, Str, Object, Param, Unknown);
AUTOPAR_NAMED_ENUM(ReferenceMode, R, W, Rw);

// One dimension of one reference to an object through a name. reference counts those of a loop.
struct MemoryReference {
  std::uint32_t reference = 0;
  std::uint32_t dimension = 0;
  std::string base;
  ReferenceBase base_kind = ReferenceBase::Unknown;
  ReferenceMode mode = ReferenceMode::R;
  ReferenceForm form = ReferenceForm::Whole;
  bool is_negative = false;  // whenever the index is used
};

// By LoopId::index(): the references whose innermost loop that is, in the order of execution.
[[nodiscard]] std::vector<std::vector<MemoryReference>> memory_references_of(
    const loop_ir::LoopNest& nest);

}  // namespace autopar::verdicts
