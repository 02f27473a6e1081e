#include "loop_ir/waits.hpp"

#include <algorithm>
#include <set>
#include <variant>

#include "loop_ir/traversal.hpp"

namespace autopar::loop_ir {
namespace {

// Of one `while`.
class Wait {
 public:
  Wait(const LoopNest& nest, LoopId loop_id) : nest_(nest), loop_id_(loop_id) {
    for (const Access& access : nest.accesses) {
      if (access.mode == AccessMode::Write && is_inside(access, loop_id)) {
        changed_.insert(access.base_id);
      }
    }
  }

  std::optional<ExpressionId> find() {
    const Loop& loop = nest_.loops[loop_id_];
    check(loop.test_id);
    check_exits(loop.body);
    return found_;
  }

 private:
  void check(ExpressionId test_id) {
    if (!test_id.is_valid()) {
      return;
    }
    const ExpressionNode& node = nest_.expressions[test_id].node;
    const auto* unary = std::get_if<Unary>(&node);
    if (unary != nullptr && unary->op == UnaryOperator::Not) {
      check(unary->operand_id);
    } else if (std::holds_alternative<BooleanOperation>(node)) {
      std::ranges::for_each(operands_of(node), [this](ExpressionId id) { check(id); });
    } else if (!found_ && is_constant_here(test_id)) {
      found_ = test_id;
    }
  }

  // It reads something, and nothing that the loop changes.
  bool is_constant_here(ExpressionId part_id) const {
    bool reads = false;
    for (const ExpressionId id : subtree_of(nest_, part_id)) {
      const auto* name = std::get_if<NameRead>(&nest_.expressions[id].node);
      if (name != nullptr && changed_.contains(name->name_id)) {
        return false;
      }
      reads = reads || name != nullptr;
    }
    return reads;
  }

  void check_exits(const Block& block) {
    for (const StatementId statement_id : block) {
      const StatementNode& node = nest_.statements[statement_id].node;
      if (const auto* branch = std::get_if<If>(&node)) {
        if (leaves(branch->then_block) || leaves(branch->else_block)) {
          check(branch->test_id);
        }
        check_exits(branch->then_block);
        check_exits(branch->else_block);
      } else if (const auto* inner = std::get_if<LoopStatement>(&node)) {
        check_exits(nest_.loops[inner->loop_id].body);
        check_exits(nest_.loops[inner->loop_id].else_block);
      }
    }
  }

  bool leaves(const Block& block) const {
    return std::ranges::any_of(block, [this](StatementId statement_id) {
      const StatementNode& node = nest_.statements[statement_id].node;
      const auto* exit = std::get_if<Break>(&node);
      const auto* branch = std::get_if<If>(&node);
      return (exit != nullptr && exit->loop_id == loop_id_) ||
             (branch != nullptr && (leaves(branch->then_block) || leaves(branch->else_block)));
    });
  }

  const LoopNest& nest_;
  LoopId loop_id_;
  std::set<NameId> changed_;
  std::optional<ExpressionId> found_;
};

}  // namespace

std::optional<ExpressionId> find_wait(const LoopNest& nest) {
  for (const LoopId loop_id : nest.loops.ids()) {
    if (nest.loops[loop_id].kind != LoopKind::While) {
      continue;
    }
    if (const auto found = Wait(nest, loop_id).find()) {
      return found;
    }
  }
  return std::nullopt;
}

}  // namespace autopar::loop_ir
