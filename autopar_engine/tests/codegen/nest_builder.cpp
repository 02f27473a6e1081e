#include "tests/codegen/nest_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loop_ir/traversal.hpp"
#include "loop_ir/verify.hpp"

namespace autopar::codegen {

using namespace loop_ir;

NameId NestBuilder::name(const std::string& text) {
  for (const NameId name_id : nest_.names.ids()) {
    if (nest_.names[name_id].text == text) {
      return name_id;
    }
  }
  return nest_.names.add({.text = text, .is_read_after = false});
}

ExpressionId NestBuilder::expression(ExpressionNode node) {
  return nest_.expressions.add({std::move(node), {}});
}

ExpressionId NestBuilder::read(const std::string& text) { return expression(NameRead{name(text)}); }

ExpressionId NestBuilder::number(std::int64_t value) { return expression(IntegerLiteral{value}); }

ExpressionId NestBuilder::real(double value) { return expression(FloatLiteral{value}); }

ExpressionId NestBuilder::binary(BinaryOperator op, Id left, Id right) {
  return expression(Binary{op, left, right});
}

ExpressionId NestBuilder::negate(Id operand) {
  return expression(Unary{UnaryOperator::Negate, operand});
}

ExpressionId NestBuilder::element(const std::string& text, std::vector<Id> indices) {
  // The base comes after the indices, which is as good: ids only have to exist.
  const Id base = read(text);
  return expression(Subscript{base, std::move(indices)});
}

ExpressionId NestBuilder::extent(const std::string& text, std::int64_t dimension) {
  const Id shape = expression(Attribute{read(text), "shape"});
  return expression(Subscript{shape, {number(dimension)}});
}

SymbolId NestBuilder::symbol(const Symbol& wanted) {
  for (const SymbolId symbol_id : nest_.symbols.ids()) {
    if (nest_.symbols[symbol_id] == wanted) {
      return symbol_id;
    }
  }
  return nest_.symbols.add(wanted);
}

AffineForm NestBuilder::affine_of_name(NameId name_id) {
  for (const LoopId loop_id : open_loops_) {
    if (nest_.loops[loop_id].index_name_id == name_id) {
      return AffineForm::of_loop(loop_id);
    }
  }
  return AffineForm::of_symbol(symbol({.kind = SymbolKind::Value, .name_id = name_id}));
}

AffineForm NestBuilder::affine(Id expression_id) {
  if (const auto extent = find_extent(nest_, expression_id)) {
    return AffineForm::of_symbol(symbol(
        {.kind = SymbolKind::Extent, .name_id = extent->name_id, .dimension = extent->dimension}));
  }
  const ExpressionNode node = nest_.expressions[expression_id].node;
  if (const auto* literal = std::get_if<IntegerLiteral>(&node)) {
    return AffineForm::of_constant(literal->value);
  }
  if (const auto* read_name = std::get_if<NameRead>(&node)) {
    return affine_of_name(read_name->name_id);
  }
  const auto& operation = std::get<Binary>(node);
  const AffineForm left = affine(operation.left_id);
  const AffineForm right = affine(operation.right_id);
  return operation.op == BinaryOperator::Add ? *left.plus(right) : *left.minus(right);
}

LoopId NestBuilder::begin_loop(const std::string& index, Id stop) {
  return begin_loop(index, number(0), stop);
}

LoopId NestBuilder::begin_loop(const std::string& index, Id start, Id stop, std::int64_t step) {
  Loop loop;
  loop.domain.start = affine(start);
  loop.domain.stop = affine(stop);
  loop.domain.step = step;
  const Id callee = read("range");
  loop.iterable_id =
      expression(Call{callee, {{"", start}, {"", stop}, {"", number(step)}}, "range"});
  loop.index_name_id = name(index);
  loop.target_id = read(index);
  nest_.names[loop.index_name_id].is_written = true;
  loop.depth = static_cast<std::uint32_t>(open_loops_.size() + 1);
  loop.range.begin.line = static_cast<std::uint32_t>(nest_.loops.size() + 1);
  if (!open_loops_.empty()) {
    loop.parent_id = open_loops_.back();
  }
  const LoopId loop_id = nest_.loops.add(loop);
  if (!open_loops_.empty()) {
    statement(LoopStatement{loop_id});
  }
  open_loops_.push_back(loop_id);
  return loop_id;
}

void NestBuilder::end_loop() { open_loops_.pop_back(); }

void NestBuilder::statement(StatementNode node) {
  const StatementId statement_id = nest_.statements.add({std::move(node), {}});
  nest_.loops[open_loops_.back()].body.push_back(statement_id);
}

void NestBuilder::bind(Id target) {
  const auto* target_name = std::get_if<NameRead>(&nest_.expressions[target].node);
  if (target_name == nullptr) {
    return;
  }
  nest_.names[target_name->name_id].is_written = true;
  for (const SymbolId symbol_id : nest_.symbols.ids()) {
    if (nest_.symbols[symbol_id].name_id == target_name->name_id) {
      nest_.symbols[symbol_id].varies_with = open_loops_.back();
    }
  }
}

// The elements of the last statement that this expression mentions.
void NestBuilder::note_elements(Id expression_id, AccessMode mode) {
  for (const Id part_id : subtree_of(nest_, expression_id)) {
    const auto element = find_element(nest_, part_id);
    if (!element) {
      continue;
    }
    Access access{.kind = AccessKind::Element,
                  .mode = mode,
                  .base_id = element->base_id,
                  .expression_id = part_id,
                  .statement_id = nest_.statements.ids().back(),
                  .loop_ids = open_loops_};
    for (const Id index_id : element->index_ids) {
      access.dimensions.push_back({SubscriptForm::Linn, affine(index_id), index_id});
    }
    nest_.accesses.add(std::move(access));
  }
}

void NestBuilder::assign(Id target, Id value) {
  bind(target);
  statement(Assign{{target}, value});
  note_elements(value, AccessMode::Read);
  note_elements(target, AccessMode::Write);
}

void NestBuilder::augment(Id target, BinaryOperator op, Id value) {
  bind(target);
  statement(AugmentedAssign{target, op, value});
  note_elements(target, AccessMode::Read);
  note_elements(value, AccessMode::Read);
  note_elements(target, AccessMode::Write);
}

LoopNest NestBuilder::finish(const std::vector<std::string>& names_read_after) {
  for (const std::string& text : names_read_after) {
    nest_.names[name(text)].is_read_after = true;
  }
  EXPECT_TRUE(open_loops_.empty());
  EXPECT_THAT(find_violations(nest_), testing::IsEmpty());
  return std::move(nest_);
}

}  // namespace autopar::codegen
