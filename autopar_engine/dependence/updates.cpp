#include "dependence/updates.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/overloaded.hpp"
#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::BinaryOperator;
using loop_ir::ExpressionId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::StatementId;

struct OperatorRow {
  BinaryOperator op;
  const char* group;
  bool commutes;
};

// The reduction that an operator belongs to: subtracting is adding, dividing is multiplying.
constexpr OperatorRow kOperators[] = {
    {BinaryOperator::Add, "+", true},      {BinaryOperator::Subtract, "+", false},
    {BinaryOperator::Multiply, "*", true}, {BinaryOperator::TrueDivide, "*", false},
    {BinaryOperator::BitAnd, "&", true},   {BinaryOperator::BitOr, "|", true},
    {BinaryOperator::BitXor, "^", true},
};

const OperatorRow* row_of(BinaryOperator op) {
  const auto* found = std::ranges::find(kOperators, op, &OperatorRow::op);
  return found == std::end(kOperators) ? nullptr : found;
}

class UpdateMatcher {
 public:
  UpdateMatcher(const LoopNest& nest, const Place& place) : nest_(nest), place_(place) {}

  std::optional<Update> match_value(ExpressionId value_id) const {
    const loop_ir::ExpressionNode& node = nest_.expressions[value_id].node;
    if (const auto* binary = std::get_if<loop_ir::Binary>(&node)) {
      return match_binary(*binary);
    }
    if (const auto* call = std::get_if<loop_ir::Call>(&node)) {
      return match_call(*call);
    }
    if (const auto* operation = std::get_if<loop_ir::BooleanOperation>(&node)) {
      return match_boolean(*operation);
    }
    return std::nullopt;
  }

  std::optional<Update> match_augmented(const loop_ir::AugmentedAssign& assign) const {
    const OperatorRow* row = row_of(assign.op);
    if (row == nullptr || !is_ours(assign.target_id) || !is_free(assign.value_id)) {
      return std::nullopt;
    }
    return Update{row->group, {assign.value_id}, assign.op == BinaryOperator::TrueDivide, 0};
  }

  bool is_ours(ExpressionId expression_id) const { return is_place(nest_, expression_id, place_); }
  bool is_free(ExpressionId expression_id) const {
    return !mentions(nest_, expression_id, place_.name_id);
  }

 private:
  std::optional<Update> match_binary(const loop_ir::Binary& binary) const {
    const OperatorRow* row = row_of(binary.op);
    if (row == nullptr) {
      return std::nullopt;
    }
    if (is_free(binary.right_id)) {
      return combine(*row, binary.left_id, binary.right_id);
    }
    auto update = row->commutes && is_free(binary.left_id)
                      ? combine(*row, binary.right_id, binary.left_id)
                      : std::nullopt;
    if (update) {
      ++update->left_operands;
    }
    return update;
  }

  // The side with the place is the place itself or an update by the same operator.
  std::optional<Update> combine(const OperatorRow& row, ExpressionId ours_id,
                                ExpressionId other_id) const {
    Update update{row.group, {}, row.op == BinaryOperator::TrueDivide};
    if (!is_ours(ours_id)) {
      const auto inner = match_value(ours_id);
      if (!inner || inner->op != update.op) {
        return std::nullopt;
      }
      update.operand_ids = inner->operand_ids;
      update.divides = update.divides || inner->divides;
      update.left_operands = inner->left_operands;
    }
    update.operand_ids.push_back(other_id);
    return update;
  }

  std::optional<Update> match_call(const loop_ir::Call& call) const {
    const bool is_max = call.resolved == "max" || call.resolved == "numpy.maximum";
    const bool is_min = call.resolved == "min" || call.resolved == "numpy.minimum";
    if ((!is_max && !is_min) || call.arguments.size() != 2) {
      return std::nullopt;
    }
    const ExpressionId first_id = call.arguments[0].value_id;
    const ExpressionId second_id = call.arguments[1].value_id;
    const bool is_first = is_ours(first_id) && is_free(second_id);
    const bool is_second = is_ours(second_id) && is_free(first_id);
    if ((!is_first && !is_second) || !is_plain(call)) {
      return std::nullopt;
    }
    return Update{is_max ? "max" : "min", {is_first ? second_id : first_id}, false};
  }

  static bool is_plain(const loop_ir::Call& call) {
    return std::ranges::all_of(call.arguments, [](const loop_ir::Argument& argument) {
      return argument.keyword.empty() && argument.stars == 0;
    });
  }

  std::optional<Update> match_boolean(const loop_ir::BooleanOperation& operation) const {
    const bool is_and = operation.op == loop_ir::BooleanOperator::And;
    if (!is_ours(operation.operand_ids.front()) ||
        !std::all_of(operation.operand_ids.begin() + 1, operation.operand_ids.end(),
                     [&](ExpressionId operand_id) { return is_free(operand_id); })) {
      return std::nullopt;
    }
    return Update{is_and ? "and" : "or",
                  {operation.operand_ids.begin() + 1, operation.operand_ids.end()},
                  false};
  }

  const LoopNest& nest_;
  const Place& place_;
};

bool is_integer_binary(const LoopNest& nest, const loop_ir::Binary& binary) {
  const bool both =
      is_known_integer(nest, binary.left_id) && is_known_integer(nest, binary.right_id);
  if (binary.op == BinaryOperator::Power) {
    const auto* exponent =
        std::get_if<loop_ir::IntegerLiteral>(&nest.expressions[binary.right_id].node);
    return both && exponent != nullptr && exponent->value >= 0;
  }
  return both && binary.op != BinaryOperator::TrueDivide &&
         binary.op != BinaryOperator::MatrixMultiply;
}

// What an iterable hands out the elements of, in whatever order.
std::optional<NameId> base_of_iterable(const LoopNest& nest, ExpressionId iterable_id) {
  static constexpr auto kCopies =
      std::to_array<std::string_view>({"iter", "list", "reversed", "sorted", "tuple"});
  const auto& node = nest.expressions[iterable_id].node;
  if (const auto* name = std::get_if<loop_ir::NameRead>(&node)) {
    return name->name_id;
  }
  const auto* call = std::get_if<loop_ir::Call>(&node);
  const bool is_copy = call != nullptr && !call->arguments.empty() &&
                       std::ranges::find(kCopies, call->resolved) != kCopies.end();
  return is_copy ? base_of_iterable(nest, call->arguments.front().value_id) : std::nullopt;
}

bool is_name(const LoopNest& nest, ExpressionId expression_id, NameId name_id) {
  const auto* name = std::get_if<loop_ir::NameRead>(&nest.expressions[expression_id].node);
  return name != nullptr && name->name_id == name_id;
}

// The argument of enumerate or zip whose element that part of the target is.
std::optional<ExpressionId> argument_at(const loop_ir::Call& call, std::size_t position) {
  const bool is_plain = std::ranges::all_of(call.arguments, [](const auto& argument) {
    return argument.keyword.empty() && argument.stars == 0;
  });
  if (call.resolved == "enumerate" && position == 1 && !call.arguments.empty()) {
    return call.arguments.front().value_id;
  }
  return call.resolved == "zip" && is_plain && position < call.arguments.size()
             ? std::optional(call.arguments[position].value_id)
             : std::nullopt;
}

// The base whose elements the header of a loop binds to the name.
std::optional<NameId> base_of_target(const LoopNest& nest, const loop_ir::Loop& loop,
                                     NameId name_id) {
  if (!loop.target_id.is_valid() || !loop.iterable_id.is_valid()) {
    return std::nullopt;
  }
  if (is_name(nest, loop.target_id, name_id)) {
    return base_of_iterable(nest, loop.iterable_id);
  }
  const auto* parts = std::get_if<loop_ir::Display>(&nest.expressions[loop.target_id].node);
  const auto* call = std::get_if<loop_ir::Call>(&nest.expressions[loop.iterable_id].node);
  if (parts == nullptr || call == nullptr) {
    return std::nullopt;
  }
  for (std::size_t position = 0; position < parts->element_ids.size(); ++position) {
    if (is_name(nest, parts->element_ids[position], name_id)) {
      const auto argument_id = argument_at(*call, position);
      return argument_id ? base_of_iterable(nest, *argument_id) : std::nullopt;
    }
  }
  return std::nullopt;
}

bool is_index(const LoopNest& nest, NameId name_id) {
  return std::ranges::any_of(
      nest.loops, [&](const loop_ir::Loop& loop) { return loop.index_name_id == name_id; });
}

// `x[k] = 2 * i + 1`: an integer, and nothing else that the nest might have changed.
bool stores_index_arithmetic(const LoopNest& nest, const loop_ir::Access& write) {
  const auto* assign = write.statement_id.is_valid()
                           ? std::get_if<loop_ir::Assign>(&nest.statements[write.statement_id].node)
                           : nullptr;
  const bool is_store = assign != nullptr && assign->target_ids.size() == 1 &&
                        assign->target_ids.front() == write.expression_id &&
                        loop_ir::find_element(nest, write.expression_id).has_value();
  return is_store &&
         std::ranges::all_of(loop_ir::subtree_of(nest, assign->value_id),
                             [&](ExpressionId id) {
                               const auto& node = nest.expressions[id].node;
                               const auto* name = std::get_if<loop_ir::NameRead>(&node);
                               return name != nullptr
                                          ? is_index(nest, name->name_id)
                                          : !std::holds_alternative<loop_ir::Subscript>(node) &&
                                                !std::holds_alternative<loop_ir::Call>(node);
                             }) &&
         is_known_integer(nest, assign->value_id);
}

// By its definition, and no store of the nest changes that: an array casts what it is given, a list
// takes a float for an element.
bool keeps_integer_elements(const LoopNest& nest, NameId base_id) {
  const loop_ir::Name& base = nest.names[base_id];
  return has_integer_elements(base) && base.kind != loop_ir::BaseKind::Dict &&
         (base.kind == loop_ir::BaseKind::Ndarray ||
          std::ranges::all_of(nest.accesses, [&](const loop_ir::Access& access) {
            return access.base_id != base_id || access.mode == loop_ir::AccessMode::Read ||
                   stores_index_arithmetic(nest, access);
          }));
}

// A target that stands for an element of a base of integers.
bool is_integer_element(const LoopNest& nest, NameId name_id) {
  return std::ranges::any_of(nest.loops, [&](const loop_ir::Loop& loop) {
    const auto base_id = base_of_target(nest, loop, name_id);
    return base_id && keeps_integer_elements(nest, *base_id);
  });
}

bool is_integer_name(const LoopNest& nest, NameId name_id) {
  const loop_ir::Name& name = nest.names[name_id];
  const bool is_number =
      name.kind == loop_ir::BaseKind::Integer || name.kind == loop_ir::BaseKind::Boolean;
  const auto writes = std::ranges::count_if(nest.accesses, [&](const loop_ir::Access& access) {
    return access.base_id == name_id && access.mode == loop_ir::AccessMode::Write;
  });
  if (writes == 0) {
    return is_number;
  }
  const auto headers = std::ranges::count(nest.loops, name_id, &loop_ir::Loop::index_name_id);
  return writes == headers || (writes == 1 && is_integer_element(nest, name_id));
}

}  // namespace

bool is_place(const LoopNest& nest, ExpressionId expression_id, const Place& place) {
  const loop_ir::ExpressionNode& node = nest.expressions[expression_id].node;
  if (const auto* name = std::get_if<loop_ir::NameRead>(&node)) {
    return !place.is_element && name->name_id == place.name_id;
  }
  return place.is_element && std::holds_alternative<loop_ir::Subscript>(node) &&
         loop_ir::print_expression(nest, expression_id) == place.text;
}

bool mentions(const LoopNest& nest, ExpressionId expression_id, NameId name_id) {
  const std::string& text = nest.names[name_id].text;
  const bool is_chain = text.find('.') != std::string::npos;
  return std::ranges::any_of(loop_ir::subtree_of(nest, expression_id), [&](ExpressionId part_id) {
    const loop_ir::ExpressionNode& node = nest.expressions[part_id].node;
    const auto* name = std::get_if<loop_ir::NameRead>(&node);
    const bool is_same = name != nullptr && name->name_id == name_id;
    return is_same || std::holds_alternative<loop_ir::Comprehension>(node) ||
           (is_chain && std::holds_alternative<loop_ir::Attribute>(node));
  });
}

std::optional<Update> match_update(const LoopNest& nest, StatementId statement_id,
                                   const Place& place) {
  if (!statement_id.is_valid()) {
    return std::nullopt;
  }
  const UpdateMatcher matcher(nest, place);
  const loop_ir::StatementNode& node = nest.statements[statement_id].node;
  if (const auto* augmented = std::get_if<loop_ir::AugmentedAssign>(&node)) {
    return matcher.match_augmented(*augmented);
  }
  const auto* assign = std::get_if<loop_ir::Assign>(&node);
  if (assign == nullptr || assign->target_ids.size() != 1 ||
      !matcher.is_ours(assign->target_ids.front())) {
    return std::nullopt;
  }
  // Most values are new ones.
  const bool is_new = !place.is_element && matcher.is_free(assign->value_id);
  return is_new ? std::nullopt : matcher.match_value(assign->value_id);
}

bool has_integer_elements(const loop_ir::Name& name) {
  return name.element_type == "int" || name.element_type.starts_with("int") ||
         name.element_type.starts_with("uint");
}

namespace {

// A text or a display, and what either is added to; `"%d" % n`, `str(n)`, an f-string.
bool is_sequence(const LoopNest& nest, ExpressionId expression_id) {
  const auto& node = nest.expressions[expression_id].node;
  const auto* binary = std::get_if<loop_ir::Binary>(&node);
  const auto* call = std::get_if<loop_ir::Call>(&node);
  const auto* opaque = std::get_if<loop_ir::OpaqueExpression>(&node);
  if (binary != nullptr) {
    return (binary->op == loop_ir::BinaryOperator::Add &&
            (is_sequence(nest, binary->left_id) || is_sequence(nest, binary->right_id))) ||
           (binary->op == loop_ir::BinaryOperator::Modulo &&
            std::holds_alternative<loop_ir::StringLiteral>(nest.expressions[binary->left_id].node));
  }
  return std::holds_alternative<loop_ir::StringLiteral>(node) ||
         std::holds_alternative<loop_ir::Display>(node) ||
         (call != nullptr && call->resolved == "str") ||
         (opaque != nullptr && opaque->kind == loop_ir::OpaqueExpressionKind::FormattedString);
}

}  // namespace

bool appends(const LoopNest& nest, const Update& update) {
  return std::ranges::any_of(
      update.operand_ids, [&](ExpressionId operand_id) { return is_sequence(nest, operand_id); });
}

bool is_integer_update(const LoopNest& nest, const Update& update) {
  return !update.divides && std::ranges::all_of(update.operand_ids, [&](ExpressionId operand_id) {
    return is_known_integer(nest, operand_id);
  });
}

bool store_truncates(const LoopNest& nest, const loop_ir::Name& base, const Update& update) {
  return base.kind == loop_ir::BaseKind::Ndarray && has_integer_elements(base) &&
         (update.op == "+" || update.op == "*") && !is_integer_update(nest, update);
}

bool is_known_number(const LoopNest& nest, ExpressionId expression_id) {
  return is_known_integer(nest, expression_id) ||
         std::visit(Overloaded{
                        [](const loop_ir::FloatLiteral&) { return true; },
                        [](const loop_ir::ImaginaryLiteral&) { return true; },
                        [&](const loop_ir::NameRead& read) {
                          const loop_ir::Name& name = nest.names[read.name_id];
                          return name.kind == loop_ir::BaseKind::Float && !name.is_written;
                        },
                        [&](const loop_ir::Unary& unary) {
                          return is_known_number(nest, unary.operand_id);
                        },
                        [&](const loop_ir::Binary& binary) {
                          return binary.op != BinaryOperator::MatrixMultiply &&
                                 is_known_number(nest, binary.left_id) &&
                                 is_known_number(nest, binary.right_id);
                        },
                        [](const loop_ir::Call& call) {
                          return call.resolved == "float" || call.resolved == "int" ||
                                 call.resolved.starts_with("math.");
                        },
                        [](const auto&) { return false; },
                    },
                    nest.expressions[expression_id].node);
}

bool is_known_integer(const LoopNest& nest, ExpressionId expression_id) {
  return std::visit(
      Overloaded{
          [](const loop_ir::IntegerLiteral&) { return true; },
          [](const loop_ir::BigIntegerLiteral&) { return true; },
          [](const loop_ir::BooleanLiteral&) { return true; },
          [&](const loop_ir::NameRead& read) { return is_integer_name(nest, read.name_id); },
          [&](const loop_ir::Unary& unary) {
            return unary.op == loop_ir::UnaryOperator::Not ||
                   is_known_integer(nest, unary.operand_id);
          },
          [](const loop_ir::Comparison&) { return true; },
          [&](const loop_ir::BooleanOperation& operation) {
            return std::ranges::all_of(operation.operand_ids, [&](ExpressionId operand_id) {
              return is_known_integer(nest, operand_id);
            });
          },
          [&](const loop_ir::Binary& binary) { return is_integer_binary(nest, binary); },
          [](const loop_ir::Call& call) { return call.resolved == "len"; },
          [&](const loop_ir::Subscript&) {
            const auto element = loop_ir::find_element(nest, expression_id);
            return element && keeps_integer_elements(nest, element->base_id);
          },
          [](const auto&) { return false; },
      },
      nest.expressions[expression_id].node);
}

}  // namespace autopar::dependence
