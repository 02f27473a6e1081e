#include <utility>

#include "base/overloaded.hpp"
#include "frontend/access_collector.hpp"
#include "frontend/accesses.hpp"
#include "frontend/chains.hpp"
#include "frontend/sequences.hpp"
#include "frontend/skippable.hpp"

namespace autopar::frontend {

using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::Block;
using loop_ir::ExpressionId;
using loop_ir::Loop;
using loop_ir::LoopId;
using loop_ir::NameId;
using loop_ir::StatementId;

// What is evaluated before a loop belongs to the loops around it, what each iteration does to it.
void AccessCollector::visit_loop(LoopId loop_id) {
  const Loop& loop = nest_.loops[loop_id];
  const StatementId outer_statement = std::exchange(statement_id_, StatementId());
  const std::size_t outer_conditions = conditions_.size();
  const std::set<NameId> read_on = visit_for_header(loop);
  loop_ids_.push_back(loop_id);
  if (loop.target_id.is_valid()) {
    visit_sequence_elements(loop_id, loop, read_on);
    visit_stored(loop.target_id);
  }
  if (loop.test_id.is_valid()) {
    visit_value(loop.test_id);
    conditions_.push_back({loop.test_id, true});
  }
  visit_block(loop.body);
  conditions_.resize(outer_conditions);
  loop_ids_.pop_back();
  visit_block(loop.else_block);
  statement_id_ = outer_statement;
}

std::set<NameId> AccessCollector::visit_for_header(const Loop& loop) {
  std::set<NameId> read_on;
  for (const ExpressionId sequence_id : sequences_of(nest_, loop)) {
    if (base_of(sequence_id).is_valid()) {
      add_name_only_read(sequence_id);
      continue;
    }
    const std::size_t first = nest_.accesses.size();
    visit_value(sequence_id);
    if (!is_made_before_the_loop(nest_, sequence_id)) {
      for (std::size_t index = first; index < nest_.accesses.size(); ++index) {
        read_on.insert(
            nest_.accesses[loop_ir::AccessId(static_cast<std::uint32_t>(index))].base_id);
      }
    }
  }
  return read_on;
}

// Each iteration reads the element at its position; through a view, a generator or an
// unknown call it reads one that nobody knows, of any of the names in it.
void AccessCollector::visit_sequence_elements(LoopId loop_id, const Loop& loop,
                                              const std::set<NameId>& read_on) {
  for (const ExpressionId sequence_id : sequences_of(nest_, loop)) {
    const NameId base_id = base_of(sequence_id);
    if (base_id.is_valid()) {
      loop_ir::SubscriptDimension dimension;
      dimension.affine = position_of(nest_, loop_id);
      dimension.form =
          dimension.affine ? loop_ir::SubscriptForm::Lin1 : loop_ir::SubscriptForm::Variant;
      add(AccessKind::Element, AccessMode::Read, base_id, sequence_id, {dimension});
    }
  }
  for (const NameId name_id : read_on) {
    add(AccessKind::Element, AccessMode::Read, name_id, loop.iterable_id,
        {loop_ir::SubscriptDimension{}});
  }
}

void AccessCollector::visit_block(const Block& block) {
  for (const StatementId statement_id : block) {
    visit_statement(statement_id);
  }
}

void AccessCollector::visit_statement(StatementId statement_id) {
  const StatementId outer = std::exchange(statement_id_, statement_id);
  std::visit(Overloaded{
                 [this](const loop_ir::Assign& assign) { visit_assign(assign); },
                 [this](const loop_ir::AugmentedAssign& assign) { visit_augmented(assign); },
                 [this](const loop_ir::If& branch) {
                   visit_value(branch.test_id);
                   conditions_.push_back({branch.test_id, true});
                   visit_block(branch.then_block);
                   conditions_.back().holds = false;
                   visit_block(branch.else_block);
                   conditions_.pop_back();
                 },
                 [this](const loop_ir::LoopStatement& inner) { visit_loop(inner.loop_id); },
                 [](const loop_ir::Break&) {},
                 [](const loop_ir::Continue&) {},
                 [](const loop_ir::Pass&) {},
                 [this](const loop_ir::ExpressionStatement& each) { visit_value(each.value_id); },
                 [this](const loop_ir::OpaqueStatement& each) { visit_opaque_statement(each); },
             },
             nest_.statements[statement_id].node);
  statement_id_ = outer;
}

// b = a gives the object behind a another name.
void AccessCollector::visit_assign(const loop_ir::Assign& assign) {
  visit_whole(assign.value_id, false);
  for (const ExpressionId target_id : assign.target_ids) {
    visit_stored(target_id);
  }
}

void AccessCollector::visit_augmented(const loop_ir::AugmentedAssign& assign) {
  visit_value(assign.target_id);
  visit_value(assign.value_id);
  visit_stored(assign.target_id);
}

// The indices of an augmented target are evaluated once more here, which only adds reads.
void AccessCollector::visit_stored(ExpressionId target_id) {
  const loop_ir::ExpressionNode& node = nest_.expressions[target_id].node;
  if (const auto* name = std::get_if<loop_ir::NameRead>(&node)) {
    return add(AccessKind::Scalar, AccessMode::Write, name->name_id, target_id);
  }
  if (std::holds_alternative<loop_ir::Subscript>(node)) {
    return visit_element(target_id, AccessMode::Write);
  }
  if (const auto* display = std::get_if<loop_ir::Display>(&node)) {
    for (const ExpressionId element_id : display->element_ids) {
      visit_stored(element_id);
    }
    return;
  }
  if (const auto* opaque = std::get_if<loop_ir::OpaqueExpression>(&node)) {
    for (const ExpressionId operand_id : opaque->operand_ids) {
      visit_stored(operand_id);
    }
    return;
  }
  if (const auto* attribute = std::get_if<loop_ir::Attribute>(&node)) {
    const auto root = chain_root(nest_, target_id);
    if (!root) {
      return visit_whole(attribute->object_id, true);
    }
    if (const NameId chain_id = base_of(target_id); chain_id.is_valid()) {
      add(AccessKind::Scalar, AccessMode::Write, chain_id, target_id);
    }
    add(AccessKind::Whole, AccessMode::Write, *root, target_id);
  }
}

// Handlers, bodies under with and cases may run or not.
void AccessCollector::visit_opaque_statement(const loop_ir::OpaqueStatement& statement) {
  using loop_ir::OpaqueStatementKind;
  const bool is_unknown = statement.kind == OpaqueStatementKind::Delete ||
                          statement.kind == OpaqueStatementKind::Exec ||
                          statement.kind == OpaqueStatementKind::With ||
                          statement.kind == OpaqueStatementKind::Other;
  for (const ExpressionId operand_id : statement.operand_ids) {
    visit_whole(operand_id, is_unknown);
  }
  ++skippable_;
  for (const NameId name_id : statement.written_name_ids) {
    add_bare_write(name_id, nest_.statements[statement_id_].range);
  }
  for (const Block& block : statement.blocks) {
    visit_block(block);
  }
  --skippable_;
}

void AccessCollector::run() {
  // About half of the expressions are accesses.
  nest_.accesses.reserve(nest_.expressions.size() / 2);
  visit_loop(loop_ir::LoopNest::root());
  for (loop_ir::Expression& place : bare_places_) {
    nest_.expressions.add(std::move(place));
  }
  mark_whole_reads();
  mark_skippable(nest_);
}

void collect_accesses(NestBuilder& builder) { AccessCollector(builder).run(); }

}  // namespace autopar::frontend
