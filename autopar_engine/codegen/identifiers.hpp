#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "loop_ir/loop_nest.hpp"
#include "typing/numpy_functions.hpp"

namespace autopar::codegen {

// Whether a text has a name of C that begins with the prefix, which no identifier does that is
// printed for a name of the source.
[[nodiscard]] bool has_names_with(std::string_view text, std::string_view prefix);

// C identifiers for what a nest names, unique within it: the kind, the id, and the letters and
// digits of the source's name for the reader.
struct Identifiers {
  const loop_ir::LoopNest& nest;

  // The value of a scalar.
  [[nodiscard]] std::string scalar(loop_ir::NameId name_id) const;
  // The type that the function has bound it to, and the type that it had on entry.
  [[nodiscard]] std::string type(loop_ir::NameId name_id) const;
  [[nodiscard]] std::string entry_type(loop_ir::NameId name_id) const;
  // The address of the element with all indices zero, as bytes.
  [[nodiscard]] std::string array(loop_ir::NameId name_id) const;
  // The types of the elements of a list, a byte each.
  [[nodiscard]] std::string element_types(loop_ir::NameId name_id) const;
  [[nodiscard]] std::string extent(loop_ir::NameId name_id, std::uint32_t dimension) const;
  [[nodiscard]] std::string stride(loop_ir::NameId name_id, std::uint32_t dimension) const;
  // One of NumPy's inner loops, and what it is given besides its operands.
  [[nodiscard]] static std::string inner_loop(const typing::InnerLoop& loop);
  [[nodiscard]] static std::string inner_loop_data(const typing::InnerLoop& loop);
  // Of a loop: its iteration number, its first index, its step and the number of its iterations.
  [[nodiscard]] static std::string iteration(loop_ir::LoopId loop_id);
  [[nodiscard]] static std::string first(loop_ir::LoopId loop_id);
  [[nodiscard]] static std::string step(loop_ir::LoopId loop_id);
  // Of a loop with an else: whether it was left by a break.
  [[nodiscard]] static std::string left(loop_ir::LoopId loop_id);
  [[nodiscard]] static std::string trip(loop_ir::LoopId loop_id);
};

}  // namespace autopar::codegen
