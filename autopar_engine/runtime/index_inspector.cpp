#include "runtime/index_inspector.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>
#include <vector>

namespace autopar::runtime {
namespace {

using loop_ir::ArrayArgument;
using loop_ir::DataType;
using loop_ir::IntegerContent;

// Which values have come already.
class SeenValues {
 public:
  explicit SeenValues(std::size_t length) : near_(4 * length) {}

  void add(std::int64_t value) {
    if (value < 0 || std::cmp_greater_equal(value, near_.size())) {
      far_.push_back(value);
      return;
    }
    const auto position = static_cast<std::size_t>(value);
    has_repetition_ = has_repetition_ || near_[position];
    near_[position] = true;
  }

  [[nodiscard]] bool has_repetition() {
    std::ranges::sort(far_);
    return has_repetition_ || std::ranges::adjacent_find(far_) != far_.end();
  }

 private:
  std::vector<bool> near_;
  std::vector<std::int64_t> far_;
  bool has_repetition_ = false;
};

template <class Element>
Element element_at(const ArrayArgument& array, std::size_t position) {
  Element element;
  const std::uintptr_t offset = position * static_cast<std::uintptr_t>(array.strides_bytes.front());
  std::memcpy(&element, std::bit_cast<const void*>(array.address + offset), sizeof element);
  return element;
}

template <class Element>
bool has_repetition(const ArrayArgument& array, std::size_t length) {
  SeenValues seen(length);
  for (std::size_t position = 0; position < length; ++position) {
    seen.add(static_cast<std::int64_t>(+element_at<Element>(array, position)));
  }
  return seen.has_repetition();
}

// Values that only grow need no second look.
template <class Element>
std::optional<IntegerContent> inspect(const ArrayArgument& array) {
  const auto length = static_cast<std::size_t>(array.extents.front());
  IntegerContent content{.is_injective = true, .is_non_decreasing = true};
  std::int64_t before = 0;
  for (std::size_t position = 0; position < length; ++position) {
    const auto element = element_at<Element>(array, position);
    if (!std::in_range<std::int64_t>(element)) {
      return std::nullopt;
    }
    const auto value = static_cast<std::int64_t>(+element);
    content.range = position == 0 ? loop_ir::IntegerRange{value, value}
                                  : loop_ir::IntegerRange{std::min(content.range.lower, value),
                                                          std::max(content.range.upper, value)};
    content.is_non_decreasing = content.is_non_decreasing && (position == 0 || before <= value);
    content.is_injective = content.is_injective && (position == 0 || before < value);
    before = value;
  }
  content.is_injective = content.is_injective ||
                         (!content.is_non_decreasing && !has_repetition<Element>(array, length));
  return content;
}

}  // namespace

std::optional<IntegerContent> inspect_indices(const ArrayArgument& array) {
  if (array.rank() != 1) {
    return std::nullopt;
  }
  switch (array.data_type) {
    case DataType::Int8:
      return inspect<std::int8_t>(array);
    case DataType::Int16:
      return inspect<std::int16_t>(array);
    case DataType::Int32:
      return inspect<std::int32_t>(array);
    case DataType::Int64:
      return inspect<std::int64_t>(array);
    case DataType::Uint8:
      return inspect<std::uint8_t>(array);
    case DataType::Uint16:
      return inspect<std::uint16_t>(array);
    case DataType::Uint32:
      return inspect<std::uint32_t>(array);
    case DataType::Uint64:
      return inspect<std::uint64_t>(array);
    case DataType::Bool:
    case DataType::Float32:
    case DataType::Float64:
    case DataType::Complex64:
    case DataType::Complex128:
      break;
  }
  return std::nullopt;
}

std::optional<IntegerContent> inspect_indices(const ArrayArgument& array,
                                              loop_ir::IntegerRange positions) {
  if (array.rank() != 1) {
    return std::nullopt;
  }
  ArrayArgument part = array;
  part.address += static_cast<std::uintptr_t>(positions.lower) *
                  static_cast<std::uintptr_t>(array.strides_bytes.front());
  part.extents.front() = positions.upper - positions.lower + 1;
  auto content = inspect_indices(part);
  if (content) {
    content->positions = positions;
  }
  return content;
}

}  // namespace autopar::runtime
