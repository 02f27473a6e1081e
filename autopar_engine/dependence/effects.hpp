#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "autopar/named_enum.hpp"

namespace autopar::dependence {

// Dimension D5: what a call may do. From harmless to worst.
AUTOPAR_NAMED_ENUM(Effect, None, Pure, Convert, Alloc, FrameOp, Rng, Clock, Print, Plot, MutateRecv,
                   MutateArg, FileIo, NetIo, System, HigherOrder, Unknown);

using EffectSet = EnumSet<Effect>;

// Changes with every change of effects.def.
inline constexpr int kEffectTableVersion = 3;

// What is known of calls. Names are fully qualified ("numpy.zeros", "len"), methods bare
// ("append"), types as in a guard ("list", "numpy.ndarray").
class EffectTable {
 public:
  // The table that comes with the engine (effects.def).
  [[nodiscard]] static const EffectTable& standard();

  // Pure for helpers of the text that only compute ("def f") and for what the front end makes of
  // calls, Unknown for those that act besides and for names that no row names.
  [[nodiscard]] Effect of_function(std::string_view dotted_name) const;

  // What a method does when its receiver is exactly of that type; nothing for other methods.
  [[nodiscard]] std::optional<Effect> of_method(std::string_view type_name,
                                                std::string_view method) const;

  // The type that a receiver of unknown kind may be taken for under a guard; empty for none.
  [[nodiscard]] std::string_view safe_receiver(std::string_view method) const;

 private:
  EffectTable();

  std::map<std::string, Effect, std::less<>> functions_;
  std::map<std::string, Effect, std::less<>> methods_;
  std::map<std::string, std::string, std::less<>> safe_receivers_;
};

}  // namespace autopar::dependence
