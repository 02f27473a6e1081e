#include "tests/frontend/every_statement.hpp"

#include <algorithm>
#include <utility>

#include "frontend/loops.hpp"
#include "frontend/nest_builder.hpp"
#include "frontend/scope.hpp"
#include "frontend/statements.hpp"
#include "tests/frontend/structure.hpp"

namespace autopar::frontend {
namespace {

using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

class EveryStatement {
 public:
  TextStructures result;

  void visit_scope(Node node, const Scope* parent) {
    const Scope scope = make_scope(node, parent, facts_);
    const auto body = node.child(Field::Body);
    for (const Node& statement : (body ? *body : node).named_children()) {
      add(statement, scope);
      visit_inner_scopes(statement, scope);
    }
  }

 private:
  void visit_inner_scopes(Node node, const Scope& scope) {
    if (node.is(NodeKind::FunctionDefinition) || node.is(NodeKind::ClassDefinition)) {
      return visit_scope(node, &scope);
    }
    for (const Node& child : node.named_children()) {
      visit_inner_scopes(child, scope);
    }
  }

  void add(Node statement, const Scope& scope) {
    NestBuilder builder(scope, facts_);
    const loop_ir::LoopId loop_id = add_loop(builder, loop_ir::LoopKind::While, statement.range());
    builder.enter_loop(loop_id);
    loop_ir::Block block;
    lower_statement(builder, statement, block);
    builder.nest.loops[loop_id].body = std::move(block);
    const bool is_refused =
        statement.has_error() ||
        std::ranges::any_of(builder.nest.refusals, [](const Refusal& refusal) {
          return refusal.kind == RefusalKind::TooDeep || refusal.kind == RefusalKind::TooLarge;
        });
    if (is_refused) {
      ++result.refused;
      return;
    }
    const auto lines = statement_structures(builder.nest);
    result.lines.insert(result.lines.end(), lines.begin(), lines.end());
  }

  ModuleFacts facts_;
};

}  // namespace

TextStructures structures_of_text(const syntax::SyntaxTree& tree) {
  EveryStatement every;
  every.visit_scope(tree.root(), nullptr);
  return std::move(every.result);
}

}  // namespace autopar::frontend
