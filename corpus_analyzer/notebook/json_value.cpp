#include "notebook/json_value.hpp"

#include <algorithm>

namespace autopar::notebook {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 16;

}  // namespace

const JsonValue* JsonValue::find(std::string_view wanted) const {
  if (kind != JsonKind::Object) {
    return nullptr;
  }
  const auto found = std::ranges::find(children, wanted, &JsonValue::key);
  return found == children.end() ? nullptr : &*found;
}

std::string_view TextArena::add(std::string_view text) {
  if (text.size() > capacity_ - used_) {
    capacity_ = std::max(kBlockBytes, text.size());
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(capacity_));
    used_ = 0;
  }
  char* const begin = blocks_.empty() ? nullptr : blocks_.back().get() + used_;
  std::ranges::copy(text, begin);
  used_ += text.size();
  return {begin, text.size()};
}

}  // namespace autopar::notebook
