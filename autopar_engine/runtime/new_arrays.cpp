#include "runtime/new_arrays.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/checked_int.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::runtime {

namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

// Or what is wrong with it.
using Extent = tl::expected<std::int64_t, std::string_view>;

constexpr std::string_view kIsNoInt = "is no int";
constexpr std::string_view kIsOfNumpysInts = "is computed of NumPy's ints";
constexpr std::string_view kIsTooLarge = "is too large";

Extent extent_or(std::optional<std::int64_t> value, std::string_view reason) {
  return value ? Extent(*value) : tl::unexpected(reason);
}

class Extents {
 public:
  Extents(const LoopNest& nest, const ArgumentFacts& facts) : nest_(nest), facts_(facts) {}

  // may_be_numpy: the value is the extent itself, and nothing is computed of it.
  Extent value(ExpressionId expression_id, bool may_be_numpy) const {
    const ExpressionNode& node = nest_.expressions[expression_id].node;
    if (const auto extent = find_extent(nest_, expression_id)) {
      return extent_of(*extent);
    }
    if (const auto* literal = std::get_if<IntegerLiteral>(&node)) {
      return literal->value;
    }
    if (const auto* name = std::get_if<NameRead>(&node)) {
      return value_of_name(name->name_id, may_be_numpy);
    }
    if (const auto* unary = std::get_if<Unary>(&node)) {
      return value_of(*unary);
    }
    const auto* binary = std::get_if<Binary>(&node);
    return binary != nullptr ? value_of(*binary) : tl::unexpected(kIsNoInt);
  }

 private:
  Extent extent_of(const ExtentReference& extent) const {
    const ArrayArgument* array = facts_.find_array(extent.name_id);
    return array != nullptr && extent.dimension < array->rank()
               ? Extent(array->extents[extent.dimension])
               : tl::unexpected(kIsNoInt);
  }

  Extent value_of_name(NameId name_id, bool may_be_numpy) const {
    const auto argument = facts_.arguments.find(name_id);
    const auto* integer = argument == facts_.arguments.end()
                              ? nullptr
                              : std::get_if<IntegerArgument>(&argument->second);
    if (integer == nullptr || integer->is_bool) {
      return tl::unexpected(kIsNoInt);
    }
    return may_be_numpy || !integer->numpy_type ? Extent(integer->value)
                                                : tl::unexpected(kIsOfNumpysInts);
  }

  Extent value_of(const Unary& unary) const {
    const Extent operand = value(unary.operand_id, false);
    if (!operand || unary.op == UnaryOperator::Plus) {
      return operand;
    }
    return unary.op == UnaryOperator::Negate ? extent_or(checked_negate(*operand), kIsTooLarge)
                                             : tl::unexpected(kIsNoInt);
  }

  Extent value_of(const Binary& binary) const {
    const Extent left = value(binary.left_id, false);
    const Extent right = left ? value(binary.right_id, false) : left;
    if (!right) {
      return right;
    }
    switch (binary.op) {
      case BinaryOperator::Add:
        return extent_or(checked_add(*left, *right), kIsTooLarge);
      case BinaryOperator::Subtract:
        return extent_or(checked_subtract(*left, *right), kIsTooLarge);
      case BinaryOperator::Multiply:
        return extent_or(checked_multiply(*left, *right), kIsTooLarge);
      default:
        return tl::unexpected(kIsNoInt);
    }
  }

  const LoopNest& nest_;
  const ArgumentFacts& facts_;
};

}  // namespace

tl::expected<ArrayArgument, std::string> facts_of_new_array(const LoopNest& nest,
                                                            const NewArray& new_array,
                                                            const ArgumentFacts& facts) {
  const auto fail = [&](std::string_view reason) {
    return tl::unexpected(fmt::format("an extent of the new array '{}' {}",
                                      nest.names[new_array.name_id].text, reason));
  };
  const Extents extents(nest, facts);
  std::vector<std::int64_t> values;
  for (const ExpressionId extent_id : new_array.extent_ids) {
    const Extent extent = extents.value(extent_id, true);
    if (!extent || *extent < 0) {
      return fail(extent ? "is below zero" : extent.error());
    }
    values.push_back(*extent);
  }
  auto array = c_contiguous(new_array.data_type, std::move(values));
  if (!array) {
    return fail(kIsTooLarge);
  }
  return *std::move(array);
}

}  // namespace autopar::runtime
