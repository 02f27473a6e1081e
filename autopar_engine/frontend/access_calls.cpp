#include <algorithm>

#include "frontend/access_collector.hpp"
#include "frontend/callees.hpp"
#include "frontend/chains.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/result_arguments.hpp"

namespace autopar::frontend {

using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::Call;
using loop_ir::ExpressionId;

namespace {

// With `where`, the other elements of the result are what memory holds.
bool writes_into_argument(const Call& call) {
  return loop_ir::takes_result_array(call) ||
         std::ranges::any_of(call.arguments, [](const loop_ir::Argument& argument) {
           return argument.keyword == "where";
         });
}

}  // namespace

// A method's receiver is read and may be changed; a function that the text binds is read.
void AccessCollector::visit_callee(const Call& call) {
  if (const auto* method = find_node<loop_ir::Attribute>(nest_, call.callee_id);
      method != nullptr && call.resolved.starts_with('.')) {
    return visit_whole(method->object_id, true);
  }
  if (call.resolved.empty()) {
    visit_value(call.callee_id);
  }
}

// Arguments are evaluated whatever the body does with them; an array that is given is no more than
// a name, since what the body reads of it is written out.
void AccessCollector::visit_inlined(const Call& call) {
  for (const loop_ir::Argument& argument : call.arguments) {
    if (base_of(argument.value_id).is_valid()) {
      add_name_only_read(argument.value_id);
    } else {
      visit_value(argument.value_id);
    }
  }
  visit_value(call.inlined_id);
}

// A row or an element of which the place or the length is asked is not looked at, nor is its base.
void AccessCollector::visit_compiled_call(const Call& call) {
  const bool has_base = call.resolved == loop_ir::kRowLength || call.resolved == loop_ir::kPlaceOf;
  for (const loop_ir::Argument& argument : call.arguments) {
    if (has_base && &argument == &call.arguments.front()) {
      add_name_only_read(argument.value_id);
    } else {
      visit_value(argument.value_id);
    }
  }
}

void AccessCollector::visit_call(const Call& call) {
  if (loop_ir::is_compiled_call(call)) {
    return visit_compiled_call(call);
  }
  visit_callee(call);
  if (call.resolved == "len" && call.arguments.size() == 1 &&
      base_of(call.arguments.front().value_id).is_valid()) {
    return add_name_only_read(call.arguments.front().value_id);
  }
  if (call.inlined_id.is_valid()) {
    return visit_inlined(call);
  }
  CalleeClass callee = classify_callee(call.resolved);
  const bool only_reads = callee == CalleeClass::Planned || callee == CalleeClass::ReadsArguments;
  if (only_reads) {
    callee = writes_into_argument(call) ? CalleeClass::Unknown : CalleeClass::ReadsArguments;
  }
  for (const loop_ir::Argument& argument : call.arguments) {
    if (callee == CalleeClass::Compiled && !writes_into_argument(call)) {
      visit_value(argument.value_id);
    } else {
      visit_whole(argument.value_id, callee != CalleeClass::ReadsArguments);
    }
  }
}

}  // namespace autopar::frontend
