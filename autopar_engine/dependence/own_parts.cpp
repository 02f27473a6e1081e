#include "dependence/own_parts.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "dependence/access_queries.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::BaseKind;
using loop_ir::ExpressionId;
using loop_ir::LoopNest;
using loop_ir::NameId;

// Their results are new, and hold nothing but numbers and characters.
constexpr auto kMakers = std::to_array<std::string_view>(
    {"abs", "bool", "float", "int", "len", "numpy.arange", "numpy.eye", "range", "str"});

class OwnParts {
 public:
  explicit OwnParts(const LoopNest& nest) : nest_(nest) {}

  // The object that the expression gives is new or cannot be changed, and so is all that it holds.
  [[nodiscard]] bool is_own(ExpressionId expression_id) const {
    const auto& node = nest_.expressions[expression_id].node;
    if (const auto* display = std::get_if<loop_ir::Display>(&node)) {
      return std::ranges::all_of(display->element_ids, [&](ExpressionId id) { return is_own(id); });
    }
    if (const auto* comprehension = std::get_if<loop_ir::Comprehension>(&node)) {
      return makes_own(nest_.loops[comprehension->loop_id].body);
    }
    if (const auto* binary = std::get_if<loop_ir::Binary>(&node)) {
      return is_own_result(*binary);
    }
    if (const auto* unary = std::get_if<loop_ir::Unary>(&node)) {
      return unary->op == loop_ir::UnaryOperator::Not || is_own(unary->operand_id);
    }
    if (const auto* name = std::get_if<loop_ir::NameRead>(&node)) {
      return is_scalar(name->name_id);
    }
    const auto* call = std::get_if<loop_ir::Call>(&node);
    const bool is_made =
        call != nullptr && std::ranges::find(kMakers, call->resolved) != kMakers.end();
    return is_made || std::holds_alternative<loop_ir::IntegerLiteral>(node) ||
           std::holds_alternative<loop_ir::FloatLiteral>(node) ||
           std::holds_alternative<loop_ir::ImaginaryLiteral>(node) ||
           std::holds_alternative<loop_ir::BooleanLiteral>(node) ||
           std::holds_alternative<loop_ir::NoneLiteral>(node) ||
           std::holds_alternative<loop_ir::StringLiteral>(node) ||
           std::holds_alternative<loop_ir::Comparison>(node);
  }

 private:
  // The bodies of clauses lead to the element.
  [[nodiscard]] bool makes_own(const loop_ir::Block& body) const {
    return std::ranges::all_of(body, [&](loop_ir::StatementId statement_id) {
      const auto& node = nest_.statements[statement_id].node;
      const auto* element = std::get_if<loop_ir::ExpressionStatement>(&node);
      const auto* inner = std::get_if<loop_ir::LoopStatement>(&node);
      const auto* branch = std::get_if<loop_ir::If>(&node);
      return (element != nullptr && is_own(element->value_id)) ||
             (inner != nullptr && makes_own(nest_.loops[inner->loop_id].body)) ||
             (branch != nullptr && makes_own(branch->then_block));
    });
  }

  // Operators on lists, sets and dicts give what holds the parts of both.
  [[nodiscard]] bool is_own_result(const loop_ir::Binary& binary) const {
    return is_own(binary.left_id) && is_own(binary.right_id);
  }

  [[nodiscard]] bool is_scalar(NameId name_id) const {
    const loop_ir::Name& name = nest_.names[name_id];
    const auto writes = std::ranges::count_if(nest_.accesses, [&](const Access& access) {
      return access.base_id == name_id && access.mode == AccessMode::Write;
    });
    const bool is_number = name.kind == BaseKind::Integer || name.kind == BaseKind::Float ||
                           name.kind == BaseKind::Boolean || name.kind == BaseKind::Str;
    return writes == std::ranges::count(nest_.loops, name_id, &loop_ir::Loop::index_name_id) &&
           (writes > 0 || is_number);
  }

  const LoopNest& nest_;
};

// The object that a plain assignment puts into the place of the access; not valid for any other.
ExpressionId assigned_value(const LoopNest& nest, const Access& write) {
  const auto* assign = write.statement_id.is_valid()
                           ? std::get_if<loop_ir::Assign>(&nest.statements[write.statement_id].node)
                           : nullptr;
  const bool is_plain =
      assign != nullptr &&
      std::ranges::find(assign->target_ids, write.expression_id) != assign->target_ids.end();
  return is_plain ? assign->value_id : ExpressionId();
}

// `t[0][i] = e`, `t[0] += e`.
bool changes_part(const LoopNest& nest, const Access& access) {
  return access.kind == AccessKind::Element && access.mode == AccessMode::Write &&
         (access.dimensions.size() > 1 || !assigned_value(nest, access).is_valid());
}

}  // namespace

bool changes_own_parts(const LoopNest& nest, NameId name_id, loop_ir::LoopId loop_id) {
  std::vector<Access> uses;
  for (const loop_ir::AccessId access_id : accesses_in(nest, loop_id)) {
    if (nest.accesses[access_id].base_id == name_id) {
      uses.push_back(nest.accesses[access_id]);
    }
  }
  const bool is_array = std::ranges::all_of(uses, [&](const Access& access) {
    const ExpressionId value_id = assigned_value(nest, access);
    return access.kind != AccessKind::Scalar || access.mode == AccessMode::Read ||
           (value_id.is_valid() &&
            std::holds_alternative<loop_ir::Call>(nest.expressions[value_id].node));
  });
  if (is_array ||
      std::ranges::none_of(uses, [&](const Access& use) { return changes_part(nest, use); })) {
    return true;
  }
  return std::ranges::all_of(uses, [&](const Access& access) {
    const ExpressionId value_id = assigned_value(nest, access);
    return access.mode == AccessMode::Read ||
           (value_id.is_valid() ? OwnParts(nest).is_own(value_id) : changes_part(nest, access));
  });
}

}  // namespace autopar::dependence
