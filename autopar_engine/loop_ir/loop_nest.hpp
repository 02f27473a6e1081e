#pragma once

#include <string>
#include <vector>

#include "autopar/named_enum.hpp"
#include "autopar/refusal.hpp"
#include "base/id.hpp"
#include "loop_ir/access.hpp"
#include "loop_ir/expression.hpp"
#include "loop_ir/loop.hpp"
#include "loop_ir/name.hpp"
#include "loop_ir/new_array.hpp"
#include "loop_ir/statement.hpp"

namespace autopar::loop_ir {

// Dimension D0.
AUTOPAR_NAMED_ENUM(Context, Top, Func, Method, Class, Lambda);
AUTOPAR_NAMED_ENUM(Quality, Clean, Damaged, Recovered);

// A function of the text that the nest calls, as in Call::resolved, and the functions that its body
// calls, those of functions of the text in it included; dotted names, sorted.
struct CalledHelper {
  std::string resolved;
  std::vector<std::string> callees;

  template <class Field>
  static void describe(Field&& field, auto& helper) {
    field("resolved", helper.resolved);
    field("callees", helper.callees);
  }
};

// An outermost loop of a scope with everything inside it. Every construct of the source is there:
// what the region language does not hold is an opaque node with a refusal, so that the study can
// classify any loop, while only a nest without refusals is compiled. Immutable once the front end
// has built it; a pass returns a new structure. Ids are valid within one nest only.
struct LoopNest {
  // The text in which the ranges are; the name is what messages say.
  std::string source_name;
  Context context = Context::Top;
  // Dotted names of the enclosing classes and functions; empty at module level.
  std::string scope_name;
  Quality quality = Quality::Clean;
  // The callee that takes the values of a generator expression which is the whole nest, as in
  // Call::resolved ("sum", ".join"); empty if unknown.
  std::string consumer;
  // Parameters of the enclosing function, in order.
  std::vector<std::string> parameters;
  // Each once, in the order of their first calls.
  std::vector<CalledHelper> helpers;
  // In the form that is compiled: functions of the text whose values stand in place of their calls.
  std::vector<std::string> inlined_functions;
  // In the form that is compiled: builtins whose calls have become operations, each once.
  std::vector<std::string> replaced_builtins;
  // In the order of the text.
  std::vector<NewArray> new_arrays;

  IdStore<NameId, Name> names;
  IdStore<SymbolId, Symbol> symbols;
  IdStore<ExpressionId, Expression> expressions;
  IdStore<StatementId, Statement> statements;
  IdStore<LoopId, Loop> loops;
  IdStore<AccessId, Access> accesses;
  IdStore<RefusalId, Refusal> refusals;

  // Loops are stored in source order, so the outermost comes first.
  [[nodiscard]] static LoopId root() { return LoopId(0); }

  [[nodiscard]] bool is_in_region_language() const { return refusals.empty(); }

  template <class Field>
  static void describe(Field&& field, auto& nest) {
    field("source", nest.source_name);
    field("context", nest.context);
    field("scope", nest.scope_name);
    field("quality", nest.quality);
    field("consumer", nest.consumer);
    field("parameters", nest.parameters);
    field("helpers", nest.helpers);
    field("inlined_functions", nest.inlined_functions);
    field("replaced_builtins", nest.replaced_builtins);
    field("new_arrays", nest.new_arrays);
    field("names", nest.names);
    field("symbols", nest.symbols);
    field("expressions", nest.expressions);
    field("statements", nest.statements);
    field("loops", nest.loops);
    field("accesses", nest.accesses);
    field("refusals", nest.refusals);
  }
};

}  // namespace autopar::loop_ir
