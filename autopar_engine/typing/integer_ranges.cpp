#include <algorithm>
#include <array>

#include "base/checked_int.hpp"
#include "loop_ir/traversal.hpp"
#include "typing/infer_types.hpp"

namespace autopar::typing {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

using Checked = std::optional<std::int64_t>;

std::optional<IntegerRange> hull(const std::array<Checked, 4>& corners) {
  IntegerRange range{corners[0].value_or(0), corners[0].value_or(0)};
  for (const Checked& corner : corners) {
    if (!corner) {
      return std::nullopt;
    }
    range.lower = std::min(range.lower, *corner);
    range.upper = std::max(range.upper, *corner);
  }
  return range;
}

std::optional<IntegerRange> combine(BinaryOperator op, IntegerRange left, IntegerRange right) {
  const auto apply = [op](std::int64_t one, std::int64_t other) {
    if (op == BinaryOperator::Add) {
      return checked_add(one, other);
    }
    return op == BinaryOperator::Subtract ? checked_subtract(one, other)
                                          : checked_multiply(one, other);
  };
  return hull({apply(left.lower, right.lower), apply(left.lower, right.upper),
               apply(left.upper, right.lower), apply(left.upper, right.upper)});
}

class IntegerRanges {
 public:
  IntegerRanges(const LoopNest& nest, const ArgumentFacts& facts) : nest_(nest), facts_(facts) {}

  // Nothing where a value is unknown or may leave 64 bits.
  std::optional<IntegerRange> range(ExpressionId expression_id) const {
    const ExpressionNode& node = nest_.expressions[expression_id].node;
    if (const auto* literal = std::get_if<IntegerLiteral>(&node)) {
      return IntegerRange{literal->value, literal->value};
    }
    if (const auto extent = find_extent(nest_, expression_id)) {
      return range_of_extent(*extent);
    }
    if (const auto* name = std::get_if<NameRead>(&node)) {
      return range_of_name(name->name_id);
    }
    if (const auto* unary = std::get_if<Unary>(&node)) {
      const auto operand = range(unary->operand_id);
      return operand && unary->op == UnaryOperator::Negate
                 ? combine(BinaryOperator::Subtract, IntegerRange{0, 0}, *operand)
                 : operand;
    }
    if (const auto* binary = std::get_if<Binary>(&node)) {
      const auto left = range(binary->left_id);
      const auto right = range(binary->right_id);
      return left && right ? combine(binary->op, *left, *right) : std::nullopt;
    }
    return std::nullopt;
  }

 private:
  std::optional<IntegerRange> range_of_extent(const ExtentReference& extent) const {
    const ArrayArgument* array = facts_.find_array(extent.name_id);
    if (array == nullptr || extent.dimension >= array->rank()) {
      return std::nullopt;
    }
    return IntegerRange{array->extents[extent.dimension], array->extents[extent.dimension]};
  }

  // The hull over all loops of the nest that use the name as their index.
  std::optional<IntegerRange> range_of_name(NameId name_id) const {
    std::optional<IntegerRange> covered;
    for (const LoopId loop_id : nest_.loops.ids()) {
      if (nest_.loops[loop_id].index_name_id != name_id) {
        continue;
      }
      const auto box = index_range(loop_id, nest_, facts_);
      if (!box) {
        return std::nullopt;
      }
      covered = covered ? IntegerRange{std::min(covered->lower, box->lower),
                                       std::max(covered->upper, box->upper)}
                        : *box;
    }
    if (nest_.names[name_id].is_written && !covered) {
      return std::nullopt;
    }
    const auto argument = facts_.arguments.find(name_id);
    if (argument == facts_.arguments.end()) {
      return covered;
    }
    const auto* integer = std::get_if<IntegerArgument>(&argument->second);
    if (integer == nullptr) {
      return std::nullopt;
    }
    const std::int64_t value = integer->value;
    return covered ? IntegerRange{std::min(covered->lower, value), std::max(covered->upper, value)}
                   : IntegerRange{value, value};
  }

  const LoopNest& nest_;
  const ArgumentFacts& facts_;
};

}  // namespace

bool integers_fit(const LoopNest& nest, const NestTypes& types, const ArgumentFacts& facts) {
  const IntegerRanges ranges(nest, facts);
  return std::ranges::all_of(types.checked_integers, [&](ExpressionId expression_id) {
    return ranges.range(expression_id).has_value();
  });
}

}  // namespace autopar::typing
