#include "tests/frontend/structure.hpp"

#include <fmt/format.h>

#include <bit>

#include "base/overloaded.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::ExpressionId;
using loop_ir::LoopNest;
using loop_ir::StatementId;

std::string real(double value) {
  return fmt::format("{:016x}", std::bit_cast<std::uint64_t>(value));
}

std::string spelling(loop_ir::UnaryOperator op) {
  static constexpr const char* kSpellings[] = {"neg", "pos", "~", "not"};
  return kSpellings[static_cast<std::size_t>(op)];
}

std::string spelling(loop_ir::BinaryOperator op) {
  static constexpr const char* kSpellings[] = {"+", "-",  "*",  "/", "//", "%", "**",
                                               "@", "<<", ">>", "&", "|",  "^"};
  return kSpellings[static_cast<std::size_t>(op)];
}

std::string spelling(loop_ir::ComparisonOperator op) {
  static constexpr const char* kSpellings[] = {
      "<", "<=", ">", ">=", "==", "!=", "is", "is not", "in", "not in"};
  return kSpellings[static_cast<std::size_t>(op)];
}

std::string spelling(loop_ir::DisplayKind kind) {
  static constexpr const char* kSpellings[] = {"tuple", "list", "set", "dict"};
  return kSpellings[static_cast<std::size_t>(kind)];
}

class Structure {
 public:
  explicit Structure(const LoopNest& nest) : nest_(nest) {}

  std::string of(ExpressionId expression_id) const {
    if (!expression_id.is_valid()) {
      return "_";
    }
    return std::visit(
        Overloaded{
            [](const loop_ir::IntegerLiteral& each) { return std::to_string(each.value); },
            [](const loop_ir::BigIntegerLiteral& each) { return each.digits; },
            [](const loop_ir::FloatLiteral& each) { return "float:" + real(each.value); },
            [](const loop_ir::ImaginaryLiteral& each) { return "imag:" + real(each.value); },
            [](const loop_ir::BooleanLiteral& each) {
              return std::string(each.value ? "True" : "False");
            },
            [](const loop_ir::NoneLiteral&) { return std::string("None"); },
            [](const loop_ir::EllipsisLiteral&) { return std::string("Ellipsis"); },
            [](const loop_ir::StringLiteral&) { return std::string("str"); },
            [&](const loop_ir::NameRead& each) { return nest_.names[each.name_id].text; },
            [&](const loop_ir::Attribute& each) {
              return "(. " + of(each.object_id) + " " + each.attribute + ")";
            },
            [&](const loop_ir::Subscript& each) {
              return "([] " + of(each.base_id) + all(each.index_ids) + ")";
            },
            [&](const loop_ir::Slice& each) {
              return "(slice" + all({each.lower_id, each.upper_id, each.step_id}) + ")";
            },
            [&](const loop_ir::Unary& each) {
              return "(" + spelling(each.op) + " " + of(each.operand_id) + ")";
            },
            [&](const loop_ir::Binary& each) {
              return "(" + spelling(each.op) + all({each.left_id, each.right_id}) + ")";
            },
            [&](const loop_ir::Comparison& each) { return comparison(each); },
            [&](const loop_ir::BooleanOperation& each) {
              const bool is_and = each.op == loop_ir::BooleanOperator::And;
              return std::string(is_and ? "(and" : "(or") + all(each.operand_ids) + ")";
            },
            [&](const loop_ir::Conditional& each) {
              return "(if" + all({each.test_id, each.when_true_id, each.when_false_id}) + ")";
            },
            [&](const loop_ir::Call& each) { return call(each); },
            [&](const loop_ir::Display& each) {
              return "(" + spelling(each.kind) + all(each.element_ids) + ")";
            },
            [](const loop_ir::Comprehension&) { return std::string("C"); },
            [&](const loop_ir::OpaqueExpression& each) {
              const bool is_comprehension =
                  nest_.refusals[each.refusal_id].kind == RefusalKind::Comprehension;
              return std::string(is_comprehension ? "C" : "?");
            },
        },
        nest_.expressions[expression_id].node);
  }

  // Empty for statements that are not compared.
  std::string of(StatementId statement_id) const {
    return std::visit(
        Overloaded{
            [&](const loop_ir::Assign& each) {
              return "(=" + all(each.target_ids) + " " + of(each.value_id) + ")";
            },
            [&](const loop_ir::AugmentedAssign& each) {
              return "(" + spelling(each.op) + "=" + all({each.target_id, each.value_id}) + ")";
            },
            [&](const loop_ir::ExpressionStatement& each) { return of(each.value_id); },
            [&](const loop_ir::If& each) { return "(test " + of(each.test_id) + ")"; },
            [&](const loop_ir::LoopStatement& each) {
              const ExpressionId test_id = nest_.loops[each.loop_id].test_id;
              return test_id.is_valid() ? "(test " + of(test_id) + ")" : std::string();
            },
            [](const auto&) { return std::string(); },
        },
        nest_.statements[statement_id].node);
  }

 private:
  std::string all(const std::vector<ExpressionId>& ids) const {
    std::string text;
    for (const ExpressionId id : ids) {
      text += " " + of(id);
    }
    return text;
  }

  std::string comparison(const loop_ir::Comparison& comparison) const {
    std::string text = "(cmp " + of(comparison.first_id);
    for (const auto& [op, operand_id] : comparison.rest) {
      text += " " + spelling(op) + " " + of(operand_id);
    }
    return text + ")";
  }

  // Keywords last, as the ast has them.
  std::string call(const loop_ir::Call& call) const {
    std::string positional;
    std::string keywords;
    for (const loop_ir::Argument& argument : call.arguments) {
      if (argument.keyword.empty() && argument.stars < 2) {
        positional += (argument.stars == 1 ? " *" : " ") + of(argument.value_id);
      } else {
        keywords +=
            " " + (argument.stars == 2 ? "**" : argument.keyword + "=") + of(argument.value_id);
      }
    }
    return "(call " + of(call.callee_id) + positional + keywords + ")";
  }

  const LoopNest& nest_;
};

bool is_clause(loop_ir::LoopKind kind) {
  return kind != loop_ir::LoopKind::For && kind != loop_ir::LoopKind::While &&
         kind != loop_ir::LoopKind::AsyncFor;
}

// Comprehensions are expressions here: their statements have no counterpart in the ast.
void collect_block(const LoopNest& nest, const loop_ir::Block& block,
                   std::vector<StatementId>& statements) {
  for (const StatementId statement_id : block) {
    statements.push_back(statement_id);
    std::visit(Overloaded{[&](const loop_ir::If& each) {
                            collect_block(nest, each.then_block, statements);
                            collect_block(nest, each.else_block, statements);
                          },
                          [&](const loop_ir::LoopStatement& each) {
                            collect_block(nest, nest.loops[each.loop_id].body, statements);
                            collect_block(nest, nest.loops[each.loop_id].else_block, statements);
                          },
                          [&](const loop_ir::OpaqueStatement& each) {
                            for (const loop_ir::Block& inner : each.blocks) {
                              collect_block(nest, inner, statements);
                            }
                          },
                          [](const auto&) {}},
               nest.statements[statement_id].node);
  }
}

}  // namespace

std::string structure_of(const LoopNest& nest, ExpressionId expression_id) {
  return Structure(nest).of(expression_id);
}

std::vector<std::string> statement_structures(const LoopNest& nest) {
  std::vector<StatementId> statements;
  const loop_ir::Loop& root = nest.loops[LoopNest::root()];
  if (!is_clause(root.kind)) {
    collect_block(nest, root.body, statements);
    collect_block(nest, root.else_block, statements);
  }
  std::vector<std::string> lines;
  for (const StatementId statement_id : statements) {
    const auto begin = nest.statements[statement_id].range.begin;
    if (const std::string text = Structure(nest).of(statement_id); !text.empty()) {
      lines.push_back(fmt::format("{} {} {}", begin.line, begin.column_bytes, text));
    }
  }
  return lines;
}

}  // namespace autopar::frontend
