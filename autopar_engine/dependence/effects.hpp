#pragma once

#include <optional>
#include <string_view>

#include "autopar/named_enum.hpp"

namespace autopar::dependence {

// Dimension D5: what a call may do. From harmless to worst.
AUTOPAR_NAMED_ENUM(Effect, None, Pure, Convert, Alloc, FrameOp, Rng, Clock, Print, Plot, MutateRecv,
                   MutateArg, FileIo, NetIo, System, HigherOrder, Unknown);

// What is known of calls: by dotted name after import aliases ("numpy.zeros", "len"), and by method
// name with a leading dot (".append"), where a method counts only if its receiver has the type that
// the row names.
class EffectTable {
 public:
  // The table that comes with the engine (effects.def).
  [[nodiscard]] static const EffectTable& standard();

  // Unknown for names that no row names. A row "numpy.random.*" holds for everything below it.
  [[nodiscard]] Effect of_function(std::string_view dotted_name) const;

  // What a method does when its receiver is of that built-in type ("list", "dict", "set", "str",
  // "ndarray"); nothing for other methods.
  [[nodiscard]] std::optional<Effect> of_method(std::string_view type_name,
                                                std::string_view method) const;

  // The one built-in type (or "") whose method of this name the table lets a guard assume for a
  // receiver of unknown kind: "list" for "append".
  [[nodiscard]] std::string_view safe_receiver(std::string_view method) const;

  // Changes with every change of the table.
  [[nodiscard]] static int version();
};

}  // namespace autopar::dependence
