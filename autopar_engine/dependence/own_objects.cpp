#include "dependence/own_objects.hpp"

#include <algorithm>

#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::BaseKind;
using loop_ir::Context;
using loop_ir::ExpressionId;
using loop_ir::LoopNest;
using loop_ir::NameId;

// Arithmetic makes a new object of its operands.
bool is_arithmetic(const loop_ir::ExpressionNode& node) {
  return std::holds_alternative<loop_ir::Binary>(node) ||
         std::holds_alternative<loop_ir::Unary>(node) ||
         std::holds_alternative<loop_ir::Comparison>(node);
}

bool is_only_operand(const LoopNest& nest, ExpressionId expression_id) {
  bool is_operand = false;
  for (const loop_ir::Expression& parent : nest.expressions) {
    const loop_ir::Operands operand_ids = loop_ir::operands_of(parent.node);
    if (std::ranges::find(operand_ids, expression_id) != operand_ids.end()) {
      if (!is_arithmetic(parent.node)) {
        return false;
      }
      is_operand = true;
    }
  }
  return is_operand;
}

// The element that an update reads is the one that it writes.
bool is_updated(const LoopNest& nest, const Access& read) {
  const auto* update =
      read.statement_id.is_valid()
          ? std::get_if<loop_ir::AugmentedAssign>(&nest.statements[read.statement_id].node)
          : nullptr;
  return update != nullptr && update->target_id == read.expression_id;
}

// Neither the object nor a view of it comes to be known otherwise.
bool keeps_to_itself(const LoopNest& nest, const Access& access, BaseKind kind) {
  const bool is_subscript =
      access.kind == AccessKind::Element && access.expression_id.is_valid() &&
      std::holds_alternative<loop_ir::Subscript>(nest.expressions[access.expression_id].node);
  return is_subscript && (kind == BaseKind::List || access.mode == AccessMode::Write ||
                          is_updated(nest, access) || is_only_operand(nest, access.expression_id));
}

}  // namespace

bool is_own_object(const LoopNest& nest, NameId name_id) {
  const loop_ir::Name& name = nest.names[name_id];
  const bool is_local = nest.context != Context::Top && nest.context != Context::Class;
  const bool holds_numbers =
      (name.kind == BaseKind::List || name.kind == BaseKind::Ndarray) && !name.element_type.empty();
  return name.is_unseen && is_local && holds_numbers &&
         std::ranges::all_of(nest.accesses, [&](const Access& access) {
           return access.base_id != name_id || keeps_to_itself(nest, access, name.kind);
         });
}

}  // namespace autopar::dependence
