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

// The address of a byte; nothing outside the address space.
std::optional<std::uintptr_t> address_of(std::uintptr_t base, std::int64_t offset) {
  std::uintptr_t address = 0;
  const bool overflows = __builtin_add_overflow(base, offset, &address);
  return overflows ? std::nullopt : std::optional(address);
}

}  // namespace

std::optional<ByteSpan> byte_span(const ArrayArgument& array) {
  if (has_no_element(array)) {
    return ByteSpan{};
  }
  ByteSpan span{0, loop_ir::size_bytes(array.data_type)};
  for (std::size_t dimension = 0; dimension < array.rank(); ++dimension) {
    const auto reach =
        checked_multiply(array.extents[dimension] - 1, array.strides_bytes[dimension]);
    std::int64_t& side = reach && *reach < 0 ? span.begin : span.end;
    const auto sum = reach ? checked_add(side, *reach) : std::nullopt;
    if (!sum) {
      return std::nullopt;
    }
    side = *sum;
  }
  return span;
}

bool are_spans_apart(std::uintptr_t left_address, const std::optional<ByteSpan>& left,
                     std::uintptr_t right_address, const std::optional<ByteSpan>& right) {
  const auto is_empty = [](const std::optional<ByteSpan>& span) {
    return span && span->begin == span->end;
  };
  if (is_empty(left) || is_empty(right)) {
    return true;
  }
  if (!left || !right) {
    return false;
  }
  const auto left_begin = address_of(left_address, left->begin);
  const auto left_end = address_of(left_address, left->end);
  const auto right_begin = address_of(right_address, right->begin);
  const auto right_end = address_of(right_address, right->end);
  return left_begin && left_end && right_begin && right_end &&
         (*left_end <= *right_begin || *right_end <= *left_begin);
}

bool are_apart(const ArrayArgument& left, const ArrayArgument& right) {
  return are_spans_apart(left.address, byte_span(left), right.address, byte_span(right));
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
