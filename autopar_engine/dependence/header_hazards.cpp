#include <fmt/format.h>

#include <algorithm>

#include "dependence/access_queries.hpp"
#include "dependence/base_facts.hpp"
#include "dependence/hazards.hpp"
#include "dependence/iterable_takers.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::Call;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;

class HeaderHazards {
 public:
  HeaderHazards(const Context& context, LoopId loop_id, LoopHazards& hazards)
      : context_(context),
        nest_(context.nest),
        loop_id_(loop_id),
        loop_(context.nest.loops[loop_id]),
        hazards_(hazards) {}

  void run() {
    if (has_generator_of_calls(nest_, loop_id_)) {
      ask("the header makes calls in between the iterations");
    }
    const Call* call = open_call(loop_.iterable_id);
    if (call == nullptr) {
      return;
    }
    const bool is_foreign = comes_from_elsewhere(*call);
    for (const loop_ir::AccessId access_id : accesses_in(nest_, loop_id_)) {
      const Access& access = nest_.accesses[access_id];
      if (may_be_seen(access, is_foreign)) {
        return ask(fmt::format("what the loop runs over may look at {} in between the iterations",
                               nest_.names[access.base_id].text));
      }
    }
  }

 private:
  void ask(std::string text) {
    hazards_.questions.push_back({Reason::Order, Stage::Never, {}, std::move(text)});
  }

  // A call whose values the loop takes one by one, if it may be a generator for all that is known.
  // zip(x, y) and the like take them from their arguments.
  const Call* open_call(ExpressionId expression_id) const {
    const auto* call = std::get_if<Call>(&nest_.expressions[expression_id].node);
    if (call == nullptr || !hands_out_elements(*call) || call->resolved.starts_with('.')) {
      return call != nullptr && !is_known(*call) ? call : nullptr;
    }
    for (const loop_ir::Argument& argument : call->arguments) {
      if (const Call* inner = open_call(argument.value_id)) {
        return inner;
      }
    }
    return nullptr;
  }

  bool is_known(const Call& call) const {
    const auto* method = std::get_if<loop_ir::Attribute>(&nest_.expressions[call.callee_id].node);
    const bool is_method = method != nullptr && call.resolved.starts_with('.');
    return hands_out_no_iterators(call) || hands_out_elements(call) ||
           (is_method ? !context_.effects.safe_receiver(method->attribute).empty()
                      : context_.effects.of_function(call.resolved) != Effect::Unknown);
  }

  // From a module that knows no names of this text.
  bool comes_from_elsewhere(const Call& call) const {
    const auto parts = loop_ir::subtree_of(nest_, call.callee_id);
    const auto* root = std::get_if<loop_ir::NameRead>(&nest_.expressions[parts.back()].node);
    return root != nullptr && !nest_.names[root->name_id].imported_as.empty();
  }

  // The generator may run code of this text, which sees all that a name of the module leads to, or
  // it was given the object.
  bool may_be_seen(const Access& access, bool is_foreign) const {
    if (access.mode == AccessMode::Read || !access.statement_id.is_valid() ||
        (access.kind == AccessKind::Whole && !is_receiver(access.expression_id)) ||
        describe_base(context_, access.base_id, loop_id_).is_made_in_iteration) {
      return false;
    }
    const loop_ir::Name& name = nest_.names[access.base_id];
    const bool is_module = nest_.context == loop_ir::Context::Top && !is_foreign;
    const bool is_reached = access.kind != AccessKind::Scalar && !name.is_unseen;
    return is_module || name.is_shared || is_reached || is_in_header(access.base_id);
  }

  // What is given to a call is the business of the table of calls.
  bool is_receiver(ExpressionId expression_id) const {
    return std::ranges::any_of(nest_.expressions, [&](const loop_ir::Expression& expression) {
      const auto* attribute = std::get_if<loop_ir::Attribute>(&expression.node);
      return attribute != nullptr && attribute->object_id == expression_id;
    });
  }

  bool is_in_header(NameId name_id) const {
    return std::ranges::any_of(
        loop_ir::subtree_of(nest_, loop_.iterable_id), [&](ExpressionId part_id) {
          const auto* read = std::get_if<loop_ir::NameRead>(&nest_.expressions[part_id].node);
          return read != nullptr && read->name_id == name_id;
        });
  }

  const Context& context_;
  const LoopNest& nest_;
  LoopId loop_id_;
  const loop_ir::Loop& loop_;
  LoopHazards& hazards_;
};

}  // namespace

void add_header_hazards(const Context& context, LoopId loop_id, LoopHazards& hazards) {
  if (context.nest.loops[loop_id].iterable_id.is_valid()) {
    HeaderHazards(context, loop_id, hazards).run();
  }
}

}  // namespace autopar::dependence
