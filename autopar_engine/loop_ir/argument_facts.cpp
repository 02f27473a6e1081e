#include "loop_ir/argument_facts.hpp"

#include <algorithm>

#include "base/checked_int.hpp"
#include "base/overloaded.hpp"

namespace autopar::loop_ir {
namespace {

// The range of coefficient * value for values of a range that is not empty.
std::optional<IntegerRange> scale(IntegerRange range, std::int64_t coefficient) {
  const auto first = checked_multiply(range.lower, coefficient);
  const auto second = checked_multiply(range.upper, coefficient);
  if (!first || !second) {
    return std::nullopt;
  }
  return IntegerRange{std::min(*first, *second), std::max(*first, *second)};
}

std::optional<IntegerRange> add(IntegerRange left, IntegerRange right) {
  const auto lower = checked_add(left.lower, right.lower);
  const auto upper = checked_add(left.upper, right.upper);
  if (!lower || !upper) {
    return std::nullopt;
  }
  return IntegerRange{*lower, *upper};
}

// The first and the last of start, start + step, ... before stop.
std::optional<IntegerRange> exact_index_range(std::int64_t start, std::int64_t stop,
                                              std::int64_t step) {
  const auto distance = step > 0 ? checked_subtract(stop, start) : checked_subtract(start, stop);
  const auto stride = step > 0 ? std::optional(step) : checked_negate(step);
  if (!distance || !stride || *stride == 0) {
    return std::nullopt;
  }
  if (*distance <= 0) {
    return IntegerRange{};
  }
  const std::int64_t steps = (*distance - 1) / *stride;
  const std::int64_t last = start + steps * step;
  return IntegerRange{std::min(start, last), std::max(start, last)};
}

bool is_of_same_kind(const LiveArgument& left, const LiveArgument& right) {
  if (left.index() != right.index()) {
    return false;
  }
  return std::visit(
      Overloaded{
          [&](const IntegerArgument& integer) {
            const auto& other = std::get<IntegerArgument>(right);
            return integer.is_bool == other.is_bool && integer.numpy_type == other.numpy_type;
          },
          [&](const FloatArgument& real) {
            return real.numpy_type == std::get<FloatArgument>(right).numpy_type;
          },
          [&](const ComplexArgument& complex) {
            return complex.numpy_type == std::get<ComplexArgument>(right).numpy_type;
          },
          [&](const ArrayArgument& array) {
            const auto& other = std::get<ArrayArgument>(right);
            return array.data_type == other.data_type && array.rank() == other.rank() &&
                   array.is_list == other.is_list && array.is_mixed == other.is_mixed;
          },
      },
      left);
}

}  // namespace

std::optional<ArrayArgument> c_contiguous(DataType data_type, std::vector<std::int64_t> extents) {
  ArrayArgument array;
  array.data_type = data_type;
  array.strides_bytes.resize(extents.size());
  std::optional<std::int64_t> stride = size_bytes(data_type);
  for (std::size_t dimension = extents.size(); dimension > 0; --dimension) {
    array.strides_bytes[dimension - 1] = *stride;
    stride = checked_multiply(*stride, std::max<std::int64_t>(extents[dimension - 1], 1));
    if (!stride) {
      return std::nullopt;
    }
  }
  array.extents = std::move(extents);
  return array;
}

std::int64_t size_bytes(const ArrayArgument& array) {
  std::int64_t bytes = size_bytes(array.data_type);
  for (const std::int64_t extent : array.extents) {
    bytes *= extent;
  }
  return bytes;
}

const ArrayArgument* ArgumentFacts::find_array(NameId name_id) const {
  const auto found = arguments.find(name_id);
  return found == arguments.end() ? nullptr : std::get_if<ArrayArgument>(&found->second);
}

std::optional<std::int64_t> ArgumentFacts::value_of(const LoopNest& nest,
                                                    SymbolId symbol_id) const {
  const Symbol& symbol = nest.symbols[symbol_id];
  if (symbol.varies_with.is_valid()) {
    return std::nullopt;
  }
  if (symbol.kind == SymbolKind::Extent) {
    const ArrayArgument* array = find_array(symbol.name_id);
    if (array == nullptr || symbol.dimension >= array->rank()) {
      return std::nullopt;
    }
    return array->extents[symbol.dimension];
  }
  const auto found = arguments.find(symbol.name_id);
  if (found == arguments.end()) {
    return std::nullopt;
  }
  const auto* integer = std::get_if<IntegerArgument>(&found->second);
  return integer == nullptr || integer->is_bool ? std::nullopt : std::optional(integer->value);
}

bool are_of_same_kinds(const ArgumentFacts& left, const ArgumentFacts& right) {
  return std::ranges::equal(
      left.arguments, right.arguments, [](const auto& one, const auto& other) {
        return one.first == other.first && is_of_same_kind(one.second, other.second);
      });
}

std::optional<IntegerRange> range_of(const AffineForm& form, const LoopNest& nest,
                                     const ArgumentFacts& facts) {
  std::optional<IntegerRange> sum = IntegerRange{form.constant(), form.constant()};
  const auto accumulate = [&sum](std::optional<IntegerRange> range, std::int64_t coefficient) {
    if (!sum || !range) {
      sum.reset();
    } else if (sum->is_empty() || range->is_empty()) {
      sum = IntegerRange{};
    } else {
      const auto scaled = scale(*range, coefficient);
      sum = scaled ? add(*sum, *scaled) : std::nullopt;
    }
  };
  for (const auto& [loop_id, coefficient] : form.loop_terms()) {
    accumulate(index_range(loop_id, nest, facts), coefficient);
  }
  for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
    const auto value = facts.value_of(nest, symbol_id);
    accumulate(value ? std::optional(IntegerRange{*value, *value}) : std::nullopt, coefficient);
  }
  return sum;
}

std::optional<IntegerRange> index_range(LoopId loop_id, const LoopNest& nest,
                                        const ArgumentFacts& facts) {
  const IterationDomain& domain = nest.loops[loop_id].domain;
  if (!domain.start || !domain.stop || !domain.step) {
    return std::nullopt;
  }
  const auto start = range_of(*domain.start, nest, facts);
  const auto stop = range_of(*domain.stop, nest, facts);
  if (!start || !stop) {
    return std::nullopt;
  }
  if (start->is_empty() || stop->is_empty()) {
    return IntegerRange{};
  }
  if (start->lower == start->upper && stop->lower == stop->upper) {
    return exact_index_range(start->lower, stop->lower, *domain.step);
  }
  const bool is_upward = *domain.step > 0;
  const auto beyond = is_upward ? checked_subtract(stop->upper, 1) : checked_add(stop->lower, 1);
  if (!beyond) {
    return std::nullopt;
  }
  return is_upward ? IntegerRange{start->lower, *beyond} : IntegerRange{*beyond, start->upper};
}

}  // namespace autopar::loop_ir
