#include <array>

#include "base/overloaded.hpp"
#include "dependence/hazards.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::OpaqueExpressionKind;
using loop_ir::OpaqueStatement;
using loop_ir::OpaqueStatementKind;

void ask(LoopHazards& hazards, Reason reason, const char* text) {
  hazards.questions.push_back({reason, Stage::Never, {}, text});
}

void add_opaque_statement(const OpaqueStatement& statement, LoopHazards& hazards) {
  switch (statement.kind) {
    case OpaqueStatementKind::Assert:
    case OpaqueStatementKind::Raise:
    case OpaqueStatementKind::Return:
    case OpaqueStatementKind::Try:
      return;
    case OpaqueStatementKind::Print:
      hazards.has_io = true;
      hazards.effect = std::max(hazards.effect, Effect::Print);
      return;
    case OpaqueStatementKind::ClassDefinition:
    case OpaqueStatementKind::Exec:
    case OpaqueStatementKind::FunctionDefinition:
      return ask(hazards, Reason::Dynamic, "code is made while the loop runs");
    case OpaqueStatementKind::Delete:
      return ask(hazards, Reason::Dynamic, "del unbinds a name or removes an item");
    case OpaqueStatementKind::Global:
    case OpaqueStatementKind::Nonlocal:
      return ask(hazards, Reason::Global, "a name of an outer scope is rebound");
    case OpaqueStatementKind::Import:
      return ask(hazards, Reason::Call, "an import runs code of another module");
    case OpaqueStatementKind::Magic:
      return ask(hazards, Reason::Magic, "a magic runs in every iteration");
    case OpaqueStatementKind::With:
      return ask(hazards, Reason::Exception, "a with statement enters a context");
    case OpaqueStatementKind::Match:
    case OpaqueStatementKind::Other:
      return ask(hazards, Reason::Parse, "a statement is not read");
    case OpaqueStatementKind::Damaged:
      return ask(hazards, Reason::Parse, "the source has a syntax error here");
    case OpaqueStatementKind::TooDeep:
      return ask(hazards, Reason::Budget, "the source nests too deep");
  }
}

void add_opaque_expression(const loop_ir::OpaqueExpression& expression, LoopHazards& hazards) {
  switch (expression.kind) {
    case OpaqueExpressionKind::FormattedString:
    case OpaqueExpressionKind::Lambda:
    case OpaqueExpressionKind::NamedExpression:
    case OpaqueExpressionKind::Starred:
    case OpaqueExpressionKind::Await:
    case OpaqueExpressionKind::Yield:
      return;
    case OpaqueExpressionKind::Damaged:
      return ask(hazards, Reason::Parse, "the source has a syntax error here");
    case OpaqueExpressionKind::TooDeep:
      return ask(hazards, Reason::Budget, "the source nests too deep");
    case OpaqueExpressionKind::Backquote:
    case OpaqueExpressionKind::GeneratorOfCalls:
    case OpaqueExpressionKind::Other:
      return ask(hazards, Reason::Parse, "an expression is not read");
  }
}

void add_exit(const LoopExit& exit, LoopHazards& hazards) {
  switch (exit.kind) {
    case ExitKind::Raise:
      return ask(hazards, Reason::Exception, "an exception is raised on purpose");
    case ExitKind::Yield:
      return ask(hazards, Reason::Yield, "the loop is suspended in the middle");
    case ExitKind::Break:
    case ExitKind::Return:
      return;
  }
}

// self.x = ...: what else stands for the object is not known.
void add_stored_attributes(const LoopNest& nest, loop_ir::StatementId statement_id,
                           LoopHazards& hazards) {
  const auto add_target = [&](loop_ir::ExpressionId target_id) {
    for (const loop_ir::ExpressionId part_id : loop_ir::subtree_of(nest, target_id)) {
      const bool is_target = part_id == target_id || std::holds_alternative<loop_ir::Display>(
                                                         nest.expressions[target_id].node);
      if (is_target && std::holds_alternative<loop_ir::Attribute>(nest.expressions[part_id].node)) {
        hazards.questions.push_back(
            {Reason::Attr, Stage::Types, {}, "an attribute of an object is written"});
        return;
      }
    }
  };
  std::visit(Overloaded{
                 [&](const loop_ir::Assign& assign) {
                   for (const loop_ir::ExpressionId target_id : assign.target_ids) {
                     add_target(target_id);
                   }
                 },
                 [&](const loop_ir::AugmentedAssign& assign) { add_target(assign.target_id); },
                 [](const auto&) {},
             },
             nest.statements[statement_id].node);
}

}  // namespace

void add_statement_hazards(const Context& context, LoopId loop_id, LoopHazards& hazards) {
  static_cast<void>(loop_id);
  for (const loop_ir::StatementId statement_id : hazards.scan.statement_ids) {
    const auto* opaque = std::get_if<OpaqueStatement>(&context.nest.statements[statement_id].node);
    if (opaque != nullptr) {
      add_opaque_statement(*opaque, hazards);
    }
    add_stored_attributes(context.nest, statement_id, hazards);
  }
  for (const loop_ir::OpaqueExpression* opaque : hazards.scan.opaque_expressions) {
    add_opaque_expression(*opaque, hazards);
  }
  for (const LoopExit& exit : hazards.scan.exits) {
    add_exit(exit, hazards);
  }
}

}  // namespace autopar::dependence
