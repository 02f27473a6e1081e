#include <algorithm>
#include <utility>

#include "base/overloaded.hpp"
#include "frontend/access_collector.hpp"
#include "frontend/chains.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::frontend {

using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::ExpressionId;
using loop_ir::NameId;
using loop_ir::OpaqueExpressionKind;
using loop_ir::SubscriptDimension;

void AccessCollector::add(AccessKind kind, AccessMode mode, NameId base_id,
                          ExpressionId expression_id, std::vector<SubscriptDimension> dimensions) {
  add_at(nest_.expressions[expression_id].range, kind, mode, base_id, expression_id,
         std::move(dimensions));
}

void AccessCollector::add_at(const SourceRange& range, AccessKind kind, AccessMode mode,
                             NameId base_id, ExpressionId expression_id,
                             std::vector<SubscriptDimension> dimensions) {
  loop_ir::Access access;
  access.kind = kind;
  access.mode = mode;
  access.base_id = base_id;
  access.dimensions = std::move(dimensions);
  access.expression_id = expression_id;
  access.statement_id = statement_id_;
  access.loop_ids = loop_ids_;
  access.conditions = conditions_;
  access.is_skippable = skippable_ > 0;
  access.range = range;
  if (mode == AccessMode::Write && kind == AccessKind::Scalar) {
    builder_.mark_written(base_id);
  }
  nest_.accesses.add(std::move(access));
}

NameId AccessCollector::base_of(ExpressionId expression_id) {
  if (const auto* name = find_node<loop_ir::NameRead>(nest_, expression_id)) {
    return name->name_id;
  }
  if (builder_.counts_elements) {
    return {};
  }
  const auto text = chain_text(nest_, expression_id);
  if (!text) {
    return {};
  }
  const auto found = chains_.find(*text);
  if (found != chains_.end()) {
    return found->second;
  }
  loop_ir::Name name;
  name.text = *text;
  const NameId chain_id = nest_.names.add(std::move(name));
  chain_roots_[chain_id] = *chain_root(nest_, expression_id);
  return chains_.emplace(*text, chain_id).first->second;
}

void AccessCollector::add_name_only_read(ExpressionId expression_id) {
  name_only_reads_.insert(loop_ir::AccessId(static_cast<std::uint32_t>(nest_.accesses.size())));
  add(AccessKind::Scalar, AccessMode::Read, base_of(expression_id), expression_id);
}

void AccessCollector::add_bare_write(NameId name_id, SourceRange range) {
  const ExpressionId place_id(
      static_cast<std::uint32_t>(nest_.expressions.size() + bare_places_.size()));
  bare_places_.push_back({loop_ir::NameRead{name_id}, range});
  add_at(range, AccessKind::Scalar, AccessMode::Write, name_id, place_id, {});
}

void AccessCollector::visit_value(ExpressionId expression_id) {
  if (expression_id.is_valid()) {
    visit_node(expression_id, nest_.expressions[expression_id].node);
  }
}

void AccessCollector::visit_node(ExpressionId expression_id, const loop_ir::ExpressionNode& node) {
  const auto visit_all = [this](const std::vector<ExpressionId>& ids) {
    for (const ExpressionId id : ids) {
      visit_value(id);
    }
  };
  std::visit(Overloaded{
                 [](const loop_ir::IntegerLiteral&) {},
                 [](const loop_ir::BigIntegerLiteral&) {},
                 [](const loop_ir::FloatLiteral&) {},
                 [](const loop_ir::ImaginaryLiteral&) {},
                 [](const loop_ir::BooleanLiteral&) {},
                 [](const loop_ir::NoneLiteral&) {},
                 [](const loop_ir::EllipsisLiteral&) {},
                 [](const loop_ir::StringLiteral&) {},
                 [&](const loop_ir::NameRead& read) {
                   add(AccessKind::Scalar, AccessMode::Read, read.name_id, expression_id);
                 },
                 [&](const loop_ir::Attribute& each) { visit_attribute(expression_id, each); },
                 [&](const loop_ir::Subscript&) { visit_element(expression_id, AccessMode::Read); },
                 [&](const loop_ir::Slice& slice) {
                   visit_value(slice.lower_id);
                   visit_value(slice.upper_id);
                   visit_value(slice.step_id);
                 },
                 [&](const loop_ir::Unary& unary) { visit_value(unary.operand_id); },
                 [&](const loop_ir::Binary& binary) {
                   visit_value(binary.left_id);
                   visit_value(binary.right_id);
                 },
                 [&](const loop_ir::Comparison& comparison) { visit_comparison(comparison); },
                 [&](const loop_ir::BooleanOperation& each) { visit_boolean(each); },
                 [&](const loop_ir::Conditional& each) { visit_conditional(each); },
                 [&](const loop_ir::Call& call) { visit_call(call); },
                 [&](const loop_ir::Display& display) { visit_all(display.element_ids); },
                 [&](const loop_ir::Comprehension& each) { visit_loop(each.loop_id); },
                 [&](const loop_ir::OpaqueExpression& opaque) { visit_opaque(opaque); },
             },
             node);
}

// Base, then indices, then the cell itself: CPython's order.
void AccessCollector::visit_element(ExpressionId expression_id, AccessMode mode) {
  const SubscriptChain chain = subscript_chain(nest_, expression_id);
  const NameId base_id = base_of(chain.base_id);
  const auto* shape = find_node<loop_ir::Attribute>(nest_, chain.base_id);
  if (mode == AccessMode::Read && shape != nullptr && shape->attribute == "shape") {
    visit_value(chain.base_id);
    for (const ExpressionId index_id : chain.index_ids) {
      visit_value(index_id);
    }
    return;
  }
  if (!base_id.is_valid()) {
    visit_value(chain.base_id);
  }
  std::vector<SubscriptDimension> dimensions;
  for (const ExpressionId index_id : chain.index_ids) {
    visit_value(index_id);
    dimensions.push_back({loop_ir::SubscriptForm::Variant, std::nullopt, index_id});
  }
  if (base_id.is_valid()) {
    add(AccessKind::Element, mode, base_id, expression_id, std::move(dimensions));
  } else if (mode == AccessMode::Write) {
    add_unknown_stores(chain.base_id, expression_id);
  } else if (const auto root = chain_root(nest_, chain.base_id)) {
    add(AccessKind::Whole, mode, *root, expression_id);
  }
}

// (a if c else b)[i] = ... stores somewhere into an object that the names of the base lead to.
void AccessCollector::add_unknown_stores(ExpressionId base_id, ExpressionId place_id) {
  std::set<ExpressionId> functions;
  std::set<NameId> stored;
  for (const ExpressionId part_id : loop_ir::subtree_of(nest_, base_id)) {
    const auto* call = find_node<loop_ir::Call>(nest_, part_id);
    if (call != nullptr && !call->resolved.starts_with('.')) {
      const auto callee = loop_ir::subtree_of(nest_, call->callee_id);
      functions.insert(callee.begin(), callee.end());
    }
    const auto* name = find_node<loop_ir::NameRead>(nest_, part_id);
    if (name != nullptr && !functions.contains(part_id) && stored.insert(name->name_id).second) {
      add(AccessKind::Element, AccessMode::Write, name->name_id, place_id,
          {loop_ir::SubscriptDimension{}});
    }
  }
}

// x.shape and x.ndim read no element; an attribute of an object that changes reads the object. In
// the form that is compiled, attributes of names are names (attribute_names.hpp), and what is left
// are parts of numbers.
void AccessCollector::visit_attribute(ExpressionId expression_id,
                                      const loop_ir::Attribute& attribute) {
  const bool is_extent = attribute.attribute == "shape" || attribute.attribute == "ndim";
  if (const NameId object_id = base_of(attribute.object_id); is_extent && object_id.is_valid()) {
    return add_name_only_read(attribute.object_id);
  }
  if (builder_.counts_elements) {
    return visit_value(attribute.object_id);
  }
  if (const NameId base_id = base_of(expression_id); base_id.is_valid()) {
    return add(AccessKind::Scalar, AccessMode::Read, base_id, expression_id);
  }
  if (const auto root = chain_root(nest_, expression_id)) {
    return add(AccessKind::Whole, AccessMode::Read, *root, expression_id);
  }
  visit_value(attribute.object_id);
}

void AccessCollector::visit_boolean(const loop_ir::BooleanOperation& operation) {
  const std::size_t outer = conditions_.size();
  for (const ExpressionId operand_id : operation.operand_ids) {
    visit_value(operand_id);
    conditions_.push_back({operand_id, operation.op == loop_ir::BooleanOperator::And});
  }
  conditions_.resize(outer);
}

// From the third operand on, an earlier comparison decides whether it is evaluated.
void AccessCollector::visit_comparison(const loop_ir::Comparison& comparison) {
  visit_value(comparison.first_id);
  for (std::size_t index = 0; index < comparison.rest.size(); ++index) {
    skippable_ += index > 0 ? 1 : 0;
    visit_value(comparison.rest[index].second);
    skippable_ -= index > 0 ? 1 : 0;
  }
}

void AccessCollector::visit_conditional(const loop_ir::Conditional& conditional) {
  visit_value(conditional.test_id);
  conditions_.push_back({conditional.test_id, true});
  visit_value(conditional.when_true_id);
  conditions_.back().holds = false;
  visit_value(conditional.when_false_id);
  conditions_.pop_back();
}

void AccessCollector::visit_opaque(const loop_ir::OpaqueExpression& opaque) {
  const bool is_unknown = opaque.kind == OpaqueExpressionKind::Damaged ||
                          opaque.kind == OpaqueExpressionKind::TooDeep ||
                          opaque.kind == OpaqueExpressionKind::Backquote;
  const bool captures = opaque.kind == OpaqueExpressionKind::Lambda ||
                        opaque.kind == OpaqueExpressionKind::Yield ||
                        opaque.kind == OpaqueExpressionKind::GeneratorOfCalls ||
                        opaque.kind == OpaqueExpressionKind::Other;
  for (const ExpressionId operand_id : opaque.operand_ids) {
    if (is_unknown || captures) {
      visit_whole(operand_id, is_unknown);
    } else {
      visit_value(operand_id);
    }
    if (opaque.kind == OpaqueExpressionKind::NamedExpression) {
      add_bare_write(opaque.written_name_ids.front(), nest_.expressions[operand_id].range);
    }
  }
}

// Whoever gets an element may look at it or store into it: such a store proves nothing and covers
// nothing, like one that an exit may skip.
void AccessCollector::visit_whole(ExpressionId expression_id, bool may_write) {
  const NameId base_id = base_of(expression_id);
  if (base_id.is_valid()) {
    add(AccessKind::Whole, AccessMode::Read, base_id, expression_id);
    if (may_write) {
      add(AccessKind::Whole, AccessMode::Write, base_id, expression_id);
    }
    return;
  }
  visit_value(expression_id);
  const bool is_element = find_node<loop_ir::Subscript>(nest_, expression_id) != nullptr;
  if (is_element && may_write) {
    ++skippable_;
    visit_element(expression_id, AccessMode::Write);
    --skippable_;
  } else if (const auto root = chain_root(nest_, expression_id); root && may_write) {
    add(AccessKind::Whole, AccessMode::Write, *root, expression_id);
  }
}

}  // namespace autopar::frontend
