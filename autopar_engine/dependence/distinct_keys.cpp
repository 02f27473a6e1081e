#include "dependence/distinct_keys.hpp"

#include <algorithm>

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::BaseKind;
using loop_ir::Loop;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::NameRead;

bool is_bound_once(const LoopNest& nest, NameId name_id) {
  return 1 == std::ranges::count_if(nest.accesses, [&](const Access& access) {
           return access.base_id == name_id && access.mode == loop_ir::AccessMode::Write;
         });
}

bool iterates_keys(const LoopNest& nest, const Loop& loop, bool has_pair) {
  const auto& iterable = nest.expressions[loop.iterable_id].node;
  if (const auto* call = std::get_if<loop_ir::Call>(&iterable)) {
    return has_pair ? call->resolved == ".items" || call->resolved == ".iteritems"
                    : call->resolved == ".keys" || call->resolved == ".iterkeys";
  }
  const auto* name = std::get_if<NameRead>(&iterable);
  const auto kind = name != nullptr ? nest.names[name->name_id].kind : BaseKind::Unknown;
  return !has_pair && (kind == BaseKind::Dict || kind == BaseKind::Set);
}

// `for key, value in d.items()`, `for key in d`.
bool is_header_key(const LoopNest& nest, const Loop& loop, loop_ir::ExpressionId index_id) {
  const auto* read = std::get_if<NameRead>(&nest.expressions[index_id].node);
  if (read == nullptr || !loop.target_id.is_valid() || loop.domain.wrappers.bits() != 0 ||
      !is_bound_once(nest, read->name_id)) {
    return false;
  }
  const auto& target = nest.expressions[loop.target_id].node;
  const auto* display = std::get_if<loop_ir::Display>(&target);
  const auto* name =
      std::get_if<NameRead>(display != nullptr && !display->element_ids.empty()
                                ? &nest.expressions[display->element_ids.front()].node
                                : &target);
  return name != nullptr && name->name_id == read->name_id &&
         iterates_keys(nest, loop, display != nullptr);
}

}  // namespace

bool stores_distinct_keys(const LoopNest& nest, loop_ir::LoopId loop_id,
                          const std::vector<AccessId>& access_ids) {
  const auto in_body = [&](AccessId access_id) {
    return nest.accesses[access_id].statement_id.is_valid();
  };
  if (std::ranges::count_if(access_ids, in_body) != 1) {
    return false;
  }
  const Access& store = nest.accesses[*std::ranges::find_if(access_ids, in_body)];
  return store.dimensions.size() == 1 && store.dimensions.front().index_id.is_valid() &&
         is_header_key(nest, nest.loops[loop_id], store.dimensions.front().index_id);
}

}  // namespace autopar::dependence
