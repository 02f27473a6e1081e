#include "notebook/json_builder.hpp"

#include <algorithm>
#include <ranges>
#include <unordered_set>
#include <utility>
#include <vector>

namespace autopar::notebook {

KeptLevels KeptLevels::below(std::string_view key) const {
  if (key == "attachments" || key == "widgets") {
    return KeptLevels(0);
  }
  if (key == "outputs") {
    return KeptLevels(std::min(levels_ - 1, 1));
  }
  return KeptLevels(levels_ == kAll ? kAll : std::max(levels_ - 1, 0));
}

void add_child(JsonValue& container, JsonValue&& child, KeptLevels levels) {
  container.string_bytes += child.string_bytes;
  if (levels.any()) {
    container.children.push_back(std::move(child));
  }
}

// To sort costs more than to compare all of a few.
bool has_equal_keys(std::span<std::string_view> keys) {
  constexpr std::size_t kFew = 8;
  if (keys.size() <= kFew) {
    for (std::size_t later = 1; later < keys.size(); ++later) {
      const auto is_same = [&](std::string_view key) { return key == keys[later]; };
      if (std::ranges::any_of(keys.first(later), is_same)) {
        return true;
      }
    }
    return false;
  }
  std::ranges::sort(keys);
  return std::ranges::adjacent_find(keys) != keys.end();
}

bool keep_last_of_equal_keys(JsonValue& object) {
  std::vector<std::string_view> keys;
  keys.reserve(object.children.size());
  for (const JsonValue& member : object.children) {
    keys.push_back(member.key);
  }
  if (!has_equal_keys(keys)) {
    return false;
  }
  std::unordered_set<std::string_view> seen;
  std::vector<JsonValue> kept;
  for (JsonValue& member : std::views::reverse(object.children)) {
    if (seen.insert(member.key).second) {
      kept.push_back(std::move(member));
    }
  }
  std::ranges::reverse(kept);
  object.children = std::move(kept);
  return true;
}

}  // namespace autopar::notebook
