#include "verdicts/loop_control.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/overloaded.hpp"
#include "dependence/call_effects.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::verdicts {
namespace {

using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::OpaqueExpressionKind;
using loop_ir::OpaqueStatementKind;

std::optional<Control> control_of(OpaqueStatementKind kind) {
  switch (kind) {
    case OpaqueStatementKind::Assert:
      return Control::Assert;
    case OpaqueStatementKind::ClassDefinition:
    case OpaqueStatementKind::FunctionDefinition:
      return Control::NestedDef;
    case OpaqueStatementKind::Delete:
      return Control::Del;
    case OpaqueStatementKind::Exec:
      return Control::ExecEval;
    case OpaqueStatementKind::Global:
    case OpaqueStatementKind::Nonlocal:
      return Control::Global;
    case OpaqueStatementKind::Import:
      return Control::Import;
    case OpaqueStatementKind::Magic:
      return Control::Magic;
    case OpaqueStatementKind::Raise:
      return Control::Raise;
    case OpaqueStatementKind::Return:
      return Control::Return;
    case OpaqueStatementKind::Try:
      return Control::Try;
    case OpaqueStatementKind::With:
      return Control::With;
    case OpaqueStatementKind::Match:
    case OpaqueStatementKind::Print:
    case OpaqueStatementKind::Damaged:
    case OpaqueStatementKind::TooDeep:
    case OpaqueStatementKind::Other:
      break;
  }
  return std::nullopt;
}

std::optional<Control> control_of(OpaqueExpressionKind kind) {
  switch (kind) {
    case OpaqueExpressionKind::Lambda:
      return Control::NestedDef;
    case OpaqueExpressionKind::Await:
      return Control::Await;
    case OpaqueExpressionKind::Yield:
      return Control::Yield;
    case OpaqueExpressionKind::NamedExpression:
    case OpaqueExpressionKind::FormattedString:
    case OpaqueExpressionKind::Starred:
    case OpaqueExpressionKind::Backquote:
    case OpaqueExpressionKind::Damaged:
    case OpaqueExpressionKind::TooDeep:
    case OpaqueExpressionKind::GeneratorOfCalls:
    case OpaqueExpressionKind::Other:
      break;
  }
  return std::nullopt;
}

std::optional<Control> control_of(const LoopNest& nest, const loop_ir::Call& call) {
  static constexpr auto kDynamic = std::to_array<std::string_view>({"eval", "exec", "execfile"});
  if (std::ranges::find(kDynamic, call.resolved) != kDynamic.end()) {
    return Control::ExecEval;
  }
  return dependence::is_magic(nest, call) ? std::optional(Control::Magic) : std::nullopt;
}

class Collector {
 public:
  Collector(const LoopNest& nest, LoopId loop_id) : nest_(nest), loop_id_(loop_id) {}

  ControlSet run(const dependence::LoopScan& scan) {
    for (const loop_ir::StatementId statement_id : scan.statement_ids) {
      add_statement(nest_.statements[statement_id].node);
    }
    for (const dependence::CallSite& site : scan.calls) {
      add(control_of(nest_, std::get<loop_ir::Call>(nest_.expressions[site.call_id].node)));
    }
    for (const loop_ir::OpaqueExpression* opaque : scan.opaque_expressions) {
      add(control_of(opaque->kind));
    }
    add_loops();
    return controls_;
  }

 private:
  void add(std::optional<Control> control) {
    if (control) {
      controls_.insert(*control);
    }
  }

  void add_statement(const loop_ir::StatementNode& node) {
    std::visit(
        Overloaded{
            [&](const loop_ir::Break& each) {
              add(each.loop_id == loop_id_ ? std::optional(Control::Break) : std::nullopt);
            },
            [&](const loop_ir::Continue& each) {
              add(each.loop_id == loop_id_ ? std::optional(Control::Continue) : std::nullopt);
            },
            [&](const loop_ir::OpaqueStatement& each) { add(control_of(each.kind)); },
            [](const auto&) {},
        },
        node);
  }

  // What the loop itself and those in it are, as far as it is control.
  void add_loops() {
    for (const LoopId loop_id : nest_.loops.ids()) {
      if (loop_id != loop_id_ && !loop_ir::is_around(nest_, loop_id_, loop_id)) {
        continue;
      }
      const loop_ir::Loop& loop = nest_.loops[loop_id];
      if (!loop.else_block.empty()) {
        controls_.insert(Control::LoopElse);
      }
      if (loop.kind == loop_ir::LoopKind::AsyncFor) {
        controls_.insert(Control::Await);
      }
    }
  }

  const LoopNest& nest_;
  LoopId loop_id_;
  ControlSet controls_;
};

}  // namespace

ControlSet control_of(const LoopNest& nest, LoopId loop_id, const dependence::LoopScan& scan) {
  return Collector(nest, loop_id).run(scan);
}

}  // namespace autopar::verdicts
