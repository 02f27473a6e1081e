#pragma once

#include <optional>
#include <string>
#include <vector>

#include "autopar/verdict.hpp"
#include "dependence/context.hpp"
#include "dependence/dependence.hpp"
#include "dependence/loop_scan.hpp"
#include "dependence/scalar_flow.hpp"

namespace autopar::dependence {

// Why there is no proof either way: what is missing, the first stage that may have it, and the
// assumptions under which the loop may run in parallel as far as this question goes. Without any,
// the stage can answer it either way, and no guard stands for it.
struct OpenQuestion {
  Reason reason = Reason::Type;
  Stage stage_needed = Stage::Never;
  std::vector<Assumption> assumptions;
  std::string text;
};

// A proven dependence from one iteration to another that the loop cannot do without.
struct Recurrence {
  Reason reason = Reason::Flow;
  std::string text;
  // Where source and sink stand; for statement graphs.
  loop_ir::StatementId source_statement_id;
  loop_ir::StatementId sink_statement_id;
  // Constant distance in iterations, for flows between elements.
  std::optional<std::int64_t> distance;
  // `x[i] = x[i - 1] op e`, or a scalar's running value.
  bool is_scan = false;
  // A scalar, or the order of calls.
  bool is_scalar = false;
  // The object that such calls change; not valid for other recurrences.
  loop_ir::NameId changed_id;
  bool is_wrapped_scalar = false;
  std::optional<Counterexample> counterexample;
};

// Everything that decides the verdict of one loop.
struct LoopHazards {
  std::vector<OpenQuestion> questions;
  std::vector<Recurrence> recurrences;
  std::vector<ScalarFlow> scalars;
  std::vector<Dependence> dependences;
  LoopScan scan;
  // What the proofs used.
  Evidence evidence;
  // Dimension D5 over the calls that no row explains.
  Effect effect = Effect::None;
  bool has_io = false;
  bool has_rng = false;
  // Stores of distinct keys into a dict.
  bool collects_keys = false;
  // Arrays that each iteration makes for itself.
  bool has_own_arrays = false;
  // Arrays of which each iteration can have a copy, as `a[...]`, and the dependences that vanish.
  std::vector<std::string> private_arrays;
  std::vector<Dependence> private_dependences;
  // How many of the questions ask whether a dependence is there.
  std::size_t dependence_questions = 0;
  // Some test that leads out of the loop reads what an earlier iteration computed.
  bool has_carried_exit = false;
  // The stage at which has_carried_exit is known.
  Stage carried_exit_stage = Stage::Loop;
  // Two iterations, of which the second one's test reads what the first one wrote.
  std::optional<Counterexample> exit_counterexample;
};

[[nodiscard]] LoopHazards find_hazards(const Context& context, loop_ir::LoopId loop_id);

// The parts of find_hazards, one file each.
void add_scalar_hazards(const Context& context, loop_ir::LoopId loop_id, LoopHazards& hazards);
void add_call_hazards(const Context& context, loop_ir::LoopId loop_id, LoopHazards& hazards);
// What the loop runs over goes on in between the iterations, and may see what they do.
void add_header_hazards(const Context& context, loop_ir::LoopId loop_id, LoopHazards& hazards);
void add_statement_hazards(const Context& context, loop_ir::LoopId loop_id, LoopHazards& hazards);
// `x += e` where x may be a list or an array that other iterations see too.
void add_in_place_hazards(const Context& context, loop_ir::LoopId loop_id, LoopHazards& hazards);
// Lambdas and generators that look at names of the loop after their iteration has gone on.
void add_deferred_hazards(const Context& context, loop_ir::LoopId loop_id, LoopHazards& hazards);
// Lists and sets that the loop adds to, and that it may look into by another name.
void add_collection_hazards(const Context& context, loop_ir::LoopId loop_id, LoopHazards& hazards);
void add_element_hazards(const Context& context, loop_ir::LoopId loop_id, LoopHazards& hazards);

}  // namespace autopar::dependence
