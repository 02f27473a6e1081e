#include "loop_ir/traversal.hpp"

#include <algorithm>
#include <ranges>
#include <span>
#include <variant>

#include "base/is_prefix.hpp"
#include "loop_ir/compiled_calls.hpp"

namespace autopar::loop_ir {
namespace {

bool has_same_conditions(const Access& write, const Access& read) {
  return write.conditions.size() <= read.conditions.size() &&
         std::ranges::equal(write.conditions,
                            std::span(read.conditions).first(write.conditions.size()),
                            [](const PathCondition& left, const PathCondition& right) {
                              return left.test_id == right.test_id && left.holds == right.holds;
                            });
}

bool stands_in_else_of_loop(const LoopNest& nest, const Access& access) {
  return std::ranges::any_of(nest.loops, [&](const Loop& loop) {
    return !loop.else_block.empty() &&
           access.range.begin >= nest.statements[loop.else_block.front()].range.begin &&
           access.range.end <= nest.statements[loop.else_block.back()].range.end;
  });
}

// Whoever gets to a later access of the same block has passed this one. A break or continue skips
// both, but a break also skips the else of its loop alone; other statements skip who knows what.
bool is_passed_by_what_follows(const LoopNest& nest, const Access& access) {
  const bool is_target = !access.statement_id.is_valid();
  return is_target || !access.is_skippable ||
         (nest.is_in_region_language() && !stands_in_else_of_loop(nest, access));
}

// The write happens before the read in each iteration in which the read happens.
bool always_precedes(const LoopNest& nest, const Access& write, const Access& read) {
  return write.mode == AccessMode::Write && write.kind == AccessKind::Scalar &&
         write.base_id == read.base_id && is_passed_by_what_follows(nest, write) &&
         is_prefix(write.loop_ids, read.loop_ids) && has_same_conditions(write, read);
}

// Calls visit(id) for each operand, in the order of operands_of.
template <class Visit>
class OperandVisitor {
 public:
  explicit OperandVisitor(Visit visit) : visit_(visit) {}

  void operator()(const IntegerLiteral&) const {}
  void operator()(const BigIntegerLiteral&) const {}
  void operator()(const FloatLiteral&) const {}
  void operator()(const ImaginaryLiteral&) const {}
  void operator()(const BooleanLiteral&) const {}
  void operator()(const NoneLiteral&) const {}
  void operator()(const EllipsisLiteral&) const {}
  void operator()(const StringLiteral&) const {}
  void operator()(const NameRead&) const {}
  void operator()(const Comprehension&) const {}
  void operator()(const Attribute& attribute) const { visit_(attribute.object_id); }
  void operator()(const Subscript& subscript) const {
    visit_(subscript.base_id);
    visit_all(subscript.index_ids);
  }
  void operator()(const Slice& slice) const {
    for (const ExpressionId id : {slice.lower_id, slice.upper_id, slice.step_id}) {
      if (id.is_valid()) {
        visit_(id);
      }
    }
  }
  void operator()(const Unary& unary) const { visit_(unary.operand_id); }
  void operator()(const Binary& binary) const {
    visit_(binary.left_id);
    visit_(binary.right_id);
  }
  void operator()(const Comparison& comparison) const {
    visit_(comparison.first_id);
    for (const auto& [op, operand_id] : comparison.rest) {
      visit_(operand_id);
    }
  }
  void operator()(const BooleanOperation& operation) const { visit_all(operation.operand_ids); }
  void operator()(const Conditional& conditional) const {
    visit_(conditional.test_id);
    visit_(conditional.when_true_id);
    visit_(conditional.when_false_id);
  }
  void operator()(const Call& call) const {
    visit_(call.callee_id);
    for (const Argument& argument : call.arguments) {
      visit_(argument.value_id);
    }
  }
  void operator()(const Display& display) const { visit_all(display.element_ids); }
  void operator()(const OpaqueExpression& opaque) const { visit_all(opaque.operand_ids); }

 private:
  void visit_all(const std::vector<ExpressionId>& ids) const {
    for (const ExpressionId id : ids) {
      visit_(id);
    }
  }

  Visit visit_;
};

template <class Visit>
void for_each_operand(const ExpressionNode& node, Visit visit) {
  std::visit(OperandVisitor<Visit>(visit), node);
}

}  // namespace

std::optional<ElementReference> find_element(const LoopNest& nest, ExpressionId expression_id) {
  std::vector<ExpressionId> reversed;
  const Expression* expression = &nest.expressions[expression_id];
  while (const auto* subscript = std::get_if<Subscript>(&expression->node)) {
    for (const ExpressionId index_id : std::views::reverse(subscript->index_ids)) {
      if (std::holds_alternative<Slice>(nest.expressions[index_id].node)) {
        return std::nullopt;
      }
      reversed.push_back(index_id);
    }
    expression = &nest.expressions[subscript->base_id];
  }
  const auto* name = std::get_if<NameRead>(&expression->node);
  if (name == nullptr || reversed.empty()) {
    return std::nullopt;
  }
  return ElementReference{name->name_id, {reversed.rbegin(), reversed.rend()}};
}

const Attribute* find_called_method(const LoopNest& nest, StatementId statement_id) {
  const auto* statement =
      statement_id.is_valid()
          ? std::get_if<ExpressionStatement>(&nest.statements[statement_id].node)
          : nullptr;
  const auto* call = statement != nullptr
                         ? std::get_if<Call>(&nest.expressions[statement->value_id].node)
                         : nullptr;
  return call != nullptr ? std::get_if<Attribute>(&nest.expressions[call->callee_id].node)
                         : nullptr;
}

std::string_view builtin_name(const LoopNest& nest, ExpressionId expression_id) {
  const auto* read = std::get_if<NameRead>(&nest.expressions[expression_id].node);
  return read != nullptr && nest.names[read->name_id].is_unbound ? nest.names[read->name_id].text
                                                                 : std::string_view();
}

bool has_own_key(const LoopNest& nest, const Call& call) {
  return std::ranges::any_of(call.arguments, [&](const Argument& argument) {
    return argument.stars == 2 ||
           (argument.keyword == "key" && builtin_name(nest, argument.value_id) != "len");
  });
}

std::optional<ExtentReference> find_extent(const LoopNest& nest, ExpressionId expression_id) {
  if (const auto row = find_row_length(nest, expression_id)) {
    return ExtentReference{row->base_id, static_cast<std::uint32_t>(row->index_ids.size())};
  }
  const Expression& expression = nest.expressions[expression_id];
  if (const auto* call = std::get_if<Call>(&expression.node)) {
    if (call->resolved != "len" || call->arguments.size() != 1 ||
        !call->arguments.front().keyword.empty() || call->arguments.front().stars != 0) {
      return std::nullopt;
    }
    const Expression& argument = nest.expressions[call->arguments.front().value_id];
    const auto* name = std::get_if<NameRead>(&argument.node);
    return name == nullptr ? std::nullopt : std::optional(ExtentReference{name->name_id, 0});
  }
  const auto* subscript = std::get_if<Subscript>(&expression.node);
  if (subscript == nullptr || subscript->index_ids.size() != 1) {
    return std::nullopt;
  }
  const auto* attribute = std::get_if<Attribute>(&nest.expressions[subscript->base_id].node);
  const auto* dimension =
      std::get_if<IntegerLiteral>(&nest.expressions[subscript->index_ids.front()].node);
  constexpr std::int64_t kMostDimensions = 64;
  if (attribute == nullptr || attribute->attribute != "shape" || dimension == nullptr ||
      dimension->value < 0 || dimension->value >= kMostDimensions) {
    return std::nullopt;
  }
  const auto* name = std::get_if<NameRead>(&nest.expressions[attribute->object_id].node);
  if (name == nullptr) {
    return std::nullopt;
  }
  return ExtentReference{name->name_id, static_cast<std::uint32_t>(dimension->value)};
}

Operands operands_of(const ExpressionNode& node) {
  Operands operands;
  for_each_operand(node, [&operands](ExpressionId id) { operands.push_back(id); });
  return operands;
}

namespace {

void add_subtree(const LoopNest& nest, ExpressionId expression_id, Subtree& found) {
  found.push_back(expression_id);
  for_each_operand(nest.expressions[expression_id].node,
                   [&](ExpressionId id) { add_subtree(nest, id, found); });
}

}  // namespace

Subtree subtree_of(const LoopNest& nest, ExpressionId expression_id) {
  Subtree found;
  add_subtree(nest, expression_id, found);
  return found;
}

bool is_around(const LoopNest& nest, LoopId outer_id, LoopId inner_id) {
  LoopId around = nest.loops[inner_id].parent_id;
  while (around.is_valid() && around != outer_id) {
    around = nest.loops[around].parent_id;
  }
  return around.is_valid();
}

std::vector<NameId> live_in_names(const LoopNest& nest) {
  std::vector<bool> is_live(nest.names.size(), false);
  for (const Symbol& symbol : nest.symbols) {
    if (!symbol.varies_with.is_valid()) {
      is_live[symbol.name_id.index()] = true;
    }
  }
  for (const AccessId access_id : nest.accesses.ids()) {
    const Access& access = nest.accesses[access_id];
    const bool binds = access.kind == AccessKind::Scalar && access.mode == AccessMode::Write;
    const bool is_covered =
        binds || (access.kind != AccessKind::Element &&
                  std::any_of(nest.accesses.begin(), nest.accesses.begin() + access_id.index(),
                              [&](const Access& earlier) {
                                return always_precedes(nest, earlier, access);
                              }));
    if (!is_covered) {
      is_live[access.base_id.index()] = true;
    }
  }
  std::vector<NameId> names;
  for (const NameId name_id : nest.names.ids()) {
    if (is_live[name_id.index()]) {
      names.push_back(name_id);
    }
  }
  return names;
}

}  // namespace autopar::loop_ir
