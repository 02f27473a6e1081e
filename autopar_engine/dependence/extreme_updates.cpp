#include "dependence/extreme_updates.hpp"

#include <algorithm>
#include <utility>

#include "loop_ir/result_arguments.hpp"
#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::ComparisonOperator;
using loop_ir::ExpressionId;
using loop_ir::LoopNest;
using loop_ir::StatementId;

struct Order {
  bool is_upward = false;
  bool is_strict = false;
};

std::optional<Order> order_of(ComparisonOperator op) {
  switch (op) {
    case ComparisonOperator::Greater:
      return Order{true, true};
    case ComparisonOperator::GreaterEqual:
      return Order{true, false};
    case ComparisonOperator::Less:
      return Order{false, true};
    case ComparisonOperator::LessEqual:
      return Order{false, false};
    default:
      return std::nullopt;
  }
}

// What the test compares the place with, and which of both it looks for.
struct Extreme {
  ExpressionId other_id;
  bool is_max = false;
  Tie tie = Tie::First;
};

std::optional<Extreme> match_test(const LoopNest& nest, ExpressionId test_id, const Place& place) {
  const auto* comparison = std::get_if<loop_ir::Comparison>(&nest.expressions[test_id].node);
  if (comparison == nullptr || comparison->rest.size() != 1) {
    return std::nullopt;
  }
  const auto [op, right_id] = comparison->rest.front();
  const auto order = order_of(op);
  if (!order) {
    return std::nullopt;
  }
  const Tie tie = order->is_strict ? Tie::First : Tie::Last;
  if (is_place(nest, right_id, place) && !mentions(nest, comparison->first_id, place.name_id)) {
    return Extreme{comparison->first_id, order->is_upward, tie};
  }
  if (is_place(nest, comparison->first_id, place) && !mentions(nest, right_id, place.name_id)) {
    return Extreme{right_id, !order->is_upward, tie};
  }
  return std::nullopt;
}

using Binding = std::pair<ExpressionId, ExpressionId>;

const loop_ir::Display* display_at(const LoopNest& nest, ExpressionId expression_id) {
  return std::get_if<loop_ir::Display>(&nest.expressions[expression_id].node);
}

// Target and value of each assignment that the statement makes; nothing if it is no plain one.
std::optional<std::vector<Binding>> bindings_of(const LoopNest& nest, StatementId statement_id) {
  const auto* assign = std::get_if<loop_ir::Assign>(&nest.statements[statement_id].node);
  if (assign == nullptr || assign->target_ids.size() != 1) {
    return std::nullopt;
  }
  const auto* targets = display_at(nest, assign->target_ids.front());
  if (targets == nullptr) {
    return std::vector{Binding{assign->target_ids.front(), assign->value_id}};
  }
  const auto* values = display_at(nest, assign->value_id);
  if (values == nullptr || values->element_ids.size() != targets->element_ids.size()) {
    return std::nullopt;
  }
  std::vector<Binding> bindings;
  for (std::size_t position = 0; position < values->element_ids.size(); ++position) {
    bindings.emplace_back(targets->element_ids[position], values->element_ids[position]);
  }
  return bindings;
}

bool is_pure(const Context& context, const loop_ir::Call& call) {
  const Effect effect = context.effects.of_function(call.resolved);
  return (effect == Effect::Pure || effect == Effect::Convert) &&
         !loop_ir::takes_result_array(call) &&
         std::ranges::none_of(call.arguments, [](const loop_ir::Argument& argument) {
           return argument.keyword == "key" || argument.stars != 0;
         });
}

// How often it is evaluated does not show, and each time it has the same value.
bool is_quiet(const Context& context, ExpressionId value_id) {
  const auto parts = loop_ir::subtree_of(context.nest, value_id);
  return std::ranges::all_of(parts, [&](ExpressionId part_id) {
    const auto& node = context.nest.expressions[part_id].node;
    const auto* call = std::get_if<loop_ir::Call>(&node);
    return (call == nullptr || is_pure(context, *call)) &&
           !std::holds_alternative<loop_ir::Comprehension>(node) &&
           !std::holds_alternative<loop_ir::OpaqueExpression>(node);
  });
}

bool is_idle(const LoopNest& nest, StatementId statement_id) {
  return std::holds_alternative<loop_ir::Pass>(nest.statements[statement_id].node);
}

class BranchMatcher {
 public:
  BranchMatcher(const Context& context, const Place& place, const Extreme& extreme)
      : context_(context),
        nest_(context.nest),
        place_(place),
        wanted_(loop_ir::print_expression(nest_, extreme.other_id)),
        found_{.update = {extreme.is_max ? "max" : "min", {extreme.other_id}, false},
               .tie = extreme.tie} {}

  std::optional<ConditionalUpdate> run(const loop_ir::If& branch) {
    found_.test_id = branch.test_id;
    const bool fits = std::ranges::all_of(branch.then_block, [&](StatementId statement_id) {
      return is_idle(nest_, statement_id) || take(statement_id);
    });
    return fits && found_.assign_id.is_valid() ? std::optional(found_) : std::nullopt;
  }

 private:
  bool take(StatementId statement_id) {
    const auto bindings = bindings_of(nest_, statement_id);
    return bindings && std::ranges::all_of(*bindings, [&](const Binding& binding) {
             return is_place(nest_, binding.first, place_) ? take_extreme(statement_id, binding)
                                                           : take_record(binding);
           });
  }

  bool take_extreme(StatementId statement_id, const Binding& binding) {
    const bool is_first = !found_.assign_id.is_valid();
    found_.assign_id = statement_id;
    return is_first && loop_ir::print_expression(nest_, binding.second) == wanted_;
  }

  bool take_record(const Binding& binding) {
    const auto* name = std::get_if<loop_ir::NameRead>(&nest_.expressions[binding.first].node);
    if (name == nullptr || mentions(nest_, binding.second, place_.name_id) ||
        !is_quiet(context_, binding.second)) {
      return false;
    }
    found_.recorded_ids.push_back(name->name_id);
    return true;
  }

  const Context& context_;
  const LoopNest& nest_;
  const Place& place_;
  std::string wanted_;
  ConditionalUpdate found_;
};

}  // namespace

std::optional<ConditionalUpdate> match_conditional_update(const Context& context,
                                                          StatementId statement_id,
                                                          const Place& place) {
  const LoopNest& nest = context.nest;
  const auto* branch = statement_id.is_valid()
                           ? std::get_if<loop_ir::If>(&nest.statements[statement_id].node)
                           : nullptr;
  const auto extreme = branch != nullptr ? match_test(nest, branch->test_id, place) : std::nullopt;
  if (!extreme || !branch->else_block.empty() || !is_quiet(context, extreme->other_id)) {
    return std::nullopt;
  }
  return BranchMatcher(context, place, *extreme).run(*branch);
}

}  // namespace autopar::dependence
