#include "typing/unread_operations.hpp"

#include <algorithm>
#include <ranges>

#include "loop_ir/traversal.hpp"

namespace autopar::typing {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

// What happens to a scalar first on the way on from some point.
enum class Touch { None, Read, Write };

class UnreadOperations {
 public:
  UnreadOperations(const LoopNest& nest, const NestTypes& types) : nest_(nest), types_(types) {}

  std::optional<Refusal> find() { return find_in_block(nest_.loops[LoopNest::root()].body, {}); }

 private:
  // One level around a statement: the loop body that holds it and the position behind it.
  struct Level {
    const Block* block;
    std::size_t next;
  };
  using Path = std::vector<Level>;

  std::optional<Refusal> find_in_block(const Block& block, const Path& outer) {
    for (std::size_t position = 0; position < block.size(); ++position) {
      Path path = outer;
      path.push_back({&block, position + 1});
      if (auto refusal = find_in_statement(block[position], path)) {
        return refusal;
      }
    }
    return std::nullopt;
  }

  std::optional<Refusal> find_in_statement(StatementId statement_id, const Path& path) {
    const Statement& statement = nest_.statements[statement_id];
    if (const auto* inner = std::get_if<LoopStatement>(&statement.node)) {
      return find_in_block(nest_.loops[inner->loop_id].body, path);
    }
    const auto* augmented = std::get_if<AugmentedAssign>(&statement.node);
    const auto* assign = std::get_if<Assign>(&statement.node);
    if (augmented == nullptr && (assign == nullptr || !has_operation(assign->value_id))) {
      return std::nullopt;
    }
    const ExpressionId target_id =
        augmented != nullptr ? augmented->target_id : assign->target_ids.front();
    const bool is_read = find_element(nest_, target_id) ? element_is_read(statement_id, target_id)
                                                        : scalar_is_read(target_id, path);
    if (is_read) {
      return std::nullopt;
    }
    return Refusal{RefusalKind::UnreadOperation, statement.range, ""};
  }

  bool has_operation(ExpressionId expression_id) const {
    return std::ranges::any_of(subtree_of(nest_, expression_id), [this](ExpressionId id) {
      return std::holds_alternative<Binary>(nest_.expressions[id].node) &&
             types_.of(id).contains(ValueType::NumpyFloat64);
    });
  }

  bool scalar_is_read(ExpressionId target_id, const Path& path) const {
    const auto* target = std::get_if<NameRead>(&nest_.expressions[target_id].node);
    return target == nullptr || name_is_read(target->name_id, path);
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
    return nest_.names[name_id].is_read_after;
  }

  Touch first_touch(const Block& block, std::size_t from, NameId name_id) const {
    for (std::size_t position = from; position < block.size(); ++position) {
      const Touch touch = first_touch_of(nest_.statements[block[position]], name_id);
      if (touch != Touch::None) {
        return touch;
      }
    }
    return Touch::None;
  }

  Touch first_touch_of(const Statement& statement, NameId name_id) const {
    if (const auto* inner = std::get_if<LoopStatement>(&statement.node)) {
      const Touch inside = first_touch(nest_.loops[inner->loop_id].body, 0, name_id);
      return inside == Touch::Write ? Touch::Write : Touch::None;
    }
    if (const auto* augmented = std::get_if<AugmentedAssign>(&statement.node)) {
      const bool reads =
          mentions(augmented->target_id, name_id) || mentions(augmented->value_id, name_id);
      return reads ? Touch::Read : Touch::None;
    }
    const auto* assign = std::get_if<Assign>(&statement.node);
    if (assign == nullptr) {
      return Touch::None;
    }
    const ExpressionId target_id = assign->target_ids.front();
    const auto* target = std::get_if<NameRead>(&nest_.expressions[target_id].node);
    if (mentions(assign->value_id, name_id) ||
        (target == nullptr && mentions(target_id, name_id))) {
      return Touch::Read;
    }
    return target != nullptr && target->name_id == name_id ? Touch::Write : Touch::None;
  }

  bool mentions(ExpressionId expression_id, NameId name_id) const {
    return std::ranges::any_of(subtree_of(nest_, expression_id), [&](ExpressionId id) {
      const auto* name = std::get_if<NameRead>(&nest_.expressions[id].node);
      return name != nullptr && name->name_id == name_id;
    });
  }

  // An element keeps its value unless another statement, or another iteration of a loop that the
  // subscript does not mention, writes it again unread.
  bool element_is_read(StatementId statement_id, ExpressionId target_id) const {
    const NameId base_id = find_element(nest_, target_id)->base_id;
    const Access* write = nullptr;
    for (const Access& access : nest_.accesses) {
      const bool is_write = access.kind == AccessKind::Element &&
                            access.mode == AccessMode::Write && access.base_id == base_id;
      if (is_write && access.statement_id != statement_id) {
        return false;
      }
      if (is_write) {
        write = &access;
      }
    }
    AUTOPAR_CHECK(write != nullptr, "a write access for a store");
    return std::ranges::all_of(write->loop_ids, [&](LoopId loop_id) {
      return subscript_mentions(*write, loop_id) || is_read_within(*write, loop_id);
    });
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
      const bool is_inside = std::ranges::find(access.loop_ids, loop_id) != access.loop_ids.end();
      return reads_base && is_inside &&
             (has_same_cell(access, write) || access.loop_ids.back() != write.loop_ids.back());
    });
  }

  static bool has_same_cell(const Access& left, const Access& right) {
    return std::ranges::equal(left.dimensions, right.dimensions,
                              [](const SubscriptDimension& one, const SubscriptDimension& other) {
                                return one.affine == other.affine;
                              });
  }

  const LoopNest& nest_;
  const NestTypes& types_;
};

}  // namespace

std::optional<Refusal> find_unread_operation(const LoopNest& nest, const NestTypes& types) {
  return UnreadOperations(nest, types).find();
}

}  // namespace autopar::typing
