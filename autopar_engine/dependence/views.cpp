#include "dependence/views.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

#include "base/checked_int.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::ArrayArgument;

bool has_no_element(const ArrayArgument& array) {
  return std::ranges::any_of(array.extents, [](std::int64_t extent) { return extent <= 0; });
}

// First byte and one past the last, relative to the address; nothing beyond 64 bits.
struct ByteRange {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

std::optional<ByteRange> spanned_bytes(const ArrayArgument& array) {
  ByteRange range{0, loop_ir::size_bytes(array.data_type)};
  for (std::size_t dimension = 0; dimension < array.rank(); ++dimension) {
    const auto reach =
        checked_multiply(array.extents[dimension] - 1, array.strides_bytes[dimension]);
    std::int64_t& side = reach && *reach < 0 ? range.begin : range.end;
    const auto sum = reach ? checked_add(side, *reach) : std::nullopt;
    if (!sum) {
      return std::nullopt;
    }
    side = *sum;
  }
  return range;
}

// The address of a byte; nothing outside the address space.
std::optional<std::uintptr_t> address_of(const ArrayArgument& array, std::int64_t offset) {
  std::uintptr_t address = 0;
  const bool overflows = __builtin_add_overflow(array.address, offset, &address);
  return overflows ? std::nullopt : std::optional(address);
}

}  // namespace

bool are_apart(const ArrayArgument& left, const ArrayArgument& right) {
  if (has_no_element(left) || has_no_element(right)) {
    return true;
  }
  const auto left_range = spanned_bytes(left);
  const auto right_range = spanned_bytes(right);
  if (!left_range || !right_range) {
    return false;
  }
  const auto left_begin = address_of(left, left_range->begin);
  const auto left_end = address_of(left, left_range->end);
  const auto right_begin = address_of(right, right_range->begin);
  const auto right_end = address_of(right, right_range->end);
  return left_begin && left_end && right_begin && right_end &&
         (*left_end <= *right_begin || *right_end <= *left_begin);
}

bool are_same_view(const ArrayArgument& left, const ArrayArgument& right) {
  return left.address == right.address && left.data_type == right.data_type &&
         left.extents == right.extents && left.strides_bytes == right.strides_bytes;
}

bool is_injective(const ArrayArgument& array) {
  if (has_no_element(array)) {
    return true;
  }
  std::vector<std::pair<std::int64_t, std::int64_t>> steps;
  for (std::size_t dimension = 0; dimension < array.rank(); ++dimension) {
    const std::int64_t stride = array.strides_bytes[dimension];
    const auto magnitude = stride < 0 ? checked_negate(stride) : stride;
    if (!magnitude) {
      return false;
    }
    if (array.extents[dimension] > 1) {
      steps.emplace_back(*magnitude, array.extents[dimension] - 1);
    }
  }
  std::ranges::sort(steps);
  std::optional<std::int64_t> spanned = loop_ir::size_bytes(array.data_type);
  for (const auto& [stride, count] : steps) {
    if (!spanned || stride < *spanned) {
      return false;
    }
    const auto reach = checked_multiply(stride, count);
    spanned = reach ? checked_add(*spanned, *reach) : std::nullopt;
  }
  return spanned.has_value();
}

}  // namespace autopar::dependence
