#include "verdicts/loop_calls.hpp"

#include <algorithm>

#include "dependence/call_effects.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::verdicts {
namespace {

using dependence::Effect;
using loop_ir::Access;
using loop_ir::Call;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;

static_assert(static_cast<int>(CallClass::Unknown) == static_cast<int>(Effect::Unknown) &&
              enumerator_count<CallClass>() == enumerator_count<Effect>() + 1);

bool is_written_in(const LoopNest& nest, LoopId loop_id, NameId name_id) {
  return std::ranges::any_of(nest.accesses, [&](const Access& access) {
    return access.base_id == name_id && access.kind == loop_ir::AccessKind::Scalar &&
           access.mode == loop_ir::AccessMode::Write && is_inside(access, loop_id);
  });
}

bool is_target_of(const LoopNest& nest, LoopId loop_id, NameId name_id) {
  const loop_ir::ExpressionId target_id = nest.loops[loop_id].target_id;
  return target_id.is_valid() &&
         std::ranges::any_of(loop_ir::subtree_of(nest, target_id), [&](loop_ir::ExpressionId id) {
           const auto* read = std::get_if<loop_ir::NameRead>(&nest.expressions[id].node);
           return read != nullptr && read->name_id == name_id;
         });
}

// A chain such as `self.items` is one name.
ReceiverRole role_of_receiver(const LoopNest& nest, LoopId loop_id, const Call& call) {
  const auto* method = std::get_if<loop_ir::Attribute>(&nest.expressions[call.callee_id].node);
  if (method == nullptr || !call.resolved.starts_with('.')) {
    return ReceiverRole::Na;
  }
  const auto* name = std::get_if<loop_ir::NameRead>(&nest.expressions[method->object_id].node);
  if (name == nullptr) {
    return ReceiverRole::Other;
  }
  if (is_target_of(nest, loop_id, name->name_id)) {
    return ReceiverRole::Target;
  }
  return is_written_in(nest, loop_id, name->name_id) ? ReceiverRole::Local
                                                     : ReceiverRole::Invariant;
}

std::string callee_of(const LoopNest& nest, const Call& call) {
  const auto* name = std::get_if<loop_ir::NameRead>(&nest.expressions[call.callee_id].node);
  if (!call.resolved.empty()) {
    return call.resolved.starts_with(loop_ir::kHelperPrefix)
               ? std::string(loop_ir::kHelperPrefix).append(loop_ir::helper_name(call.resolved))
               : call.resolved;
  }
  return name != nullptr ? nest.names[name->name_id].text : "";
}

}  // namespace

CallRows calls_of(const LoopNest& nest, LoopId loop_id, const dependence::LoopScan& scan) {
  dependence::TestCounters uncounted;
  const dependence::Context context{nest, nullptr, dependence::EffectTable::standard(), uncounted};
  CallRows rows;
  for (const dependence::CallSite& site : scan.calls) {
    const auto& call = std::get<Call>(nest.expressions[site.call_id].node);
    const dependence::CallEffect found = dependence::effect_of_call(context, site, loop_id);
    const bool is_helper = call.resolved.starts_with(loop_ir::kHelperPrefix);
    ++rows[{.callee = callee_of(nest, call),
            .call_class = is_helper ? CallClass::LocalDef : static_cast<CallClass>(found.effect),
            .receiver = role_of_receiver(nest, loop_id, call),
            .needs_type = found.needs_type && found.effect != Effect::Unknown}];
  }
  return rows;
}

}  // namespace autopar::verdicts
