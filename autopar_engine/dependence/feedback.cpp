#include "dependence/feedback.hpp"

#include <algorithm>

#include "dependence/access_queries.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessMode;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;

using Names = std::set<NameId>;

bool statement_reads(const LoopNest& nest, const LoopAccesses& inside,
                     loop_ir::StatementId statement_id, const Names& names) {
  return std::ranges::any_of(inside, [&](AccessId access_id) {
    const Access& access = nest.accesses[access_id];
    return access.statement_id == statement_id && access.mode == AccessMode::Read &&
           names.contains(access.base_id);
  });
}

bool is_fed(const LoopNest& nest, LoopId loop_id, const LoopAccesses& inside, const Access& write,
            const Names& names) {
  return is_governed_by(nest, loop_id, write, names) ||
         (write.statement_id.is_valid() &&
          statement_reads(nest, inside, write.statement_id, names));
}

}  // namespace

bool mentions_any(const LoopNest& nest, loop_ir::ExpressionId expression_id, const Names& names) {
  if (!expression_id.is_valid()) {
    return false;
  }
  const auto parts = loop_ir::subtree_of(nest, expression_id);
  return std::ranges::any_of(parts, [&](loop_ir::ExpressionId part_id) {
    const auto& node = nest.expressions[part_id].node;
    const auto* read = std::get_if<loop_ir::NameRead>(&node);
    return std::holds_alternative<loop_ir::Comprehension>(node) ||
           (read != nullptr && names.contains(read->name_id));
  });
}

bool is_governed_by(const LoopNest& nest, LoopId loop_id, const Access& access,
                    const Names& names) {
  const auto begin = std::ranges::find(access.loop_ids, loop_id);
  const bool is_in_fed_loop = std::any_of(begin, access.loop_ids.end(), [&](LoopId each) {
    const bool is_inner = each != loop_id;
    return mentions_any(nest, nest.loops[each].test_id, names) ||
           (is_inner && mentions_any(nest, nest.loops[each].iterable_id, names));
  });
  return access.is_skippable || is_in_fed_loop ||
         std::ranges::any_of(access.conditions, [&](const loop_ir::PathCondition& condition) {
           return mentions_any(nest, condition.test_id, names);
         });
}

Names names_fed_by(const LoopNest& nest, LoopId loop_id, NameId name_id) {
  const LoopAccesses inside = accesses_in(nest, loop_id);
  Names names{name_id};
  for (std::size_t before = 0; before != names.size();) {
    before = names.size();
    for (const AccessId access_id : inside) {
      const Access& access = nest.accesses[access_id];
      if (access.mode == AccessMode::Write && is_fed(nest, loop_id, inside, access, names)) {
        names.insert(access.base_id);
      }
    }
  }
  return names;
}

}  // namespace autopar::dependence
