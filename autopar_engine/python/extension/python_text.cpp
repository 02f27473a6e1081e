#include "python_text.hpp"

#include <fmt/format.h>

#include <string_view>

#include "base/overloaded.hpp"
#include "loop_ir/text.hpp"

namespace autopar::python {

namespace {

using loop_ir::BinaryOperator;
using loop_ir::Block;
using loop_ir::LoopId;
using loop_ir::LoopKind;
using loop_ir::LoopNest;

std::string_view augmented_operator(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::Add:
      return "+=";
    case BinaryOperator::Subtract:
      return "-=";
    case BinaryOperator::Multiply:
      return "*=";
    case BinaryOperator::TrueDivide:
      return "/=";
    case BinaryOperator::FloorDivide:
      return "//=";
    case BinaryOperator::Modulo:
      return "%=";
    case BinaryOperator::Power:
      return "**=";
    case BinaryOperator::MatrixMultiply:
      return "@=";
    case BinaryOperator::LeftShift:
      return "<<=";
    case BinaryOperator::RightShift:
      return ">>=";
    case BinaryOperator::BitAnd:
      return "&=";
    case BinaryOperator::BitOr:
      return "|=";
    case BinaryOperator::BitXor:
      return "^=";
  }
  return "?";
}

class Printer {
 public:
  explicit Printer(const LoopNest& nest) : nest_(nest) {}

  void print_loop(LoopId loop_id) {
    const loop_ir::Loop& loop = nest_.loops[loop_id];
    if (loop.kind == LoopKind::For) {
      line(fmt::format("for {} in {}:", text(loop.target_id), text(loop.iterable_id)));
    } else {
      line(fmt::format("while {}:", text(loop.test_id)));
    }
    print_block(loop.body);
    print_else(loop.else_block);
  }

  std::string take() { return std::move(text_); }

 private:
  [[nodiscard]] std::string text(loop_ir::ExpressionId expression_id) const {
    return loop_ir::print_expression(nest_, expression_id);
  }

  void line(std::string_view content) {
    text_.append(depth_, ' ');
    text_ += content;
    text_ += '\n';
  }

  void print_block(const Block& block) {
    ++depth_;
    for (const auto statement_id : block) {
      print_statement(nest_.statements[statement_id].node);
    }
    --depth_;
  }

  void print_else(const Block& block) {
    if (!block.empty()) {
      line("else:");
      print_block(block);
    }
  }

  void print_statement(const loop_ir::StatementNode& node) {
    std::visit(Overloaded{
                   [this](const loop_ir::Assign& assign) { print_assign(assign); },
                   [this](const loop_ir::AugmentedAssign& assign) {
                     line(fmt::format("{} {} {}", text(assign.target_id),
                                      augmented_operator(assign.op), text(assign.value_id)));
                   },
                   [this](const loop_ir::If& branch) {
                     line(fmt::format("if {}:", text(branch.test_id)));
                     print_block(branch.then_block);
                     print_else(branch.else_block);
                   },
                   [this](const loop_ir::LoopStatement& loop) { print_loop(loop.loop_id); },
                   [this](const loop_ir::Break&) { line("break"); },
                   [this](const loop_ir::Continue&) { line("continue"); },
                   [this](const loop_ir::Pass&) { line("pass"); },
                   [this](const loop_ir::ExpressionStatement& statement) {
                     line(text(statement.value_id));
                   },
                   [this](const loop_ir::OpaqueStatement&) { line("..."); },
               },
               node);
  }

  void print_assign(const loop_ir::Assign& assign) {
    std::string content;
    for (const auto target_id : assign.target_ids) {
      content += text(target_id) + " = ";
    }
    line(content + text(assign.value_id));
  }

  const LoopNest& nest_;
  std::string text_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string print_python(const LoopNest& nest) {
  Printer printer(nest);
  printer.print_loop(LoopNest::root());
  return printer.take();
}

}  // namespace autopar::python
