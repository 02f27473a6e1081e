#include "typing/unread_operations.hpp"

#include <algorithm>
#include <ranges>

#include "autopar/check.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::typing {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

// What happens to a scalar first on the way on from some point. Write: also what may be one.
enum class Touch { None, Read, Write };

class UnreadOperations {
 public:
  explicit UnreadOperations(const LoopNest& nest) : nest_(nest) {}

  // What an unread statement reads is unread too, so this goes on until no more are found.
  std::set<ExpressionId> find() {
    std::size_t known = 0;
    do {
      known = unread_.size();
      kept_.clear();
      enter_loop(LoopNest::root(), {});
    } while (unread_.size() > known);
    return std::move(kept_);
  }

 private:
  // One level around a statement: the loop body that holds it and the position behind it.
  struct Level {
    const Block* block;
    std::size_t next;
  };
  using Path = std::vector<Level>;

  void enter_loop(LoopId loop_id, const Path& path) {
    const Loop& loop = nest_.loops[loop_id];
    keep(loop.iterable_id);
    keep(loop.test_id);
    if (loop.kind == LoopKind::For && !has_early_exit(loop.body)) {
      enter_block(loop.body, path);
    } else {
      keep_block(loop.body);
    }
    keep_block(loop.else_block);
  }

  bool has_early_exit(const Block& block) const {
    return std::ranges::any_of(block, [this](StatementId statement_id) {
      const StatementNode& node = nest_.statements[statement_id].node;
      const auto* branch = std::get_if<If>(&node);
      return std::holds_alternative<Break>(node) || std::holds_alternative<Continue>(node) ||
             (branch != nullptr &&
              (has_early_exit(branch->then_block) || has_early_exit(branch->else_block)));
    });
  }

  void enter_block(const Block& block, const Path& outer) {
    for (std::size_t position = 0; position < block.size(); ++position) {
      Path path = outer;
      path.push_back({&block, position + 1});
      enter_statement(block[position], path);
    }
  }

  void enter_statement(StatementId statement_id, const Path& path) {
    const StatementNode& node = nest_.statements[statement_id].node;
    if (const auto* inner = std::get_if<LoopStatement>(&node)) {
      enter_loop(inner->loop_id, path);
    } else if (const auto* augmented = std::get_if<AugmentedAssign>(&node)) {
      enter_store(statement_id, augmented->target_id, augmented->value_id, path);
    } else if (const auto* assign = std::get_if<Assign>(&node);
               assign != nullptr && assign->target_ids.size() == 1) {
      enter_store(statement_id, assign->target_ids.front(), assign->value_id, path);
    } else {
      keep_statement(statement_id);
    }
  }

  void enter_store(StatementId statement_id, ExpressionId target_id, ExpressionId value_id,
                   const Path& path) {
    const bool is_read = find_element(nest_, target_id) ? element_is_read(statement_id, target_id)
                                                        : scalar_is_read(target_id, path);
    if (!is_read) {
      unread_.insert(statement_id);
      keep_statement(statement_id);
      return;
    }
    keep_indices(target_id);
    keep_under_tests(value_id);
  }

  void keep(ExpressionId expression_id) {
    if (expression_id.is_valid()) {
      const auto parts = subtree_of(nest_, expression_id);
      kept_.insert(parts.begin(), parts.end());
    }
  }

  void keep_indices(ExpressionId expression_id) {
    if (const auto element = find_element(nest_, expression_id)) {
      std::ranges::for_each(element->index_ids, [this](ExpressionId id) { keep(id); });
    }
  }

  // Signs, operators and loads hand on what they are given; all else may leave a part unread.
  void keep_under_tests(ExpressionId expression_id) {
    const ExpressionNode& node = nest_.expressions[expression_id].node;
    if (const auto* unary = std::get_if<Unary>(&node);
        unary != nullptr && unary->op != UnaryOperator::Not) {
      keep_under_tests(unary->operand_id);
    } else if (const auto* binary = std::get_if<Binary>(&node)) {
      keep_under_tests(binary->left_id);
      keep_under_tests(binary->right_id);
    } else if (find_element(nest_, expression_id)) {
      keep_indices(expression_id);
    } else {
      keep(expression_id);
    }
  }

  void keep_block(const Block& block) {
    std::ranges::for_each(block, [this](StatementId id) { keep_statement(id); });
  }

  void keep_statement(StatementId statement_id) {
    const StatementNode& node = nest_.statements[statement_id].node;
    if (const auto* assign = std::get_if<Assign>(&node)) {
      std::ranges::for_each(assign->target_ids, [this](ExpressionId id) { keep(id); });
      keep(assign->value_id);
    } else if (const auto* augmented = std::get_if<AugmentedAssign>(&node)) {
      keep(augmented->target_id);
      keep(augmented->value_id);
    } else if (const auto* branch = std::get_if<If>(&node)) {
      keep(branch->test_id);
      keep_block(branch->then_block);
      keep_block(branch->else_block);
    } else if (const auto* inner = std::get_if<LoopStatement>(&node)) {
      const Loop& loop = nest_.loops[inner->loop_id];
      keep(loop.iterable_id);
      keep(loop.test_id);
      keep_block(loop.body);
      keep_block(loop.else_block);
    }
  }

  bool scalar_is_read(ExpressionId target_id, const Path& path) const {
    const auto* target = std::get_if<NameRead>(&nest_.expressions[target_id].node);
    return target != nullptr && name_is_read(target->name_id, path);
  }

  // From the innermost level outward: the rest of the block, then the next iteration and the way
  // out of the loop, both of which have to read.
  bool name_is_read(NameId name_id, const Path& path) const {
    for (const auto& level : std::views::reverse(path)) {
      const Touch ahead = first_touch(*level.block, level.next, name_id);
      if (ahead != Touch::None) {
        return ahead == Touch::Read;
      }
      if (first_touch(*level.block, 0, name_id) == Touch::Write) {
        return false;
      }
    }
    return nest_.names[name_id].is_read_after || nest_.names[name_id].is_output;
  }

  Touch first_touch(const Block& block, std::size_t from, NameId name_id) const {
    for (std::size_t position = from; position < block.size(); ++position) {
      const Touch touch = first_touch_of(block[position], name_id);
      if (touch != Touch::None) {
        return touch;
      }
    }
    return Touch::None;
  }

  Touch first_touch_of(StatementId statement_id, NameId name_id) const {
    const StatementNode& node = nest_.statements[statement_id].node;
    if (const auto* inner = std::get_if<LoopStatement>(&node)) {
      return first_touch_of_loop(nest_.loops[inner->loop_id], name_id);
    }
    const bool is_unread = unread_.contains(statement_id);
    if (const auto* augmented = std::get_if<AugmentedAssign>(&node)) {
      const bool reads =
          is_read_by(augmented->target_id, name_id) || is_read_by(augmented->value_id, name_id);
      return first_touch_of_store(reads && !is_unread, {augmented->target_id}, name_id);
    }
    if (const auto* assign = std::get_if<Assign>(&node)) {
      const bool reads = is_read_by(assign->value_id, name_id);
      return first_touch_of_store(reads && !is_unread, assign->target_ids, name_id);
    }
    const bool is_harmless = std::holds_alternative<Pass>(node);
    return is_harmless || !may_touch(node, name_id) ? Touch::None : Touch::Write;
  }

  Touch first_touch_of_store(bool is_read, const std::vector<ExpressionId>& target_ids,
                             NameId name_id) const {
    if (is_read) {
      return Touch::Read;
    }
    const bool is_bound = std::ranges::any_of(
        target_ids, [&](ExpressionId target_id) { return mentions(target_id, name_id); });
    return is_bound ? Touch::Write : Touch::None;
  }

  Touch first_touch_of_loop(const Loop& loop, NameId name_id) const {
    const Touch inside = first_touch(loop.body, 0, name_id);
    const bool is_index = loop.index_name_id == name_id;
    const bool may_write =
        inside == Touch::Write || is_index || !loop.else_block.empty() || has_early_exit(loop.body);
    return may_write ? Touch::Write : Touch::None;
  }

  // A test, an early exit or a call may leave whatever it mentions unread.
  bool may_touch(const StatementNode& node, NameId name_id) const {
    if (const auto* branch = std::get_if<If>(&node)) {
      return has_early_exit(branch->then_block) || has_early_exit(branch->else_block) ||
             mentions(branch->test_id, name_id) ||
             first_touch(branch->then_block, 0, name_id) != Touch::None ||
             first_touch(branch->else_block, 0, name_id) != Touch::None;
    }
    return true;
  }

  // The value is an operand of what is surely computed and stored.
  bool is_read_by(ExpressionId expression_id, NameId name_id) const {
    const ExpressionNode& node = nest_.expressions[expression_id].node;
    if (const auto* name = std::get_if<NameRead>(&node)) {
      return name->name_id == name_id;
    }
    if (const auto* unary = std::get_if<Unary>(&node)) {
      return unary->op != UnaryOperator::Not && is_read_by(unary->operand_id, name_id);
    }
    const auto* binary = std::get_if<Binary>(&node);
    return binary != nullptr &&
           (is_read_by(binary->left_id, name_id) || is_read_by(binary->right_id, name_id));
  }

  bool mentions(ExpressionId expression_id, NameId name_id) const {
    return std::ranges::any_of(subtree_of(nest_, expression_id), [&](ExpressionId id) {
      const auto* name = std::get_if<NameRead>(&nest_.expressions[id].node);
      return name != nullptr && name->name_id == name_id;
    });
  }

  // An element keeps its value unless another statement, or another iteration of a loop that the
  // subscript does not mention, writes it again unread; an array that is made anew is one of such
  // an iteration. What a loop over slices stores is kept as a whole
  // (codegen/statement_printer.hpp).
  bool element_is_read(StatementId statement_id, ExpressionId target_id) const {
    const NameId base_id = find_element(nest_, target_id)->base_id;
    const Access* write = nullptr;
    bool is_written_elsewhere = false;
    for (const Access& access : nest_.accesses) {
      const bool is_write = access.kind == AccessKind::Element &&
                            access.mode == AccessMode::Write && access.base_id == base_id;
      if (is_write && access.statement_id == statement_id) {
        write = &access;
      }
      is_written_elsewhere = is_written_elsewhere ||
                             (is_write && access.statement_id != statement_id && !fills(access));
    }
    AUTOPAR_CHECK(write != nullptr, "a write access for a store");
    if (is_over_slices(nest_, write->loop_ids.back())) {
      return true;
    }
    if (is_written_elsewhere) {
      return false;
    }
    return std::ranges::all_of(write->loop_ids, [&](LoopId loop_id) {
      return subscript_mentions(*write, loop_id) || is_read_within(*write, loop_id);
    });
  }

  bool fills(const Access& access) const {
    return !access.loop_ids.empty() && is_over_fill(nest_, access.loop_ids.back());
  }

  static bool subscript_mentions(const Access& access, LoopId loop_id) {
    return std::ranges::any_of(access.dimensions, [&](const SubscriptDimension& dimension) {
      return dimension.affine && dimension.affine->coefficient(loop_id) != 0;
    });
  }

  // The same cell is read in the loop (an accumulation), or another nest in it reads the array.
  bool is_read_within(const Access& write, LoopId loop_id) const {
    return std::ranges::any_of(nest_.accesses, [&](const Access& access) {
      const bool reads_base = access.kind == AccessKind::Element &&
                              access.mode == AccessMode::Read && access.base_id == write.base_id;
      const bool is_sure = access.conditions.empty() && !access.is_skippable;
      return reads_base && is_sure && is_inside(access, loop_id) &&
             (has_same_cell(access, write) || access.loop_ids.back() != write.loop_ids.back());
    });
  }

  static bool has_same_cell(const Access& left, const Access& right) {
    return std::ranges::equal(left.dimensions, right.dimensions,
                              [](const SubscriptDimension& one, const SubscriptDimension& other) {
                                return one.affine && one.affine == other.affine;
                              });
  }

  const LoopNest& nest_;
  std::set<ExpressionId> kept_;
  std::set<StatementId> unread_;
};

}  // namespace

std::set<ExpressionId> find_unread_operations(const LoopNest& nest) {
  return UnreadOperations(nest).find();
}

bool keeps_operations(const LoopNest& nest, const NestTypes& types) {
  const auto may_warn = [](ValueTypes results) {
    return any_type(results, [](ValueType type) { return is_numpy(type) && is_inexact(type); });
  };
  const auto is_kept = [&](ExpressionId expression_id) {
    return types.kept_operations.contains(expression_id) && may_warn(types.of(expression_id));
  };
  return std::ranges::any_of(
             nest.expressions.ids(),
             [&](ExpressionId expression_id) {
               return std::holds_alternative<Binary>(nest.expressions[expression_id].node) &&
                      is_kept(expression_id);
             }) ||
         std::ranges::any_of(nest.statements, [&](const Statement& statement) {
           const auto* augmented = std::get_if<AugmentedAssign>(&statement.node);
           return augmented != nullptr && types.kept_operations.contains(augmented->target_id) &&
                  may_warn(types.of_augmented(*augmented));
         });
}

}  // namespace autopar::typing
