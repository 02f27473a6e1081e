#include "frontend/slice_statements.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "frontend/array_operands.hpp"
#include "frontend/attribute_names.hpp"
#include "frontend/compiled_calls.hpp"
#include "frontend/expressions.hpp"
#include "frontend/loops.hpp"
#include "loop_ir/compiled_calls.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::BinaryOperator;
using loop_ir::Block;
using loop_ir::ExpressionId;
using loop_ir::NameId;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

bool is_number(Node node) {
  const auto operand =
      node.is(NodeKind::UnaryOperator) ? node.child(Field::Argument) : std::optional<Node>(node);
  return operand && (operand->is(NodeKind::Integer) || operand->is(NodeKind::Float) ||
                     operand->is(NodeKind::True) || operand->is(NodeKind::False));
}

class SliceStatement {
 public:
  SliceStatement(NestBuilder& builder, Node statement, std::vector<ArrayOperand> operands,
                 Block& block)
      : builder_(builder),
        place_(statement),
        operands_(std::move(operands)),
        dimensions_(operands_.front().rank()),
        block_(block) {}

  void lower() {
    hoist_scalars(place_.child(Field::Right).value());
    for (const ArrayOperand& operand : operands_) {
      hoist_bounds(operand);
    }
    block_.push_back(lower_loop(0));
  }

 private:
  ExpressionId add(loop_ir::ExpressionNode node) { return builder_.add(std::move(node), place_); }
  ExpressionId read(NameId name_id) { return add(loop_ir::NameRead{name_id}); }
  ExpressionId number(std::int64_t value) { return add(loop_ir::IntegerLiteral{value}); }

  // Binds a hidden name to the value, which stands for the node from then on.
  void hoist(Node node, const char* word) {
    const ExpressionId value_id = lower_expression(builder_, node);
    const NameId name_id = builder_.add_hidden_name(word);
    builder_.mark_written(name_id);
    hoisted_.emplace(node.range().begin.offset_bytes, name_id);
    block_.push_back(builder_.add(loop_ir::Assign{{read(name_id)}, value_id}, place_));
  }

  void hoist_scalars(Node node) {
    if (!is_array(builder_, node)) {
      const bool is_name =
          is_attribute_of_name(node) ||
          (node.is(NodeKind::Identifier) && !builder_.row_names.contains(std::string(node.text())));
      if (!is_name && !is_number(without_parentheses(node))) {
        hoist(node, "operand");
      }
    } else if (!read_operand(builder_, node)) {
      for (const Node& part : node.each_named_child()) {
        hoist_scalars(part);
      }
    }
  }

  void hoist_bounds(const ArrayOperand& operand) {
    for (const auto& slice : operand.positions) {
      const WrittenSlice written = slice.value_or(WrittenSlice{});
      for (const auto& bound : {written.lower, written.upper}) {
        if (bound && !is_plain_bound(*bound)) {
          hoist(*bound, "bound");
        }
      }
    }
  }

  loop_ir::StatementId lower_loop(std::size_t level) {
    const loop_ir::LoopId loop_id = add_loop(builder_, loop_ir::LoopKind::For, place_.range());
    const ExpressionId iterable_id = lower_range(level);
    cell_ids_.push_back(builder_.add_hidden_name(loop_ir::kCellName));
    builder_.mark_written(cell_ids_.back());
    const ExpressionId target_id = read(cell_ids_.back());
    builder_.enter_loop(loop_id);
    const loop_ir::StatementId inner_id =
        level + 1 < dimensions_ ? lower_loop(level + 1) : lower_store();
    builder_.leave_loop();
    loop_ir::Loop& loop = builder_.nest.loops[loop_id];
    loop.iterable_id = iterable_id;
    loop.target_id = target_id;
    loop.body = {inner_id};
    return builder_.add(loop_ir::LoopStatement{loop_id}, place_);
  }

  ExpressionId lower_range(std::size_t level) {
    const ExpressionId length_id = lower_lengths(level);
    const std::int64_t step = unit_step(operands_, level);
    return step == 1
               ? add_hidden_call(builder_, "range", {length_id}, place_)
               : add_hidden_call(builder_, "range", {number(0), length_id, number(step)}, place_);
  }

  // Before the first loop, all lengths are looked at, since it may have no iteration.
  ExpressionId lower_lengths(std::size_t level) {
    std::vector<ExpressionId> inner_ids;
    for (std::size_t inner = level + 1; level == 0 && inner < dimensions_; ++inner) {
      inner_ids.push_back(lower_length(inner));
    }
    return lower_beside(builder_, std::move(inner_ids), lower_length(level), place_);
  }

  // A slice with the step of the loop comes first.
  ExpressionId lower_length(std::size_t level) {
    const std::int64_t unit = unit_step(operands_, level);
    std::vector<ExpressionId> first_ids;
    std::vector<ExpressionId> other_ids;
    for (const ArrayOperand& operand : operands_) {
      for (std::size_t position = 0; position < operand.positions.size(); ++position) {
        if (level_of(operand, position, dimensions_) == level) {
          const bool is_first = first_ids.empty() && step_of(operand, position) == unit;
          add_parts(operand, position, is_first ? first_ids : other_ids);
        }
      }
    }
    first_ids.insert(first_ids.end(), other_ids.begin(), other_ids.end());
    return add_hidden_call(builder_, loop_ir::kSliceLength, first_ids, place_);
  }

  // Without its sign.
  static std::int64_t step_of(const ArrayOperand& operand, std::size_t position) {
    return std::abs(operand.positions[position]->step);
  }

  void add_parts(const ArrayOperand& operand, std::size_t position,
                 std::vector<ExpressionId>& part_ids) {
    part_ids.push_back(lower_begin(operand, position));
    part_ids.push_back(lower_end(operand, position));
    part_ids.push_back(lower_extent(operand, position));
    part_ids.push_back(number(step_of(operand, position)));
  }

  // The positions of a slice lie in [begin, end): in [upper + 1, lower + 1) where it goes backward.
  ExpressionId lower_begin(const ArrayOperand& operand, std::size_t position) {
    const WrittenSlice slice = operand.positions[position].value();
    const auto& bound = slice.step > 0 ? slice.lower : slice.upper;
    return bound ? lower_bound(*bound, operand, position, slice.step > 0 ? 0 : 1) : number(0);
  }

  ExpressionId lower_end(const ArrayOperand& operand, std::size_t position) {
    const WrittenSlice slice = operand.positions[position].value();
    const auto& bound = slice.step > 0 ? slice.upper : slice.lower;
    return bound ? lower_bound(*bound, operand, position, slice.step > 0 ? 0 : 1)
                 : lower_extent(operand, position);
  }

  ExpressionId lower_bound(Node bound, const ArrayOperand& operand, std::size_t position,
                           std::int64_t distance) {
    const auto found = hoisted_.find(bound.range().begin.offset_bytes);
    if (found != hoisted_.end()) {
      return read(found->second);
    }
    const auto literal = small_literal(bound);
    if (!literal) {
      return lower_expression(builder_, bound);
    }
    return *literal >= 0 ? number(*literal + distance)
                         : shifted(lower_extent(operand, position), *literal + distance);
  }

  ExpressionId shifted(ExpressionId expression_id, std::int64_t distance) {
    return distance == 0
               ? expression_id
               : add(loop_ir::Binary{BinaryOperator::Add, expression_id, number(distance)});
  }

  // base.shape[dimension] of the dimension in which the index at this position selects.
  ExpressionId lower_extent(const ArrayOperand& operand, std::size_t position) {
    std::size_t dimension = position;
    Node base = operand.base();
    while (base.is(NodeKind::Subscript)) {
      dimension += base.children(Field::Subscript).size();
      base = base.child(Field::Value).value();
    }
    const ExpressionId base_id = lower_expression(builder_, base);
    const ExpressionId shape_id = add(loop_ir::Attribute{base_id, "shape"});
    return add(loop_ir::Subscript{shape_id, {number(static_cast<std::int64_t>(dimension))}});
  }

  loop_ir::StatementId lower_store() {
    const Node value = place_.child(Field::Right).value();
    if (place_.is(NodeKind::AugmentedAssignment)) {
      const ExpressionId target_id = lower_cell(operands_.front());
      return builder_.add(loop_ir::AugmentedAssign{target_id, array_operator_of(place_).value(),
                                                   lower_value(value)},
                          place_);
    }
    const ExpressionId value_id = lower_value(value);
    return builder_.add(loop_ir::Assign{{lower_cell(operands_.front())}, value_id}, place_);
  }

  ExpressionId lower_value(Node node) {
    if (!is_array(builder_, node)) {
      const auto found = hoisted_.find(node.range().begin.offset_bytes);
      return found != hoisted_.end() ? read(found->second) : lower_expression(builder_, node);
    }
    switch (node.kind()) {
      case NodeKind::ParenthesizedExpression:
        return lower_value(node.named_children().front());
      case NodeKind::UnaryOperator: {
        const ExpressionId operand_id = lower_value(node.child(Field::Argument).value());
        return builder_.add(loop_ir::Unary{sign_of(node).value(), operand_id}, node);
      }
      case NodeKind::BinaryOperator: {
        if (const auto base = squared_base(node)) {
          const ExpressionId once_id = lower_value(*base);
          return builder_.add(
              loop_ir::Binary{BinaryOperator::Multiply, once_id, lower_value(*base)}, node);
        }
        const ExpressionId left_id = lower_value(node.child(Field::Left).value());
        const ExpressionId right_id = lower_value(node.child(Field::Right).value());
        return builder_.add(loop_ir::Binary{array_operator_of(node).value(), left_id, right_id},
                            node);
      }
      default:
        return lower_cell(read_operand(builder_, node).value());
    }
  }

  ExpressionId lower_cell(const ArrayOperand& operand) {
    loop_ir::Subscript cell;
    cell.base_id = lower_expression(builder_, operand.base());
    for (std::size_t position = 0; position < operand.positions.size(); ++position) {
      cell.index_ids.push_back(operand.positions[position]
                                   ? lower_index(operand, position)
                                   : lower_expression(builder_, operand.index_at(position)));
    }
    return builder_.add(std::move(cell), operand.node);
  }

  // begin + cell, or end - 1 - cell, of a slice with the step of the loop.
  ExpressionId lower_index(const ArrayOperand& operand, std::size_t position) {
    const WrittenSlice slice = operand.positions[position].value();
    const std::size_t level = level_of(operand, position, dimensions_).value();
    const bool begins_at_zero = !slice.lower || small_literal(*slice.lower) == 0;
    if (slice.step > 0 && begins_at_zero) {
      return lower_distance(level, slice.step);
    }
    if (slice.step > 0) {
      const ExpressionId begin_id = lower_begin(operand, position);
      return add(loop_ir::Binary{BinaryOperator::Add, begin_id, lower_distance(level, slice.step)});
    }
    const ExpressionId last_id = shifted(lower_end(operand, position), -1);
    return add(
        loop_ir::Binary{BinaryOperator::Subtract, last_id, lower_distance(level, -slice.step)});
  }

  // From the first position of a slice with this step.
  ExpressionId lower_distance(std::size_t level, std::int64_t step) {
    const std::int64_t factor = step / unit_step(operands_, level);
    const ExpressionId cell_id = read(cell_ids_[level]);
    return factor == 1 ? cell_id
                       : add(loop_ir::Binary{BinaryOperator::Multiply, cell_id, number(factor)});
  }

  NestBuilder& builder_;
  Node place_;
  std::vector<ArrayOperand> operands_;
  std::size_t dimensions_;
  Block& block_;
  // By where the expression that they stand for begins.
  std::map<std::uint32_t, NameId> hoisted_;
  // Of the loops, outermost first.
  std::vector<NameId> cell_ids_;
};

}  // namespace

bool lower_slice_statement(NestBuilder& builder, Node statement, Block& block) {
  auto operands = find_array_operands(builder, statement);
  if (operands.empty()) {
    if (auto refused = find_refused_rows(builder, statement)) {
      builder.refuse(RefusalKind::NotCompiledYet, statement, *std::move(refused));
    }
    return false;
  }
  SliceStatement(builder, statement, std::move(operands), block).lower();
  return true;
}

}  // namespace autopar::frontend
