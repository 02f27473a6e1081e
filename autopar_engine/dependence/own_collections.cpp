#include "dependence/own_collections.hpp"

#include <algorithm>
#include <vector>

#include "dependence/access_queries.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::BaseKind;
using loop_ir::Call;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;

BaseKind kind_of_value(const LoopNest& nest, loop_ir::ExpressionId value_id) {
  const auto& node = nest.expressions[value_id].node;
  if (const auto* display = std::get_if<loop_ir::Display>(&node)) {
    return display->kind == loop_ir::DisplayKind::List  ? BaseKind::List
           : display->kind == loop_ir::DisplayKind::Set ? BaseKind::Set
                                                        : BaseKind::Unknown;
  }
  if (const auto* comprehension = std::get_if<loop_ir::Comprehension>(&node)) {
    const loop_ir::LoopKind kind = nest.loops[comprehension->loop_id].kind;
    return kind == loop_ir::LoopKind::Listcomp  ? BaseKind::List
           : kind == loop_ir::LoopKind::Setcomp ? BaseKind::Set
                                                : BaseKind::Unknown;
  }
  const auto* call = std::get_if<Call>(&node);
  return call == nullptr              ? BaseKind::Unknown
         : call->resolved == "list"   ? BaseKind::List
         : call->resolved == "set"    ? BaseKind::Set
         : call->resolved == "sorted" ? BaseKind::List
                                      : BaseKind::Unknown;
}

bool is_binding(const Access& access) {
  return access.kind == AccessKind::Scalar && access.mode == AccessMode::Write;
}

// `x += e`: the name stays on the list that it has.
bool is_in_place(const LoopNest& nest, const Access& access) {
  return access.statement_id.is_valid() &&
         std::holds_alternative<loop_ir::AugmentedAssign>(
             nest.statements[access.statement_id].node) &&
         std::get<loop_ir::AugmentedAssign>(nest.statements[access.statement_id].node).target_id ==
             access.expression_id;
}

// `name = value`, the name being the only target.
BaseKind kind_of_binding(const LoopNest& nest, const Access& write) {
  const auto* assign = write.statement_id.is_valid()
                           ? std::get_if<loop_ir::Assign>(&nest.statements[write.statement_id].node)
                           : nullptr;
  const bool is_plain = assign != nullptr && assign->target_ids.size() == 1 &&
                        assign->target_ids.front() == write.expression_id;
  return is_plain ? kind_of_value(nest, assign->value_id) : BaseKind::Unknown;
}

// s.append(e), s.extend(e), s.add(e) as a statement.
bool is_grown(const LoopNest& nest, const Access& access) {
  const auto* method = loop_ir::find_called_method(nest, access.statement_id);
  return method != nullptr && method->object_id == access.expression_id &&
         (method->attribute == "append" || method->attribute == "extend" ||
          method->attribute == "add");
}

// `a[i]`, which gives an element.
bool is_subscripted(const LoopNest& nest, const Access& access) {
  return access.kind == AccessKind::Element && access.expression_id.is_valid() &&
         std::holds_alternative<loop_ir::Subscript>(nest.expressions[access.expression_id].node);
}

bool is_only_grown_or_subscripted(const LoopNest& nest, const Access& access) {
  return is_grown(nest, access) || is_subscripted(nest, access) || is_in_place(nest, access);
}

std::vector<AccessId> accesses_of(const LoopNest& nest, NameId name_id) {
  std::vector<AccessId> found;
  for (const AccessId access_id : nest.accesses.ids()) {
    if (nest.accesses[access_id].base_id == name_id) {
      found.push_back(access_id);
    }
  }
  return found;
}

std::vector<AccessId> bindings_of(const LoopNest& nest, const std::vector<AccessId>& accesses) {
  std::vector<AccessId> bindings;
  for (const AccessId access_id : accesses) {
    const Access& access = nest.accesses[access_id];
    if (is_binding(access) && !is_in_place(nest, access)) {
      bindings.push_back(access_id);
    }
  }
  return bindings;
}

// The only binding stands in the body of the loop around, which makes a new object before this loop
// begins; what hands it on comes after this loop.
bool is_made_around(const LoopNest& nest, const std::vector<AccessId>& accesses,
                    const std::vector<AccessId>& bindings, LoopId loop_id) {
  const LoopId outer_id = nest.loops[loop_id].parent_id;
  const Access& binding = nest.accesses[bindings.front()];
  if (bindings.size() != 1 || !outer_id.is_valid() || binding.loop_ids.empty() ||
      binding.loop_ids.back() != outer_id || kind_of_binding(nest, binding) == BaseKind::Unknown) {
    return false;
  }
  return std::ranges::all_of(accesses, [&](AccessId access_id) {
    const Access& access = nest.accesses[access_id];
    if (access_id == bindings.front()) {
      return true;
    }
    const bool is_later =
        !is_inside(access, loop_id) && access.range.begin >= nest.loops[loop_id].range.end;
    return is_later || (is_only_grown_or_subscripted(nest, access) &&
                        is_preceded(nest, bindings, access, outer_id));
  });
}

}  // namespace

BaseKind kind_bound_in_nest(const LoopNest& nest, NameId name_id) {
  const std::vector<AccessId> accesses = accesses_of(nest, name_id);
  const std::vector<AccessId> bindings = bindings_of(nest, accesses);
  const BaseKind kind =
      bindings.empty() ? BaseKind::Unknown : kind_of_binding(nest, nest.accesses[bindings.front()]);
  const bool is_always =
      kind != BaseKind::Unknown && std::ranges::all_of(accesses, [&](AccessId access_id) {
        const Access& access = nest.accesses[access_id];
        return is_binding(access) && !is_in_place(nest, access)
                   ? kind_of_binding(nest, access) == kind
                   : is_preceded(nest, bindings, access, LoopNest::root());
      });
  return is_always ? kind : BaseKind::Unknown;
}

bool is_only_reached_by_name(const LoopNest& nest, NameId name_id, LoopId loop_id) {
  const loop_ir::Name& name = nest.names[name_id];
  const std::vector<AccessId> accesses = accesses_of(nest, name_id);
  const std::vector<AccessId> bindings = bindings_of(nest, accesses);
  if (name.is_shared) {
    return false;
  }
  if (!bindings.empty()) {
    return is_made_around(nest, accesses, bindings, loop_id);
  }
  return name.is_unseen && std::ranges::all_of(accesses, [&](AccessId access_id) {
           return is_only_grown_or_subscripted(nest, nest.accesses[access_id]);
         });
}

}  // namespace autopar::dependence
