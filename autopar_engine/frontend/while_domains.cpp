#include <algorithm>

#include "frontend/chains.hpp"
#include "frontend/domains.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::BinaryOperator;
using loop_ir::Countable;
using loop_ir::DomainKind;
using loop_ir::ExpressionId;
using loop_ir::Loop;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;

class WhileMeasure {
 public:
  WhileMeasure(const LoopNest& nest, LoopId loop_id, const NameUses& uses)
      : nest_(nest), loop_id_(loop_id), uses_(uses) {}

  // A test joined by and/or: any convergence part decides; a counter with another part is W_COND.
  std::pair<DomainKind, Countable> classify(ExpressionId test_id) const {
    const auto* operation = find_node<loop_ir::BooleanOperation>(nest_, test_id);
    if (operation == nullptr) {
      const DomainKind kind = classify_part(test_id);
      return {kind, kind == DomainKind::WCounter ? Countable::Yes : Countable::No};
    }
    bool has_counter = false;
    for (const ExpressionId part_id : operation->operand_ids) {
      const DomainKind kind = classify_part(part_id);
      if (kind == DomainKind::WConv) {
        return {DomainKind::WConv, Countable::No};
      }
      has_counter = has_counter || kind == DomainKind::WCounter;
    }
    return {DomainKind::WCond, has_counter ? Countable::Bounded : Countable::No};
  }

 private:
  DomainKind classify_part(ExpressionId test_id) const {
    if (is_true(test_id)) {
      return DomainKind::WTrue;
    }
    if (const auto* comparison = find_node<loop_ir::Comparison>(nest_, test_id)) {
      if (is_counter(*comparison)) {
        return DomainKind::WCounter;
      }
      if (is_convergence(test_id)) {
        return DomainKind::WConv;
      }
    }
    return mentions_changing_container(test_id) ? DomainKind::WContainer : DomainKind::WCond;
  }

  bool is_true(ExpressionId test_id) const {
    const auto* boolean = find_node<loop_ir::BooleanLiteral>(nest_, test_id);
    const auto* integer = find_node<loop_ir::IntegerLiteral>(nest_, test_id);
    return (boolean != nullptr && boolean->value) || (integer != nullptr && integer->value != 0);
  }

  bool is_written_here(NameId name_id) const {
    const auto& writes = uses_.writes(name_id);
    return std::any_of(writes.begin(), writes.end(),
                       [&](AccessId write) { return is_inside(nest_.accesses[write], loop_id_); });
  }

  std::vector<NameId> names_in(ExpressionId expression_id) const {
    std::vector<NameId> names;
    for (const ExpressionId part_id : loop_ir::subtree_of(nest_, expression_id)) {
      if (const auto* name = find_node<loop_ir::NameRead>(nest_, part_id)) {
        names.push_back(name->name_id);
      }
    }
    return names;
  }

  bool mentions_written_name(ExpressionId expression_id) const {
    const auto names = names_in(expression_id);
    return std::any_of(names.begin(), names.end(),
                       [&](NameId name_id) { return is_written_here(name_id); });
  }

  // One side is a scalar with one update s = s +- invariant, the other side does not change.
  bool is_counter(const loop_ir::Comparison& comparison) const {
    if (comparison.rest.size() != 1) {
      return false;
    }
    const ExpressionId left_id = comparison.first_id;
    const ExpressionId right_id = comparison.rest.front().second;
    return (is_counting_name(left_id) && !mentions_written_name(right_id)) ||
           (is_counting_name(right_id) && !mentions_written_name(left_id));
  }

  bool is_counting_name(ExpressionId expression_id) const {
    const auto* name = find_node<loop_ir::NameRead>(nest_, expression_id);
    if (name == nullptr) {
      return false;
    }
    std::vector<AccessId> inside;
    for (const AccessId write : uses_.writes(name->name_id)) {
      if (is_inside(nest_.accesses[write], loop_id_)) {
        inside.push_back(write);
      }
    }
    return inside.size() == 1 && is_update(nest_.accesses[inside.front()], name->name_id);
  }

  // Directly in the loop's body, under no condition but the loop's own test.
  bool is_update(const loop_ir::Access& write, NameId name_id) const {
    const std::size_t own_conditions = 1 + conditions_around();
    if (write.loop_ids.back() != loop_id_ || write.conditions.size() > own_conditions ||
        !write.statement_id.is_valid()) {
      return false;
    }
    const loop_ir::StatementNode& node = nest_.statements[write.statement_id].node;
    if (const auto* augmented = std::get_if<loop_ir::AugmentedAssign>(&node)) {
      return is_sum(augmented->op) && !mentions_written_name(augmented->value_id);
    }
    const auto* assign = std::get_if<loop_ir::Assign>(&node);
    const auto* sum =
        assign != nullptr ? find_node<loop_ir::Binary>(nest_, assign->value_id) : nullptr;
    if (sum == nullptr || !is_sum(sum->op)) {
      return false;
    }
    const auto* left = find_node<loop_ir::NameRead>(nest_, sum->left_id);
    return left != nullptr && left->name_id == name_id && !mentions_written_name(sum->right_id);
  }

  static bool is_sum(BinaryOperator op) {
    return op == BinaryOperator::Add || op == BinaryOperator::Subtract;
  }

  // The conditions of the loop's test itself are those of everything around it.
  std::size_t conditions_around() const {
    for (const loop_ir::Access& access : nest_.accesses) {
      if (!access.loop_ids.empty() && access.loop_ids.back() == loop_id_) {
        return access.conditions.size();
      }
    }
    return 0;
  }

  bool is_convergence(ExpressionId test_id) const {
    bool has_sign = false;
    for (const ExpressionId part_id : loop_ir::subtree_of(nest_, test_id)) {
      const auto* call = find_node<loop_ir::Call>(nest_, part_id);
      const bool is_norm = call != nullptr &&
                           (call->resolved == "abs" || call->resolved.ends_with(".abs") ||
                            call->resolved.ends_with(".fabs") || call->resolved.ends_with("norm"));
      const bool is_tolerance = find_node<loop_ir::FloatLiteral>(nest_, part_id) != nullptr;
      has_sign = has_sign || is_norm || is_tolerance;
    }
    return has_sign && mentions_written_name(test_id);
  }

  // `x`, `not x`, `len(x)` anywhere, `x != []`: the names whose truth or length the test asks for.
  std::vector<NameId> asked_containers(ExpressionId test_id) const {
    std::vector<NameId> names;
    const auto add = [&](ExpressionId expression_id) {
      const auto found = names_in(expression_id);
      names.insert(names.end(), found.begin(), found.end());
    };
    for (const ExpressionId part_id : loop_ir::subtree_of(nest_, test_id)) {
      const auto* call = find_node<loop_ir::Call>(nest_, part_id);
      if (call != nullptr && call->resolved == "len" && call->arguments.size() == 1) {
        add(call->arguments.front().value_id);
      }
    }
    while (const auto* negation = find_node<loop_ir::Unary>(nest_, test_id)) {
      test_id = negation->operand_id;
    }
    const auto* comparison = find_node<loop_ir::Comparison>(nest_, test_id);
    if (comparison != nullptr && is_empty_display(comparison->rest.front().second)) {
      test_id = comparison->first_id;
    }
    if (find_node<loop_ir::NameRead>(nest_, test_id) != nullptr ||
        find_node<loop_ir::Attribute>(nest_, test_id) != nullptr) {
      add(test_id);
    }
    return names;
  }

  bool is_empty_display(ExpressionId expression_id) const {
    const auto* display = find_node<loop_ir::Display>(nest_, expression_id);
    return display != nullptr && display->element_ids.empty();
  }

  bool mentions_changing_container(ExpressionId test_id) const {
    const auto names = asked_containers(test_id);
    return std::any_of(names.begin(), names.end(), [&](NameId name_id) {
      return std::any_of(nest_.accesses.begin(), nest_.accesses.end(), [&](const auto& access) {
        return access.base_id == name_id && access.mode == AccessMode::Write &&
               access.kind != AccessKind::Scalar && is_inside(access, loop_id_);
      });
    });
  }

  const LoopNest& nest_;
  LoopId loop_id_;
  const NameUses& uses_;
};

}  // namespace

void measure_while(LoopNest& nest, LoopId loop_id, const NameUses& uses) {
  const auto [kind, countable] =
      WhileMeasure(nest, loop_id, uses).classify(nest.loops[loop_id].test_id);
  nest.loops[loop_id].domain.kind = kind;
  nest.loops[loop_id].domain.countable = countable;
}

}  // namespace autopar::frontend
