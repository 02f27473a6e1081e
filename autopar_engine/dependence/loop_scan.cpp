#include "dependence/loop_scan.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/overloaded.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Block;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::OpaqueStatement;
using loop_ir::OpaqueStatementKind;
using loop_ir::StatementId;

class Scanner {
 public:
  Scanner(const LoopNest& nest, LoopId loop_id) : nest_(nest), loop_id_(loop_id) {}

  LoopScan run() {
    visit_loop(loop_id_);
    return std::move(scan_);
  }

 private:
  void visit_loop(LoopId loop_id) {
    const loop_ir::Loop& loop = nest_.loops[loop_id];
    if (loop_id == loop_id_ && loop.iterable_id.is_valid()) {
      visit_lazy(loop.iterable_id);
    }
    visit_expression(loop.target_id);
    visit_expression(loop.test_id);
    visit_block(loop.body);
    if (loop_id != loop_id_) {
      is_in_header_ = true;
      visit_expression(loop.iterable_id);
      is_in_header_ = false;
      visit_block(loop.else_block);
    }
  }

  static bool takes_function(std::string_view resolved) {
    static constexpr auto kTakers = std::to_array<std::string_view>(
        {"filter", "iter", "itertools.accumulate", "itertools.dropwhile", "itertools.filterfalse",
         "itertools.groupby", "itertools.starmap", "itertools.takewhile", "map"});
    return std::ranges::find(kTakers, resolved) != kTakers.end();
  }

  // What the loop's own iterable does anew for each value: generators, and functions that are
  // mapped.
  void visit_lazy(ExpressionId iterable_id) {
    static constexpr auto kLazy =
        std::to_array<std::string_view>({"enumerate", "filter", "iter", "map", "reversed", "zip"});
    const auto& node = nest_.expressions[iterable_id].node;
    if (const auto* inner = std::get_if<loop_ir::Comprehension>(&node)) {
      if (nest_.loops[inner->loop_id].kind == loop_ir::LoopKind::Genexp) {
        visit_loop(inner->loop_id);
      }
      return;
    }
    const auto* call = std::get_if<loop_ir::Call>(&node);
    const bool is_lazy =
        call != nullptr &&
        (call->resolved.starts_with("itertools.") || call->resolved.ends_with("tqdm") ||
         std::ranges::find(kLazy, call->resolved) != kLazy.end());
    if (!is_lazy) {
      return;
    }
    if (call->arguments.size() > 1 && takes_function(call->resolved)) {
      scan_.calls.push_back({iterable_id, true, true});
    }
    for (const loop_ir::Argument& argument : call->arguments) {
      visit_lazy(argument.value_id);
    }
  }

  void visit_block(const Block& block) {
    for (const StatementId statement_id : block) {
      visit_statement(statement_id);
    }
  }

  void visit_statement(StatementId statement_id) {
    scan_.statement_ids.push_back(statement_id);
    const loop_ir::Statement& statement = nest_.statements[statement_id];
    std::visit(
        Overloaded{
            [&](const loop_ir::Assign& assign) {
              visit_all(assign.target_ids);
              visit_expression(assign.value_id);
            },
            [&](const loop_ir::AugmentedAssign& assign) {
              visit_expression(assign.target_id);
              visit_expression(assign.value_id);
            },
            [&](const loop_ir::If& branch) { visit_if(branch); },
            [&](const loop_ir::LoopStatement& inner) { visit_loop(inner.loop_id); },
            [&](const loop_ir::Break& each) {
              if (each.loop_id == loop_id_) {
                add_exit(ExitKind::Break, statement.range);
              }
            },
            [](const loop_ir::Continue&) {},
            [](const loop_ir::Pass&) {},
            [&](const loop_ir::ExpressionStatement& each) { visit_expression(each.value_id); },
            [&](const OpaqueStatement& each) { visit_opaque(each, statement.range); },
        },
        statement.node);
  }

  void visit_if(const loop_ir::If& branch) {
    visit_expression(branch.test_id);
    test_ids_.push_back(branch.test_id);
    visit_block(branch.then_block);
    visit_block(branch.else_block);
    test_ids_.pop_back();
  }

  void visit_opaque(const OpaqueStatement& statement, SourceRange range) {
    if (statement.kind != OpaqueStatementKind::Raise) {
      visit_all(statement.operand_ids);
    }
    for (const Block& block : statement.blocks) {
      visit_block(block);
    }
    if (statement.kind == OpaqueStatementKind::Return) {
      add_exit(ExitKind::Return, range);
    } else if (statement.kind == OpaqueStatementKind::Raise) {
      add_exit(ExitKind::Raise, range);
    }
  }

  void add_exit(ExitKind kind, SourceRange range) {
    scan_.exits.push_back({kind, range, test_ids_});
  }

  void visit_all(const std::vector<ExpressionId>& expression_ids) {
    for (const ExpressionId expression_id : expression_ids) {
      visit_expression(expression_id);
    }
  }

  void visit_expression(ExpressionId expression_id) {
    if (!expression_id.is_valid()) {
      return;
    }
    for (const ExpressionId part_id : loop_ir::subtree_of(nest_, expression_id)) {
      visit_part(part_id);
    }
  }

  void visit_part(ExpressionId part_id) {
    const loop_ir::Expression& part = nest_.expressions[part_id];
    if (std::holds_alternative<loop_ir::Call>(part.node)) {
      scan_.calls.push_back({part_id, is_in_header_});
    } else if (const auto* inner = std::get_if<loop_ir::Comprehension>(&part.node)) {
      const bool was_in_header = std::exchange(is_in_header_, false);
      visit_loop(inner->loop_id);
      is_in_header_ = was_in_header;
    } else if (const auto* opaque = std::get_if<loop_ir::OpaqueExpression>(&part.node)) {
      scan_.opaque_expressions.push_back(opaque);
      if (opaque->kind == loop_ir::OpaqueExpressionKind::Yield ||
          opaque->kind == loop_ir::OpaqueExpressionKind::Await) {
        add_exit(ExitKind::Yield, part.range);
      }
    }
  }

  const LoopNest& nest_;
  LoopId loop_id_;
  LoopScan scan_;
  std::vector<ExpressionId> test_ids_;
  bool is_in_header_ = false;
};

}  // namespace

LoopScan scan_loop(const LoopNest& nest, LoopId loop_id) { return Scanner(nest, loop_id).run(); }

bool has_generator_of_calls(const LoopNest& nest, LoopId loop_id) {
  const ExpressionId iterable_id = nest.loops[loop_id].iterable_id;
  if (!iterable_id.is_valid()) {
    return false;
  }
  return std::ranges::any_of(loop_ir::subtree_of(nest, iterable_id), [&](ExpressionId part_id) {
    const auto& part = nest.expressions[part_id].node;
    const auto* inner = std::get_if<loop_ir::Comprehension>(&part);
    const auto* opaque = std::get_if<loop_ir::OpaqueExpression>(&part);
    return (opaque != nullptr && opaque->kind == loop_ir::OpaqueExpressionKind::GeneratorOfCalls) ||
           (inner != nullptr && nest.loops[inner->loop_id].kind == loop_ir::LoopKind::Genexp &&
            !scan_loop(nest, inner->loop_id).calls.empty());
  });
}

}  // namespace autopar::dependence
