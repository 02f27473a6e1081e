#include "codegen/statement_printer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "autopar/check.hpp"
#include "base/overloaded.hpp"
#include "codegen/operations.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::codegen {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

StatementPrinter::StatementPrinter(const ExpressionPrinter& expressions,
                                   const std::set<NameId>& typed_names, SourceText& out,
                                   LoopHook hook, std::string tick)
    : expressions_(expressions),
      typed_names_(typed_names),
      out_(&out),
      hook_(std::move(hook)),
      tick_(std::move(tick)) {}

void StatementPrinter::print_bounds(LoopId loop_id) {
  const auto range = typing::find_range(expressions_.nest(), loop_id);
  AUTOPAR_CHECK(range, "a loop over a range");
  const auto& arguments = range->call->arguments;
  const auto argument = [&](std::size_t position) {
    return expressions_.integer(arguments[position].value_id);
  };
  const bool has_start = arguments.size() > 1;
  const std::string first = Identifiers::first(loop_id);
  const std::string trip = Identifiers::trip(loop_id);
  const std::string start = has_start ? argument(0) : integer_text(0);
  const std::string stop = argument(has_start ? 1 : 0);
  const auto& known_step = expressions_.nest().loops[loop_id].domain.step;
  std::string step = integer_text(1);
  if (arguments.size() > 2) {
    step = known_step && !range->is_reversed ? step_text(loop_id) : print_nonzero(argument(2));
  }
  if (!known_step) {
    out_->line("const i64 {} = {}{};", step_text(loop_id), range->is_reversed ? "-" : "", step);
    step = range->is_reversed ? "-" + step_text(loop_id) : step_text(loop_id);
  }
  if (!range->is_reversed) {
    out_->line("const i64 {} = {};", first, start);
    out_->line("const i64 {} = trip_count({}, {}, {});", trip, first, stop, step);
    return;
  }
  out_->line("const i64 {} = trip_count({}, {}, {});", trip, start, stop, step);
  out_->line("const i64 {} = {} + ({} - 1) * {};", first, start, trip, step);
}

// Of a loop over a range: a literal if the step is one, else the constant of print_bounds.
std::string StatementPrinter::step_text(LoopId loop_id) const {
  const auto& step = expressions_.nest().loops[loop_id].domain.step;
  return step ? integer_text(*step) : Identifiers::step(loop_id);
}

void StatementPrinter::print_index(LoopId loop_id) {
  const Loop& loop = expressions_.nest().loops[loop_id];
  const std::string iteration = Identifiers::iteration(loop_id);
  const std::string offset =
      loop.domain.step == 1 ? iteration : fmt::format("{} * {}", iteration, step_text(loop_id));
  const typing::ValueTypes only_int = typing::only(typing::ValueType::Int);
  print_store(loop.target_id, {fmt::format("{} + {}", Identifiers::first(loop_id), offset),
                               std::to_string(static_cast<int>(typing::ValueType::Int)), only_int});
}

// What holds loops, checks or exits is not vectorized anyway, and may tick in each iteration.
std::string StatementPrinter::body_text(LoopId loop_id) {
  const Loop& loop = expressions_.nest().loops[loop_id];
  SourceText* const outer = out_;
  SourceText body = outer->nested(1);
  out_ = &body;
  if (loop.kind == LoopKind::For) {
    print_index(loop_id);
  }
  print_block(loop.body);
  out_ = outer;
  const std::string text = body.take();
  const bool holds_loop = std::ranges::any_of(
      expressions_.nest().loops, [&](const Loop& each) { return each.parent_id == loop_id; });
  SourceText ticking = outer->nested(1);
  const bool has_break = mentions(text, "break;");
  if (!tick_.empty() &&
      (loop.kind == LoopKind::While || holds_loop || has_break || has_checks(text))) {
    ticking.line("{}", tick_);
  } else if (tick_.empty() && loop.kind == LoopKind::While) {
    ticking.line("count_to_failure(&ticks, {});", kFailedReference);
  }
  return ticking.take() + text;
}

void StatementPrinter::print_iterations(LoopId loop_id, const std::string& start,
                                        const std::string& stop) {
  print_iterations_of(loop_id, start, stop, body_text(loop_id));
}

// All iterations. Where they don't tick one by one they do in blocks, which stay vectorized.
void StatementPrinter::print_all_iterations(LoopId loop_id) {
  const std::string text = body_text(loop_id);
  const std::string trip = Identifiers::trip(loop_id);
  print_need_of_cells(loop_id, text);
  constexpr std::int64_t kBlock = 0x40000;
  if (tick_.empty() || mentions(text, tick_)) {
    print_iterations_of(loop_id, "0", trip, text);
    return;
  }
  const std::string begin = fmt::format("begin_{}", Identifiers::iteration(loop_id));
  const std::string end = fmt::format("end_{}", Identifiers::iteration(loop_id));
  out_->open("for (i64 {0} = 0; {0} < {1}; {0} += {2})", begin, trip, kBlock);
  out_->line("const i64 {1} = {2} - {0} < {3} ? {2} : {0} + {3};", begin, end, trip, kBlock);
  out_->line("ticks += {} - {} - 1;", end, begin);
  out_->line("{}", tick_);
  print_iterations_of(loop_id, begin, end, text);
  out_->close();
}

void StatementPrinter::print_need_of_cells(LoopId loop_id) {
  if (is_over_slices(expressions_.nest(), loop_id)) {
    print_need_of_cells(loop_id, body_text(loop_id));
  }
}

void StatementPrinter::print_need_of_cells(LoopId loop_id, const std::string& text) {
  if (is_over_slices(expressions_.nest(), loop_id) && has_checks(text)) {
    out_->line("(void){};", print_nonzero(Identifiers::trip(loop_id)));
  }
}

void StatementPrinter::print_iterations_of(LoopId loop_id, const std::string& start,
                                           const std::string& stop, const std::string& text) {
  out_->open("for (i64 {0} = {1}; {0} < {2}{3}; ++{0})", Identifiers::iteration(loop_id), start,
             stop, has_checks(text) ? " && !failed" : "");
  out_->append(text);
  out_->close();
}

void StatementPrinter::print_while(LoopId loop_id) {
  const std::string test = expressions_.truth(expressions_.nest().loops[loop_id].test_id);
  const std::string text = body_text(loop_id);
  out_->open("while ({}({}))", has_checks(test + text) ? "!failed && " : "", test);
  out_->append(text);
  out_->close();
}

void StatementPrinter::print_loop(LoopId loop_id) {
  if (hook_(loop_id, *out_)) {
    return;
  }
  const Loop& loop = expressions_.nest().loops[loop_id];
  out_->open();
  if (!loop.else_block.empty()) {
    out_->line("int {} = 0;", Identifiers::left(loop_id));
  }
  if (loop.kind == LoopKind::For) {
    print_bounds(loop_id);
    print_all_iterations(loop_id);
    print_kept_stores(loop_id);
  } else {
    print_while(loop_id);
  }
  print_else(loop_id);
  out_->close();
}

// What such a loop computes is stored, so that no operation in it has to be kept for itself; unless
// a later store to the same cells lets the compiler do without.
void StatementPrinter::print_kept_stores(LoopId loop_id) {
  const LoopNest& nest = expressions_.nest();
  if (!is_over_slices(nest, loop_id)) {
    return;
  }
  for (const Access& access : nest.accesses) {
    if (access.kind == AccessKind::Element && access.mode == AccessMode::Write &&
        is_inside(access, loop_id)) {
      out_->line("KEEP_STORES({});", expressions_.identifiers().array(access.base_id));
    }
  }
}

void StatementPrinter::print_else(LoopId loop_id) {
  const Block& block = expressions_.nest().loops[loop_id].else_block;
  if (!block.empty()) {
    out_->open("if (!{})", Identifiers::left(loop_id));
    print_block(block);
    out_->close();
  }
}

void StatementPrinter::print_break(LoopId loop_id) {
  if (!expressions_.nest().loops[loop_id].else_block.empty()) {
    out_->line("{} = 1;", Identifiers::left(loop_id));
  }
  out_->line("break;");
}

void StatementPrinter::print_block(const Block& block) {
  for (const StatementId statement_id : block) {
    print_statement(expressions_.nest().statements[statement_id].node);
  }
}

void StatementPrinter::print_statement(const StatementNode& node) {
  std::visit(Overloaded{[&](const Assign& assign) { print_assign(assign); },
                        [&](const AugmentedAssign& assign) { print_augmented(assign); },
                        [&](const If& branch) { print_branch(branch); },
                        [&](const LoopStatement& inner) { print_loop(inner.loop_id); },
                        [&](const Break& leave) { print_break(leave.loop_id); },
                        [&](const Continue&) { out_->line("continue;"); }, [](const Pass&) {},
                        [](const auto&) {
                          throw_internal_error("false", "a statement that infer_types takes",
                                               __FILE__, __LINE__);
                        }},
             node);
}

void StatementPrinter::print_branch(const If& branch) {
  out_->open("if ({})", expressions_.truth(branch.test_id));
  print_block(branch.then_block);
  out_->close();
  if (!branch.else_block.empty()) {
    out_->open("else");
    print_block(branch.else_block);
    out_->close();
  }
}

StatementPrinter::Computed StatementPrinter::compute(ExpressionId value_id) {
  const typing::ValueTypes types = expressions_.types().of(value_id);
  return {expressions_.value_for(types, value_id), expressions_.value_type(value_id), types};
}

void StatementPrinter::print_store(ExpressionId target_id, const Computed& value) {
  if (const auto element = find_element(expressions_.nest(), target_id)) {
    if (!expressions_.types().is_mixed_list(element->base_id)) {
      out_->line("{} = {};", expressions_.element(*element),
                 expressions_.stored(target_id, value.text, value.types));
      return;
    }
    // Either text may read the element.
    const Computed computed = print_computed(value);
    out_->line("{} = {};", expressions_.element(*element),
               expressions_.stored(target_id, computed.text, computed.types));
    out_->line("{} = (u8){};", expressions_.element_type(*element), computed.type);
    return;
  }
  const NameId name_id =
      std::get<NameRead>(expressions_.nest().expressions[target_id].node).name_id;
  if (typed_names_.contains(name_id)) {
    out_->line("{} = {};", expressions_.identifiers().type(name_id), value.type);
  }
  out_->line("{} = {};", expressions_.identifiers().scalar(name_id),
             ExpressionPrinter::represent({value.text, value.types},
                                          expressions_.types().scalars.at(name_id)));
}

void StatementPrinter::print_assign(const Assign& assign) {
  const ExpressionNode& target = expressions_.nest().expressions[assign.target_ids.front()].node;
  if (assign.target_ids.size() == 1 && std::holds_alternative<Display>(target)) {
    print_unpacked(assign.target_ids.front(), assign.value_id);
    return;
  }
  Computed value = compute(assign.value_id);
  if (assign.target_ids.size() > 1) {
    value = print_computed(value);
  }
  for (const ExpressionId target_id : assign.target_ids) {
    print_store(target_id, value);
  }
}

// All values are there before the first one is bound.
void StatementPrinter::print_unpacked(ExpressionId target_id, ExpressionId value_id) {
  const auto& nest = expressions_.nest();
  const auto& targets = std::get<Display>(nest.expressions[target_id].node).element_ids;
  const auto& values = std::get<Display>(nest.expressions[value_id].node).element_ids;
  std::vector<Computed> computed;
  for (const ExpressionId element_id : values) {
    computed.push_back(print_computed(compute(element_id)));
  }
  for (std::size_t position = 0; position < targets.size(); ++position) {
    print_store(targets[position], computed[position]);
  }
}

// The value in a constant of its own.
StatementPrinter::Computed StatementPrinter::print_computed(const Computed& value) {
  const int number = computed_count_++;
  out_->line("const {} value{} = {};", c_type_of(typing::representation_of(value.types)), number,
             value.text);
  out_->line("const i64 value_type{} = {};", number, value.type);
  out_->line("(void)value_type{};", number);
  return {fmt::format("value{}", number), fmt::format("value_type{}", number), value.types};
}

void StatementPrinter::print_augmented(const AugmentedAssign& assign) {
  print_store(assign.target_id,
              {expressions_.augmented(assign),
               expressions_.value_type_of_binary(assign.op, assign.target_id, assign.value_id),
               expressions_.types().of_augmented(assign)});
}

}  // namespace autopar::codegen
