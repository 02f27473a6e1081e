#pragma once

#include <span>
#include <string_view>

#include "notebook/json_value.hpp"

namespace autopar::notebook {

// What both readers share: which parts of a text are kept as values.
//
// Everything is read and checked, but outputs, attachments and widgets are large and of no use
// here: of an output only its kind and the bytes of its strings are kept.
class KeptLevels {
 public:
  static KeptLevels all() { return KeptLevels(kAll); }

  // Whether children of the current value are kept.
  [[nodiscard]] bool any() const { return levels_ > 0; }
  [[nodiscard]] KeptLevels below(std::string_view key) const;

 private:
  explicit KeptLevels(int levels) : levels_(levels) {}
  static constexpr int kAll = 1 << 30;
  int levels_;
};

// Adds one child to a container: keeps it or only counts its strings.
void add_child(JsonValue& container, JsonValue&& child, KeptLevels levels);

// Removes all but the last of the members with equal keys. True if there were any.
bool keep_last_of_equal_keys(JsonValue& object);

// The same question for keys alone, whose order may change.
bool has_equal_keys(std::span<std::string_view> keys);

}  // namespace autopar::notebook
