#include <algorithm>

#include "dependence/access_queries.hpp"
#include "dependence/base_facts.hpp"
#include "dependence/consecutive_iterations.hpp"
#include "dependence/consumed_iterables.hpp"
#include "dependence/hazards.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessMode;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::StatementId;

StatementId first_statement(const LoopNest& nest, const ScalarFlow& row, AccessMode mode) {
  for (const loop_ir::AccessId access_id : row.access_ids) {
    const Access& access = nest.accesses[access_id];
    if (access.mode == mode && access.statement_id.is_valid()) {
      return access.statement_id;
    }
  }
  return {};
}

void add_recurrence(const Context& context, LoopId loop_id, const ScalarFlow& row,
                    LoopHazards& hazards) {
  const LoopNest& nest = context.nest;
  Recurrence recurrence;
  recurrence.counterexample = explain_carried(context, loop_id, row.access_ids);
  recurrence.reason = Reason::Scalar;
  recurrence.text = context.in_words("{} carries a value from one iteration to the next", row.text);
  recurrence.source_statement_id = first_statement(nest, row, AccessMode::Write);
  recurrence.sink_statement_id = first_statement(nest, row, AccessMode::Read);
  recurrence.is_scan = !row.op.empty();
  recurrence.is_scalar = true;
  recurrence.is_wrapped_scalar = row.flow == ScalarClass::Wrap1;
  hazards.recurrences.push_back(recurrence);
}

// What compiled code cannot do yet, though the class would allow it. The verdict that asks for
// less is given instead, so that nothing runs in parallel which codegen would get wrong.
void restrict_at_call(const Context& context, LoopId loop_id, const ScalarFlow& row,
                      LoopHazards& hazards) {
  if (context.facts != nullptr && is_last_value_in_doubt(context.nest, loop_id, row)) {
    hazards.questions.push_back(
        {Reason::Scalar,
         Stage::Content,
         {},
         context.in_words("which iteration gives {} its last value is known only afterwards",
                          row.text)});
  }
}

void add_row(const Context& context, LoopId loop_id, const ScalarFlow& row, LoopHazards& hazards) {
  hazards.evidence.add(row.evidence);
  switch (row.flow) {
    case ScalarClass::Recurrence:
    case ScalarClass::Wrap1:
      return add_recurrence(context, loop_id, row, hazards);
    case ScalarClass::MaybePrivate:
      hazards.questions.push_back(
          {Reason::Scalar,
           Stage::Content,
           {},
           context.in_words("{} may be read before the iteration writes it", row.text)});
      return;
    case ScalarClass::Append:
    case ScalarClass::Commuting:
      if (row.guard) {
        hazards.questions.push_back({Reason::Type,
                                     Stage::Types,
                                     {*row.guard},
                                     context.in_words("the type of {} is not known", row.text)});
      }
      return;
    default:
      return restrict_at_call(context, loop_id, row, hazards);
  }
}

bool is_carried(ScalarClass flow) {
  switch (flow) {
    case ScalarClass::Private:
    case ScalarClass::LastPrivate:
    case ScalarClass::Induction:
    case ScalarClass::Flag:
      return false;
    default:
      return true;
  }
}

// The names in the test that hold what an earlier iteration computed.
std::vector<NameId> carried_names(const LoopNest& nest, ExpressionId test_id,
                                  const LoopHazards& hazards) {
  std::vector<NameId> name_ids;
  for (const ExpressionId part_id : loop_ir::subtree_of(nest, test_id)) {
    const auto* read = std::get_if<loop_ir::NameRead>(&nest.expressions[part_id].node);
    if (read != nullptr && std::ranges::any_of(hazards.scalars, [&](const ScalarFlow& row) {
          return row.name_id == read->name_id && is_carried(row.flow);
        })) {
      name_ids.push_back(read->name_id);
    }
  }
  return name_ids;
}

// The rows of names that a while test reads: their class says nothing of a flag that ends the loop.
void add_exit_tests(const Context& context, LoopId loop_id, LoopHazards& hazards) {
  std::vector<ExpressionId> tests;
  for (const LoopExit& exit : hazards.scan.exits) {
    tests.insert(tests.end(), exit.test_ids.begin(), exit.test_ids.end());
  }
  const loop_ir::Loop& loop = context.nest.loops[loop_id];
  if (loop.test_id.is_valid()) {
    tests.push_back(loop.test_id);
  }
  for (const ExpressionId test_id : tests) {
    const auto name_ids = carried_names(context.nest, test_id, hazards);
    hazards.has_carried_exit = hazards.has_carried_exit || !name_ids.empty();
    if (!hazards.exit_counterexample) {
      hazards.exit_counterexample = explain_carried_name(context, loop_id, name_ids);
    }
  }
  hazards.carried_exit_stage = hazards.evidence.stage;
}

// f.write(line): what the method does is the business of the table of calls.
bool is_receiver(const LoopNest& nest, ExpressionId expression_id) {
  return std::ranges::any_of(nest.expressions, [&](const loop_ir::Expression& expression) {
    const auto* attribute = std::get_if<loop_ir::Attribute>(&expression.node);
    return attribute != nullptr && attribute->object_id == expression_id;
  });
}

// The loop itself takes the next value in each iteration.
bool is_own_header(const Access& access, LoopId loop_id) {
  return !access.statement_id.is_valid() && access.kind == loop_ir::AccessKind::Element &&
         access.loop_ids.back() == loop_id;
}

// What takes values from an iterator of outside leaves fewer of them to the next iteration.
void add_shared_iterators(const Context& context, LoopId loop_id, LoopHazards& hazards) {
  const LoopNest& nest = context.nest;
  for (const loop_ir::AccessId access_id : accesses_in(nest, loop_id)) {
    const Access& access = nest.accesses[access_id];
    const loop_ir::Name& name = nest.names[access.base_id];
    const bool may_take = name.kind == loop_ir::BaseKind::Iterator && !name.is_written &&
                          !is_own_header(access, loop_id) &&
                          !is_receiver(nest, access.expression_id);
    if (may_take) {
      hazards.questions.push_back(
          {Reason::Order,
           Stage::Never,
           {},
           context.in_words(
               "{} is an iterator: a value that one iteration takes is gone for the others",
               name.text)});
      return;
    }
  }
}

void ask_for_container(const Context& context, std::vector<Assumption> guards,
                       std::string_view text, LoopHazards& hazards) {
  hazards.questions.push_back(
      {Reason::Type, Stage::Types, std::move(guards),
       context.in_words("{}: a value that one iteration takes would be gone for the others",
                        text)});
}

// A row of an array is an array.
bool holds_rows_at_call(const Context& context, loop_ir::NameId name_id, LoopHazards& hazards) {
  const auto* array = context.facts != nullptr && !context.nest.names[name_id].is_written
                          ? context.facts->find_array(name_id)
                          : nullptr;
  if (array != nullptr) {
    IsArray rows = array_assumption(context.nest, name_id);
    rows.rank = array->rank();
    hazards.evidence.add(rows);
  }
  return array != nullptr;
}

// An array with one dimension more than the text subscripts.
std::vector<Assumption> rows_guard(const LoopNest& nest, loop_ir::NameId name_id) {
  IsArray rows = array_assumption(nest, name_id);
  ++rows.rank;
  return nest.names[name_id].is_written || rows.is_written ? std::vector<Assumption>{}
                                                           : std::vector<Assumption>{rows};
}

// What the body iterates over may be an iterator for all that the text says. A name that changes in
// the nest has no guard: what it holds then is not there yet at the call.
void add_consumed_iterables(const Context& context, LoopId loop_id, LoopHazards& hazards) {
  const ConsumedIterables consumed = consumed_iterables(context.nest, loop_id, hazards.scan);
  for (const loop_ir::NameId name_id : consumed.names) {
    const loop_ir::Name& name = context.nest.names[name_id];
    const IsContainer container{name_id};
    if (!name.is_written && context.holds(container)) {
      hazards.evidence.add(container);
      continue;
    }
    ask_for_container(
        context, name.is_written ? std::vector<Assumption>{} : std::vector<Assumption>{container},
        context.in_words("{} may be an iterator", name.text), hazards);
  }
  for (const loop_ir::NameId name_id : consumed.containers) {
    if (!holds_rows_at_call(context, name_id, hazards)) {
      ask_for_container(context, rows_guard(context.nest, name_id),
                        context.in_words("{} may hold iterators", context.nest.names[name_id].text),
                        hazards);
    }
  }
  if (consumed.takes_from_unknown) {
    ask_for_container(context, {}, "what is iterated over may be an iterator", hazards);
  }
}

}  // namespace

void add_scalar_hazards(const Context& context, LoopId loop_id, LoopHazards& hazards) {
  for (const ScalarFlow& row : hazards.scalars) {
    add_row(context, loop_id, row, hazards);
  }
  add_shared_iterators(context, loop_id, hazards);
  add_consumed_iterables(context, loop_id, hazards);
  add_exit_tests(context, loop_id, hazards);
}

}  // namespace autopar::dependence
