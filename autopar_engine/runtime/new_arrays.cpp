#include "runtime/new_arrays.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "autopar/check.hpp"
#include "base/checked_int.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::runtime {

namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

using Extent = std::optional<std::int64_t>;

constexpr auto kTypes =
    std::to_array<std::pair<std::string_view, DataType>>({{"bool_", DataType::Bool},
                                                          {"int8", DataType::Int8},
                                                          {"int16", DataType::Int16},
                                                          {"int32", DataType::Int32},
                                                          {"int64", DataType::Int64},
                                                          {"uint8", DataType::Uint8},
                                                          {"uint16", DataType::Uint16},
                                                          {"uint32", DataType::Uint32},
                                                          {"uint64", DataType::Uint64},
                                                          {"float32", DataType::Float32},
                                                          {"float64", DataType::Float64},
                                                          {"complex64", DataType::Complex64},
                                                          {"complex128", DataType::Complex128}});

DataType data_type_of(std::string_view name) {
  const auto* const found =
      std::ranges::find(kTypes, name, &std::pair<std::string_view, DataType>::first);
  AUTOPAR_CHECK(found != kTypes.end(), "a type that the front end takes");
  return found->second;
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
    return binary != nullptr ? value_of(*binary) : std::nullopt;
  }

 private:
  Extent extent_of(const ExtentReference& extent) const {
    const ArrayArgument* array = facts_.find_array(extent.name_id);
    return array != nullptr && extent.dimension < array->rank()
               ? Extent(array->extents[extent.dimension])
               : std::nullopt;
  }

  Extent value_of_name(NameId name_id, bool may_be_numpy) const {
    const auto argument = facts_.arguments.find(name_id);
    const auto* integer = argument == facts_.arguments.end()
                              ? nullptr
                              : std::get_if<IntegerArgument>(&argument->second);
    const bool is_known =
        integer != nullptr && !integer->is_bool && (may_be_numpy || !integer->numpy_type);
    return is_known ? Extent(integer->value) : std::nullopt;
  }

  Extent value_of(const Unary& unary) const {
    const Extent operand = value(unary.operand_id, false);
    switch (unary.op) {
      case UnaryOperator::Negate:
        return operand ? checked_negate(*operand) : std::nullopt;
      case UnaryOperator::Plus:
        return operand;
      default:
        return std::nullopt;
    }
  }

  Extent value_of(const Binary& binary) const {
    const Extent left = value(binary.left_id, false);
    const Extent right = left ? value(binary.right_id, false) : std::nullopt;
    if (!right) {
      return std::nullopt;
    }
    switch (binary.op) {
      case BinaryOperator::Add:
        return checked_add(*left, *right);
      case BinaryOperator::Subtract:
        return checked_subtract(*left, *right);
      case BinaryOperator::Multiply:
        return checked_multiply(*left, *right);
      default:
        return std::nullopt;
    }
  }

  const LoopNest& nest_;
  const ArgumentFacts& facts_;
};

}  // namespace

std::optional<ArrayArgument> facts_of_new_array(const LoopNest& nest, const Temporary& temporary,
                                                const ArgumentFacts& facts) {
  const Extents extents(nest, facts);
  ArrayArgument array;
  array.data_type = data_type_of(temporary.data_type);
  for (const ExpressionId extent_id : temporary.extent_ids) {
    const Extent extent = extents.value(extent_id, true);
    if (!extent || *extent < 0) {
      return std::nullopt;
    }
    array.extents.push_back(*extent);
  }
  Extent stride = size_bytes(array.data_type);
  array.strides_bytes.resize(array.extents.size());
  for (std::size_t dimension = array.extents.size(); dimension > 0; --dimension) {
    array.strides_bytes[dimension - 1] = *stride;
    stride = checked_multiply(*stride, std::max<std::int64_t>(array.extents[dimension - 1], 1));
    if (!stride) {
      return std::nullopt;
    }
  }
  return array;
}

}  // namespace autopar::runtime
