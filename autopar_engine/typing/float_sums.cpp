#include "typing/float_sums.hpp"

#include <algorithm>
#include <variant>

#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/traversal.hpp"
#include "typing/arithmetic.hpp"

namespace autopar::typing {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

std::optional<NameId> name_of_read(const LoopNest& nest, ExpressionId expression_id) {
  const auto* name = std::get_if<NameRead>(&nest.expressions[expression_id].node);
  return name == nullptr ? std::nullopt : std::optional(name->name_id);
}

bool mentions(const LoopNest& nest, ExpressionId expression_id, NameId name_id) {
  return std::ranges::any_of(subtree_of(nest, expression_id), [&](ExpressionId part_id) {
    return name_of_read(nest, part_id) == name_id;
  });
}

std::optional<FloatSum> sum_of(NameId sum_id, ExpressionId term_id, BinaryOperator op) {
  return op == BinaryOperator::Add || op == BinaryOperator::Subtract
             ? std::optional(FloatSum{sum_id, term_id, op == BinaryOperator::Subtract})
             : std::nullopt;
}

// `s = s + term`, `s = s - term`, `s = term + s`.
std::optional<FloatSum> find_in(const LoopNest& nest, const Assign& assign) {
  const auto* binary = std::get_if<Binary>(&nest.expressions[assign.value_id].node);
  if (binary == nullptr || assign.target_ids.size() != 1) {
    return std::nullopt;
  }
  const auto target = name_of_read(nest, assign.target_ids.front());
  if (target && name_of_read(nest, binary->left_id) == target) {
    return sum_of(*target, binary->right_id, binary->op);
  }
  const bool is_swapped =
      target && name_of_read(nest, binary->right_id) == target && binary->op == BinaryOperator::Add;
  return is_swapped ? sum_of(*target, binary->left_id, binary->op) : std::nullopt;
}

std::optional<FloatSum> find_in(const LoopNest& nest, const AugmentedAssign& assign) {
  const auto target = name_of_read(nest, assign.target_id);
  return target ? sum_of(*target, assign.value_id, assign.op) : std::nullopt;
}

// The whole body.
std::optional<FloatSum> find_in(const LoopNest& nest, const Block& body) {
  if (body.size() != 1) {
    return std::nullopt;
  }
  const StatementNode& node = nest.statements[body.front()].node;
  if (const auto* assign = std::get_if<Assign>(&node)) {
    return find_in(nest, *assign);
  }
  const auto* augmented = std::get_if<AugmentedAssign>(&node);
  return augmented == nullptr ? std::nullopt : find_in(nest, *augmented);
}

bool is_double(ValueType type) {
  return type == ValueType::Float || type == ValueType::NumpyFloat64;
}

bool adds_doubles(const NestTypes& types, const FloatSum& sum) {
  const auto term_type = single_type(types.of(sum.term_id));
  const auto found = types.scalars.find(sum.sum_id);
  if (!term_type || !is_double(*term_type) || found == types.scalars.end()) {
    return false;
  }
  const auto arithmetic =
      arithmetic_of(BinaryOperator::Add, found->second, only(*term_type), types.float_mode);
  return arithmetic && is_double(arithmetic->computed_as) && !arithmetic->divides_ints &&
         !any_type(found->second, [](ValueType type) { return type == ValueType::NumpyFloat32; });
}

}  // namespace

bool may_sum_python_floats(const LoopNest& nest, const NestTypes& types) {
  return std::ranges::any_of(types.scalars, [&](const auto& scalar) {
    const auto& [name_id, value_types] = scalar;
    return holds_sum(nest.names[name_id]) &&
           (value_types.contains(ValueType::Float) || value_types.contains(ValueType::Complex));
  });
}

std::optional<FloatSum> find_float_sum(const LoopNest& nest, const NestTypes& types,
                                       LoopId loop_id) {
  const Loop& loop = nest.loops[loop_id];
  if (types.float_mode != FloatMode::Fast || loop.kind != LoopKind::For ||
      !loop.else_block.empty() || !loop.index_name_id.is_valid() || !find_range(nest, loop_id) ||
      name_of_read(nest, loop.target_id) != loop.index_name_id) {
    return std::nullopt;
  }
  const auto sum = find_in(nest, loop.body);
  const bool is_free = sum && sum->sum_id != loop.index_name_id &&
                       !mentions(nest, sum->term_id, sum->sum_id) &&
                       !mentions(nest, loop.iterable_id, sum->sum_id) &&
                       !mentions(nest, loop.iterable_id, loop.index_name_id);
  return is_free && adds_doubles(types, *sum) ? sum : std::nullopt;
}

}  // namespace autopar::typing
