#include "dependence/shown_parts.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <vector>

#include "dependence/access_queries.hpp"
#include "dependence/looks.hpp"
#include "dependence/loop_scan.hpp"
#include "dependence/updates.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::Call;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::NameRead;
using loop_ir::OpaqueExpression;

class Finder {
 public:
  Finder(const LoopNest& nest, LoopId loop_id)
      : nest_(nest), loop_id_(loop_id), parents_(parents_in(nest)) {
    for (const loop_ir::StatementId statement_id : scan_loop(nest, loop_id).statement_ids) {
      add_statement(nest.statements[statement_id].node);
    }
    for (const loop_ir::Loop& loop : nest.loops) {
      if (loop.iterable_id.is_valid()) {
        targets_[loop.iterable_id] = {loop.target_id};
      }
      if (loop.test_id.is_valid()) {
        tests_.insert(loop.test_id);
      }
    }
  }

  // A name that stands for a part of what another one holds shows it once it is shown itself.
  ShownParts run() {
    std::size_t before = 0;
    do {
      before = shown_.parts.size();
      for (const loop_ir::AccessId access_id : accesses_in(nest_, loop_id_)) {
        add(nest_.accesses[access_id]);
      }
    } while (shown_.parts.size() > before);
    return std::move(shown_);
  }

 private:
  void add_statement(const loop_ir::StatementNode& node) {
    if (const auto* assign = std::get_if<loop_ir::Assign>(&node)) {
      targets_[assign->value_id] = assign->target_ids;
      const bool stores = std::ranges::any_of(assign->target_ids, [&](ExpressionId target_id) {
        return std::holds_alternative<loop_ir::Subscript>(nest_.expressions[target_id].node);
      });
      if (stores) {
        stored_.insert(assign->value_id);
      }
    } else if (const auto* update = std::get_if<loop_ir::AugmentedAssign>(&node)) {
      targets_[update->value_id] = {};
      targets_[update->target_id] = {};
      updating_.insert(update->value_id);
    } else if (const auto* branch = std::get_if<loop_ir::If>(&node)) {
      tests_.insert(branch->test_id);
    }
  }

  void add(const Access& access) {
    if (access.mode == loop_ir::AccessMode::Write || !access.expression_id.is_valid()) {
      return;
    }
    if (is_shown(access.expression_id)) {
      shown_.parts.insert(access.base_id);
    }
    if (is_tested(access.expression_id)) {
      shown_.tested.insert(access.base_id);
    }
    if (access.kind != loop_ir::AccessKind::Element && is_operand(access.expression_id)) {
      shown_.operands.insert(access.base_id);
    }
    if (stored_.contains(choice_of(access.expression_id))) {
      shown_.stored.insert(access.base_id);
    }
  }

  // `x if c else y` of x and of y.
  ExpressionId choice_of(ExpressionId expression_id) const {
    for (ExpressionId parent_id = parent_of(expression_id); parent_id.is_valid();
         parent_id = parent_of(parent_id)) {
      const auto& parent = nest_.expressions[parent_id].node;
      const auto* choice = std::get_if<loop_ir::Conditional>(&parent);
      const bool hands_on = (choice != nullptr && choice->test_id != expression_id) ||
                            std::holds_alternative<loop_ir::BooleanOperation>(parent);
      if (!hands_on) {
        break;
      }
      expression_id = parent_id;
    }
    return expression_id;
  }

  // Of an operator or a comparison.
  bool is_operand(ExpressionId expression_id) const {
    const ExpressionId value_id = choice_of(expression_id);
    const ExpressionId parent_id = parent_of(value_id);
    if (!parent_id.is_valid()) {
      return updating_.contains(value_id);
    }
    const auto& parent = nest_.expressions[parent_id].node;
    const auto* comparison = std::get_if<loop_ir::Comparison>(&parent);
    const auto* unary = std::get_if<loop_ir::Unary>(&parent);
    return std::holds_alternative<loop_ir::Binary>(parent) ||
           (comparison != nullptr && !compares_identity(*comparison)) ||
           (unary != nullptr && unary->op != loop_ir::UnaryOperator::Not);
  }

  ExpressionId parent_of(ExpressionId expression_id) const {
    return parents_[expression_id.index()];
  }

  bool is_tested(ExpressionId expression_id) const {
    const ExpressionId parent_id = parent_of(expression_id);
    if (!parent_id.is_valid()) {
      return tests_.contains(expression_id);
    }
    const auto& parent = nest_.expressions[parent_id].node;
    const auto* choice = std::get_if<loop_ir::Conditional>(&parent);
    const auto* call = std::get_if<Call>(&parent);
    const auto* unary = std::get_if<loop_ir::Unary>(&parent);
    return std::holds_alternative<loop_ir::BooleanOperation>(parent) ||
           (call != nullptr && call->resolved == "len") ||
           (choice != nullptr && choice->test_id == expression_id) ||
           (unary != nullptr && unary->op == loop_ir::UnaryOperator::Not);
  }

  // The parts of what the expression gives.
  bool is_shown(ExpressionId expression_id) const {
    const ExpressionId parent_id = parent_of(expression_id);
    if (!parent_id.is_valid()) {
      return is_shown_by_statement(expression_id);
    }
    const auto& parent = nest_.expressions[parent_id].node;
    if (const auto* subscript = std::get_if<loop_ir::Subscript>(&parent)) {
      return subscript->base_id == expression_id && is_shown(parent_id);
    }
    if (const auto* call = std::get_if<Call>(&parent)) {
      return is_shown_by_call(*call, parent_id, expression_id);
    }
    if (std::holds_alternative<loop_ir::Attribute>(parent)) {
      return !is_method_that_keeps(nest_, parents_, parent_id);
    }
    if (const auto* comparison = std::get_if<loop_ir::Comparison>(&parent)) {
      return is_shown_by_comparison(*comparison);
    }
    if (const auto* binary = std::get_if<loop_ir::Binary>(&parent)) {
      return is_shown_by_operator(*binary, parent_id, expression_id);
    }
    if (const auto* opaque = std::get_if<OpaqueExpression>(&parent)) {
      return is_shown_by_opaque(*opaque, parent_id);
    }
    return !std::holds_alternative<loop_ir::Unary>(parent) &&
           !std::holds_alternative<loop_ir::Slice>(parent) && is_shown(parent_id);
  }

  // A value that is bound is shown if the name is; one that is stored is handed on.
  bool is_shown_by_statement(ExpressionId expression_id) const {
    const auto found = targets_.find(expression_id);
    if (found == targets_.end()) {
      return !tests_.contains(expression_id);
    }
    return std::ranges::any_of(found->second, [&](ExpressionId target_id) {
      const auto* display = std::get_if<loop_ir::Display>(&nest_.expressions[target_id].node);
      return is_shown_name(target_id) ||
             (display != nullptr &&
              std::ranges::any_of(display->element_ids,
                                  [&](ExpressionId part_id) { return is_shown_name(part_id); }));
    });
  }

  bool is_shown_name(ExpressionId target_id) const {
    const auto* name = std::get_if<NameRead>(&nest_.expressions[target_id].node);
    return name != nullptr && shown_.parts.contains(name->name_id);
  }

  // A wrapper in a header hands on what it is given.
  bool is_shown_by_call(const Call& call, ExpressionId call_id, ExpressionId expression_id) const {
    static constexpr auto kWrappers =
        std::to_array<std::string_view>({"enumerate", "iter", "list", "reversed", "tuple", "zip"});
    const bool is_wrapper = targets_.contains(call_id) &&
                            std::ranges::find(kWrappers, call.resolved) != kWrappers.end();
    const bool counts_cells = call.resolved == "len" && !std::holds_alternative<loop_ir::Subscript>(
                                                            nest_.expressions[expression_id].node);
    return is_wrapper ? is_shown(call_id)
                      : call.callee_id != expression_id && !counts_cells && !takes_numbers(call) &&
                            !keeps_argument(nest_, call);
  }

  bool is_shown_by_comparison(const loop_ir::Comparison& comparison) const {
    std::vector<ExpressionId> operand_ids{comparison.first_id};
    bool is_equality = false;
    for (const auto& [op, operand_id] : comparison.rest) {
      operand_ids.push_back(operand_id);
      is_equality = is_equality || op == loop_ir::ComparisonOperator::Equal ||
                    op == loop_ir::ComparisonOperator::NotEqual ||
                    op == loop_ir::ComparisonOperator::In ||
                    op == loop_ir::ComparisonOperator::NotIn;
    }
    return !compares_identity(comparison) &&
           (is_equality || std::ranges::none_of(operand_ids, [&](ExpressionId operand_id) {
              return is_number(operand_id);
            }));
  }

  bool is_number(ExpressionId expression_id) const {
    const auto element = loop_ir::find_element(nest_, expression_id);
    return is_known_number(nest_, expression_id) ||
           (element && nest_.names[element->base_id].kind == loop_ir::BaseKind::Ndarray);
  }

  // "%s" % rows makes a text of all that rows holds; rows + [e] hands on what it holds.
  bool is_shown_by_operator(const loop_ir::Binary& binary, ExpressionId binary_id,
                            ExpressionId expression_id) const {
    const auto& left = nest_.expressions[binary.left_id].node;
    const auto* name = std::get_if<NameRead>(&left);
    const bool is_text =
        std::holds_alternative<loop_ir::StringLiteral>(left) ||
        (name != nullptr && nest_.names[name->name_id].kind == loop_ir::BaseKind::Str);
    if (binary.op == loop_ir::BinaryOperator::Modulo && is_text) {
      return binary.right_id == expression_id;
    }
    return !std::holds_alternative<loop_ir::Subscript>(nest_.expressions[expression_id].node) &&
           is_shown(binary_id);
  }

  bool is_shown_by_opaque(const OpaqueExpression& opaque, ExpressionId opaque_id) const {
    const bool binds_shown = std::ranges::any_of(
        opaque.written_name_ids, [&](NameId name_id) { return shown_.parts.contains(name_id); });
    const bool hands_on = opaque.kind == loop_ir::OpaqueExpressionKind::NamedExpression ||
                          opaque.kind == loop_ir::OpaqueExpressionKind::Starred;
    return binds_shown || !hands_on || is_shown(opaque_id);
  }

  const LoopNest& nest_;
  LoopId loop_id_;
  std::vector<ExpressionId> parents_;
  // Of values that are bound or stored, and of what loops run over: where they go.
  std::map<ExpressionId, std::vector<ExpressionId>> targets_;
  std::set<ExpressionId> tests_;
  std::set<ExpressionId> stored_;
  std::set<ExpressionId> updating_;
  ShownParts shown_;
};

}  // namespace

ShownParts shown_parts(const LoopNest& nest, LoopId loop_id) { return Finder(nest, loop_id).run(); }

const ShownParts& ShownPartsMemory::of(const LoopNest& nest, LoopId loop_id) {
  if (loop_id_ != loop_id) {
    parts_ = shown_parts(nest, loop_id);
    loop_id_ = loop_id;
  }
  return parts_;
}

}  // namespace autopar::dependence
