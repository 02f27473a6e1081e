#include "notebook/json_builder.hpp"

#include <algorithm>
#include <ranges>
#include <unordered_set>
#include <utility>

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

bool has_equal_keys(std::vector<std::string_view>& keys) {
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
