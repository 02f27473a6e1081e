#include <algorithm>

#include "dependence/access_queries.hpp"
#include "dependence/base_facts.hpp"
#include "dependence/call_effects.hpp"
#include "dependence/consecutive_iterations.hpp"
#include "dependence/hazards.hpp"
#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Call;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::StatementId;

constexpr std::string_view kTypeDecides = "does what the type of an object decides";

class CallHazards {
 public:
  CallHazards(const Context& context, LoopId loop_id, LoopHazards& hazards)
      : context_(context), nest_(context.nest), loop_id_(loop_id), hazards_(hazards) {}

  void run() {
    for (const CallSite& site : hazards_.scan.calls) {
      add_call(site);
    }
  }

 private:
  void add_call(const CallSite& site) {
    const CallEffect found = effect_of_call(context_, site, loop_id_);
    if (is_explained(site.call_id, found)) {
      return;
    }
    if (found.needs_type && found.effect != Effect::Unknown) {
      ask(Reason::Type, Stage::Types, site, kTypeDecides,
          found.guard ? std::vector{*found.guard} : std::vector<Assumption>{});
    } else if (found.effect != Effect::Unknown) {
      hazards_.evidence.add(found.stage);
    }
    hazards_.effect = std::max(hazards_.effect, found.effect);
    for (const Effect effect : all_of<Effect>()) {
      if (found.all.contains(effect)) {
        add_effect(site, found, effect);
      }
    }
  }

  // s = max(s, e) of a reduction, s.append(e): the row says what the call does.
  bool is_explained(ExpressionId call_id, const CallEffect& found) const {
    return std::ranges::any_of(hazards_.scalars, [&](const ScalarFlow& row) {
      const bool is_receiver =
          row.name_id == found.receiver_id &&
          (row.flow == ScalarClass::Append || row.flow == ScalarClass::Commuting);
      return is_receiver || is_update(row, call_id);
    });
  }

  // The value that some statement of the reduction assigns.
  bool is_update(const ScalarFlow& row, ExpressionId call_id) const {
    return is_reduction(row.flow) &&
           std::ranges::any_of(row.access_ids, [&](loop_ir::AccessId access_id) {
             const StatementId statement_id = nest_.accesses[access_id].statement_id;
             const auto* assign =
                 statement_id.is_valid()
                     ? std::get_if<loop_ir::Assign>(&nest_.statements[statement_id].node)
                     : nullptr;
             return assign != nullptr && assign->value_id == call_id;
           });
  }

  static bool is_reduction(ScalarClass flow) {
    return flow == ScalarClass::Reduction || flow == ScalarClass::CondReduction;
  }

  std::string text_of(ExpressionId call_id) const {
    if (!context_.has_words) {
      return "";
    }
    const auto& call = std::get<Call>(nest_.expressions[call_id].node);
    return loop_ir::print_expression(nest_, call.callee_id);
  }

  // The sentence goes on behind the callee.
  void ask(Reason reason, Stage stage, const CallSite& site, std::string_view sentence,
           std::vector<Assumption> assumptions = {}) {
    hazards_.questions.push_back({reason, stage, std::move(assumptions),
                                  context_.in_words("{} {}", text_of(site.call_id), sentence)});
  }

  void add_effect(const CallSite& site, const CallEffect& found, Effect effect) {
    switch (effect) {
      case Effect::None:
      case Effect::Pure:
      case Effect::Convert:
      case Effect::Alloc:
        return;
      case Effect::Rng:
        hazards_.has_rng = true;
        return;
      case Effect::Print:
      case Effect::Plot:
        hazards_.has_io = true;
        return;
      case Effect::MutateRecv:
        return add_mutation(site, found);
      case Effect::FileIo:
      case Effect::NetIo:
      case Effect::System:
        return ask(Reason::Io, Stage::Never, site, "deals with the world outside the program");
      case Effect::Clock:
        return ask(Reason::Order, Stage::Never, site, "gives what the time of the call decides");
      case Effect::FrameOp:
        return ask(Reason::Call, Stage::Never, site, "works on a whole table");
      case Effect::MutateArg:
        return ask(Reason::Call, Stage::Never, site, "changes what it is given");
      case Effect::HigherOrder:
        return ask(Reason::Call, Stage::Never, site, "calls functions that are not looked into");
      case Effect::Unknown:
        return ask_unknown(site);
    }
  }

  void ask_unknown(const CallSite& site) {
    const auto& call = std::get<Call>(nest_.expressions[site.call_id].node);
    if (call.resolved != "get_ipython") {
      const Reason reason = is_magic(nest_, call) ? Reason::Magic : Reason::Call;
      return ask(reason, Stage::Never, site, "may do anything");
    }
    // The object whose method the magic is: nothing by itself.
    ask(Reason::Magic, Stage::Never, site, "leads to what may do anything");
  }

  // A receiver that the iteration made is its own business; any other sees the order.
  void add_mutation(const CallSite& site, const CallEffect& found) {
    if (!found.receiver_id.is_valid()) {
      return ask(Reason::Type, Stage::Types, site, kTypeDecides);
    }
    const BaseFacts receiver = describe_base(context_, found.receiver_id, loop_id_);
    if (is_own_object(found.receiver_id) || receiver.is_made_in_iteration) {
      return;
    }
    if (found.needs_type || receiver.is_rebound) {
      return ask(Reason::Type, Stage::Types, site, kTypeDecides);
    }
    Recurrence recurrence;
    recurrence.reason = is_iterated(found.receiver_id) ? Reason::MutIter : Reason::Order;
    recurrence.text =
        context_.in_words("{} changes one object in every iteration", text_of(site.call_id));
    recurrence.is_scalar = true;
    recurrence.changed_id = found.receiver_id;
    recurrence.counterexample = counterexample_of(site, found.receiver_id);
    hazards_.recurrences.push_back(recurrence);
    if (!hazards_.has_carried_exit && is_in_test(found.receiver_id)) {
      hazards_.has_carried_exit = true;
      hazards_.carried_exit_stage = std::max(hazards_.evidence.stage, Stage::Library);
    }
  }

  // Two iterations that make the call.
  std::optional<Counterexample> counterexample_of(const CallSite& site,
                                                  loop_ir::NameId receiver_id) const {
    const auto& call = std::get<Call>(nest_.expressions[site.call_id].node);
    const auto* method = std::get_if<loop_ir::Attribute>(&nest_.expressions[call.callee_id].node);
    for (const loop_ir::AccessId access_id : accesses_in(nest_, loop_id_)) {
      const loop_ir::Access& access = nest_.accesses[access_id];
      if (access.base_id == receiver_id && access.mode == loop_ir::AccessMode::Write &&
          method != nullptr && access.expression_id == method->object_id) {
        return explain_consecutive(context_, loop_id_, access_id, access_id);
      }
    }
    return std::nullopt;
  }

  // Bound in this iteration to a new list, dict or set, whatever else is done with it.
  bool is_own_object(loop_ir::NameId name_id) const {
    const auto row = std::ranges::find(hazards_.scalars, name_id, &ScalarFlow::name_id);
    const bool is_private =
        row != hazards_.scalars.end() &&
        (row->flow == ScalarClass::Private || row->flow == ScalarClass::LastPrivate);
    return is_private && std::ranges::all_of(row->access_ids, [&](loop_ir::AccessId access_id) {
             const loop_ir::Access& access = nest_.accesses[access_id];
             return access.kind != loop_ir::AccessKind::Scalar ||
                    access.mode != loop_ir::AccessMode::Write || makes_object(access);
           });
  }

  bool makes_object(const loop_ir::Access& write) const {
    const auto* assign =
        write.statement_id.is_valid()
            ? std::get_if<loop_ir::Assign>(&nest_.statements[write.statement_id].node)
            : nullptr;
    if (assign == nullptr) {
      return false;
    }
    const auto& node = nest_.expressions[assign->value_id].node;
    const auto* call = std::get_if<Call>(&node);
    return std::holds_alternative<loop_ir::Display>(node) ||
           std::holds_alternative<loop_ir::Comprehension>(node) ||
           (call != nullptr && context_.effects.of_function(call->resolved) == Effect::Alloc);
  }

  bool mentions_name(ExpressionId expression_id, loop_ir::NameId name_id) const {
    return expression_id.is_valid() &&
           std::ranges::any_of(
               loop_ir::subtree_of(nest_, expression_id), [&](ExpressionId part_id) {
                 const auto* name =
                     std::get_if<loop_ir::NameRead>(&nest_.expressions[part_id].node);
                 return name != nullptr && name->name_id == name_id;
               });
  }
  bool is_iterated(loop_ir::NameId name_id) const {
    return mentions_name(nest_.loops[loop_id_].iterable_id, name_id);
  }
  bool is_in_test(loop_ir::NameId name_id) const {
    return mentions_name(nest_.loops[loop_id_].test_id, name_id);
  }

  const Context& context_;
  const LoopNest& nest_;
  LoopId loop_id_;
  LoopHazards& hazards_;
};

}  // namespace

void add_call_hazards(const Context& context, LoopId loop_id, LoopHazards& hazards) {
  CallHazards(context, loop_id, hazards).run();
}

}  // namespace autopar::dependence
