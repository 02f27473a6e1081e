#include "typing/integer_ranges.hpp"

#include <algorithm>
#include <array>

#include "base/checked_int.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/traversal.hpp"
#include "typing/arithmetic.hpp"
#include "typing/builtins.hpp"
#include "typing/slice_bounds.hpp"

namespace autopar::typing {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

using Checked = std::optional<std::int64_t>;
using Range = std::optional<IntegerRange>;

Range hull(const std::array<Checked, 4>& corners) {
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

Range hull(IntegerRange one, IntegerRange other) {
  return IntegerRange{std::min(one.lower, other.lower), std::max(one.upper, other.upper)};
}

template <class Function>
Range over_corners(IntegerRange left, IntegerRange right, Function function) {
  return hull({function(left.lower, right.lower), function(left.lower, right.upper),
               function(left.upper, right.lower), function(left.upper, right.upper)});
}

Range combine(BinaryOperator op, IntegerRange left, IntegerRange right) {
  switch (op) {
    case BinaryOperator::Add:
      return over_corners(left, right, checked_add);
    case BinaryOperator::Subtract:
      return over_corners(left, right, checked_subtract);
    case BinaryOperator::Multiply:
      return over_corners(left, right, checked_multiply);
    case BinaryOperator::FloorDivide:
      return right.lower <= 0
                 ? std::nullopt
                 : over_corners(left, right, [](std::int64_t dividend, std::int64_t divisor) {
                     return Checked(floor_div(dividend, divisor));
                   });
    case BinaryOperator::Modulo:
      return right.lower <= 0 ? std::nullopt : Range({0, right.upper - 1});
    case BinaryOperator::BitAnd:
      return right.lower < 0 ? std::nullopt : Range({0, right.upper});
    default:
      return std::nullopt;
  }
}

class IntegerRanges {
 public:
  IntegerRanges(const LoopNest& nest, const ArgumentFacts& facts) : nest_(nest), facts_(facts) {}

  // Of the values that do not fail their own checks. Nothing where a value is unknown or may leave
  // 64 bits.
  Range range(ExpressionId expression_id) const {
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
      return range_of_unary(*unary);
    }
    if (const auto* binary = std::get_if<Binary>(&node)) {
      const auto left = range(binary->left_id);
      const auto right = range(binary->right_id);
      return left && right ? combine(binary->op, *left, *right) : std::nullopt;
    }
    return std::nullopt;
  }

 private:
  Range range_of_unary(const Unary& unary) const {
    const auto operand = range(unary.operand_id);
    if (!operand || unary.op == UnaryOperator::Plus) {
      return operand;
    }
    return unary.op == UnaryOperator::Negate
               ? combine(BinaryOperator::Subtract, IntegerRange{0, 0}, *operand)
               : std::nullopt;
  }

  Range range_of_extent(const ExtentReference& extent) const {
    const ArrayArgument* array = facts_.find_array(extent.name_id);
    if (array == nullptr || extent.dimension >= array->rank()) {
      return std::nullopt;
    }
    return IntegerRange{array->extents[extent.dimension], array->extents[extent.dimension]};
  }

  bool is_bound_by_statement(NameId name_id) const {
    return std::ranges::any_of(nest_.accesses, [&](const Access& access) {
      return access.base_id == name_id && access.mode == AccessMode::Write &&
             access.kind == AccessKind::Scalar && access.statement_id.is_valid() &&
             !std::holds_alternative<LoopStatement>(nest_.statements[access.statement_id].node);
    });
  }

  // The hull over all loops of the nest that use the name as their index.
  Range range_of_name(NameId name_id) const {
    Range covered;
    for (const LoopId loop_id : nest_.loops.ids()) {
      if (nest_.loops[loop_id].index_name_id != name_id) {
        continue;
      }
      const auto box = index_range(loop_id, nest_, facts_);
      if (!box) {
        return std::nullopt;
      }
      covered = covered ? hull(*covered, *box) : box;
    }
    if (nest_.names[name_id].is_written && (!covered || is_bound_by_statement(name_id))) {
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
    const IntegerRange value{integer->value, integer->value};
    return covered ? hull(*covered, value) : value;
  }

  const LoopNest& nest_;
  const ArgumentFacts& facts_;
};

bool is_within(const Range& range, IntegerRange bounds) {
  return range && bounds.lower <= range->lower && range->upper <= bounds.upper;
}

// The operand of -x, +x and abs(x).
std::optional<ExpressionId> operand_of_sign(const ExpressionNode& node) {
  const auto* unary = std::get_if<Unary>(&node);
  if (unary != nullptr) {
    const bool is_sign = unary->op == UnaryOperator::Negate || unary->op == UnaryOperator::Plus;
    return is_sign ? std::optional(unary->operand_id) : std::nullopt;
  }
  const auto* call = std::get_if<Call>(&node);
  const bool is_abs =
      call != nullptr && builtin_of(*call) == Builtin::Abs && call->arguments.size() == 1;
  return is_abs ? std::optional(call->arguments.front().value_id) : std::nullopt;
}

// The type by whose rules an expression computes an integer.
std::optional<ValueType> integer_rules(const LoopNest& nest, const NestTypes& types,
                                       ExpressionId expression_id) {
  const ExpressionNode& node = nest.expressions[expression_id].node;
  std::optional<ValueType> rules;
  if (const auto* binary = std::get_if<Binary>(&node)) {
    const auto arithmetic = arithmetic_of(binary->op, types.of(binary->left_id),
                                          types.of(binary->right_id), types.float_mode);
    rules = arithmetic ? std::optional(arithmetic->computed_as) : std::nullopt;
  } else if (const auto operand_id = operand_of_sign(node)) {
    const auto arithmetic = sign_arithmetic(types.of(*operand_id));
    rules = arithmetic ? std::optional(arithmetic->computed_as) : std::nullopt;
  }
  return rules && is_integer(*rules) ? rules : std::nullopt;
}

bool is_proved_subscript(const SubscriptDimension& dimension, std::int64_t extent,
                         const LoopNest& nest, const ArgumentFacts& facts,
                         const IntegerRanges& ranges) {
  const IntegerRange inside{0, extent - 1};
  const bool is_proved_as_form =
      dimension.affine && is_within(range_of(*dimension.affine, nest, facts), inside);
  return is_proved_as_form || is_within(ranges.range(dimension.index_id), inside);
}

// The subscripts of rows whose place or length is asked, which are in no access.
void add_unproved_rows(const LoopNest& nest, const ArgumentFacts& facts,
                       const IntegerRanges& ranges, std::set<ExpressionId>& unproved) {
  for (const ExpressionId expression_id : nest.expressions.ids()) {
    const auto length = find_row_length(nest, expression_id);
    const auto row = length ? length : find_place(nest, expression_id);
    const ArrayArgument* array = row ? facts.find_array(row->base_id) : nullptr;
    for (std::size_t dimension = 0; array != nullptr && dimension < row->index_ids.size();
         ++dimension) {
      const ExpressionId index_id = row->index_ids[dimension];
      const IntegerRange inside{0, array->extents[dimension] - 1};
      if (is_within(ranges.range(index_id), inside)) {
        unproved.erase(index_id);
      } else {
        unproved.insert(index_id);
      }
    }
  }
}

}  // namespace

std::set<ExpressionId> find_unproved_operations(const LoopNest& nest, const NestTypes& types,
                                                const ArgumentFacts& facts) {
  const IntegerRanges ranges(nest, facts);
  std::set<ExpressionId> unproved;
  for (const ExpressionId expression_id : nest.expressions.ids()) {
    const auto rules = integer_rules(nest, types, expression_id);
    const bool is_checked = rules && !is_cell_of_slice(nest, expression_id) &&
                            !is_within(ranges.range(expression_id), values_of(*rules));
    if (is_checked || !are_proved_slices(nest, facts, expression_id)) {
      unproved.insert(expression_id);
    }
  }
  for (const Statement& statement : nest.statements) {
    if (const auto* augmented = std::get_if<AugmentedAssign>(&statement.node)) {
      unproved.insert(augmented->target_id);
    }
  }
  return unproved;
}

std::set<ExpressionId> find_unproved_subscripts(const LoopNest& nest, const NestTypes& types,
                                                const ArgumentFacts& facts) {
  const IntegerRanges ranges(nest, facts);
  std::set<ExpressionId> unproved;
  for (const ExpressionId expression_id : nest.expressions.ids()) {
    const auto element = find_element(nest, expression_id);
    if (element && types.arrays.contains(element->base_id)) {
      unproved.insert(element->index_ids.begin(), element->index_ids.end());
    }
  }
  add_unproved_rows(nest, facts, ranges, unproved);
  for (const Access& access : nest.accesses) {
    const ArrayArgument* array = facts.find_array(access.base_id);
    for (std::size_t dimension = 0;
         array != nullptr && access.kind == AccessKind::Element &&
         array->rank() == access.dimensions.size() && dimension < access.dimensions.size();
         ++dimension) {
      if (is_proved_subscript(access.dimensions[dimension], array->extents[dimension], nest, facts,
                              ranges)) {
        unproved.erase(access.dimensions[dimension].index_id);
      }
    }
  }
  std::erase_if(unproved, [&](ExpressionId index_id) { return is_cell_of_slice(nest, index_id); });
  return unproved;
}

}  // namespace autopar::typing
