#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "dependence/generator_consumer.hpp"
#include "dependence/hazards.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessMode;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;

class DeferredHazards {
 public:
  DeferredHazards(const Context& context, LoopId loop_id, LoopHazards& hazards)
      : nest_(context.nest), loop_id_(loop_id), hazards_(hazards) {}

  void run() {
    for (const ExpressionId expression_id : nest_.expressions.ids()) {
      const auto& node = nest_.expressions[expression_id].node;
      const auto* opaque = std::get_if<loop_ir::OpaqueExpression>(&node);
      const auto* comprehension = std::get_if<loop_ir::Comprehension>(&node);
      if (opaque != nullptr && opaque->kind == loop_ir::OpaqueExpressionKind::Lambda) {
        add_lambda(*opaque, nest_.expressions[expression_id].range);
      } else if (comprehension != nullptr) {
        add_generator(expression_id, comprehension->loop_id);
      }
    }
  }

 private:
  // The names that a body reads have its lambda's place, defaults have one of their own.
  void add_lambda(const loop_ir::OpaqueExpression& lambda, SourceRange range) {
    for (const ExpressionId operand_id : lambda.operand_ids) {
      const loop_ir::Expression& operand = nest_.expressions[operand_id];
      const auto* name = std::get_if<loop_ir::NameRead>(&operand.node);
      const bool is_captured =
          name != nullptr && operand.range == range && is_bound_here(name->name_id);
      if (is_captured && is_read_here(operand_id)) {
        return ask(fmt::format("a lambda sees what {} is when it is called",
                               nest_.names[name->name_id].text));
      }
    }
  }

  bool is_bound_here(NameId name_id) const {
    return std::ranges::any_of(nest_.accesses, [&](const Access& access) {
      return access.base_id == name_id && access.kind == loop_ir::AccessKind::Scalar &&
             access.mode == AccessMode::Write && is_inside(access, loop_id_);
    });
  }

  bool is_read_here(ExpressionId expression_id) const {
    return std::ranges::any_of(nest_.accesses, [&](const Access& access) {
      return access.expression_id == expression_id && is_inside(access, loop_id_);
    });
  }

  void add_generator(ExpressionId expression_id, LoopId generator_id) {
    const bool is_late = nest_.loops[generator_id].kind == loop_ir::LoopKind::Genexp &&
                         is_in_loop(generator_id) && !is_exhausted(expression_id);
    if (is_late) {
      ask("a generator reads its names when its values are taken");
    }
  }

  bool is_in_loop(LoopId inner_id) const {
    LoopId around = nest_.loops[inner_id].parent_id;
    while (around.is_valid() && around != loop_id_) {
      around = nest_.loops[around].parent_id;
    }
    return around.is_valid();
  }

  bool is_exhausted(ExpressionId expression_id) const {
    const auto takes_all = [&](const loop_ir::Expression& expression) {
      const auto* call = std::get_if<loop_ir::Call>(&expression.node);
      return call != nullptr && !call->arguments.empty() &&
             call->arguments.front().value_id == expression_id &&
             call->arguments.front().keyword.empty() &&
             verdict_of_callee(call->resolved) != Verdict::Unknown;
    };
    return std::ranges::any_of(nest_.expressions, takes_all) ||
           std::ranges::any_of(nest_.loops, [&](const loop_ir::Loop& loop) {
             return loop.iterable_id == expression_id;
           });
  }

  void ask(std::string text) {
    hazards_.questions.push_back({Reason::Order, Stage::Never, {}, std::move(text)});
  }

  const LoopNest& nest_;
  LoopId loop_id_;
  LoopHazards& hazards_;
};

}  // namespace

void add_deferred_hazards(const Context& context, LoopId loop_id, LoopHazards& hazards) {
  DeferredHazards(context, loop_id, hazards).run();
}

}  // namespace autopar::dependence
