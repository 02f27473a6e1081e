#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/name_hash.hpp"

namespace autopar {

// Values by name, in two arrays: for names of which a text has many and a table few uses. The names
// are views of texts that outlive it.
template <class Value>
class NameTable {
 public:
  // The value of the name, and whether the name is new: then the value is one made by default.
  // Valid until the next name is added.
  std::pair<Value&, bool> try_add(std::string_view name) {
    if (2 * (entries_.size() + 1) > slots_.size()) {
      grow();
    }
    std::uint32_t& slot = slots_[slot_of(name)];
    const bool is_new = slot == kNone;
    if (is_new) {
      slot = static_cast<std::uint32_t>(entries_.size());
      entries_.push_back({name, Value()});
    }
    return {entries_[slot].value, is_new};
  }

  // Null for a name that is not there.
  [[nodiscard]] const Value* find(std::string_view name) const {
    const std::uint32_t slot = slots_.empty() ? kNone : slots_[slot_of(name)];
    return slot == kNone ? nullptr : &entries_[slot].value;
  }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  static constexpr std::size_t kFewestSlots = 32;

  struct Entry {
    std::string_view name;
    Value value;
  };

  // The slot that holds the name, or the empty one where it would stand. Requires slots.
  [[nodiscard]] std::size_t slot_of(std::string_view name) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = hash_name(name) & mask;
    while (slots_[slot] != kNone && entries_[slots_[slot]].name != name) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  void grow() {
    slots_.assign(slots_.empty() ? kFewestSlots : 2 * slots_.size(), kNone);
    entries_.reserve(slots_.size() / 2);
    for (std::uint32_t index = 0; index < entries_.size(); ++index) {
      slots_[slot_of(entries_[index].name)] = index;
    }
  }

  std::vector<Entry> entries_;
  // Open addressing: indices into entries_; at least half of the slots are empty.
  std::vector<std::uint32_t> slots_;
};

}  // namespace autopar
