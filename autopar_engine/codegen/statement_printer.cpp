#include "codegen/statement_printer.hpp"

#include <fmt/format.h>

#include "autopar/check.hpp"
#include "base/overloaded.hpp"
#include "codegen/operations.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::codegen {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

StatementPrinter::StatementPrinter(const ExpressionPrinter& expressions,
                                   const std::set<NameId>& typed_names, SourceText& out,
                                   LoopHook hook)
    : expressions_(expressions), typed_names_(typed_names), out_(&out), hook_(std::move(hook)) {}

void StatementPrinter::print_bounds(LoopId loop_id) {
  const auto& arguments = typing::find_range(expressions_.nest(), loop_id)->arguments;
  const auto argument = [&](std::size_t position) {
    return expressions_.integer(arguments[position].value_id);
  };
  const bool has_start = arguments.size() > 1;
  const std::string step = step_text(loop_id);
  out_->line("const i64 {} = {};", Identifiers::first(loop_id),
             has_start ? argument(0) : integer_text(0));
  if (step == Identifiers::step(loop_id)) {
    out_->line("const i64 {} = {};", step, print_nonzero(argument(2)));
  }
  out_->line("const i64 {} = trip_count({}, {}, {});", Identifiers::trip(loop_id),
             Identifiers::first(loop_id), argument(has_start ? 1 : 0), step);
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
  out_->line("{} = {} + {};", expressions_.identifiers().scalar(loop.index_name_id),
             Identifiers::first(loop_id), offset);
}

void StatementPrinter::print_index_type(LoopId loop_id) {
  const NameId index_id = expressions_.nest().loops[loop_id].index_name_id;
  if (typed_names_.contains(index_id)) {
    out_->line("if ({} > 0) {} = {};", Identifiers::trip(loop_id),
               expressions_.identifiers().type(index_id), static_cast<int>(typing::ValueType::Int));
  }
}

void StatementPrinter::print_iterations(LoopId loop_id, const std::string& start,
                                        const std::string& stop) {
  SourceText* const outer = out_;
  SourceText body = outer->nested(1);
  out_ = &body;
  print_index(loop_id);
  print_block(expressions_.nest().loops[loop_id].body);
  out_ = outer;
  const std::string text = body.take();
  out_->open("for (i64 {0} = {1}; {0} < {2}{3}; ++{0})", Identifiers::iteration(loop_id), start,
             stop, has_checks(text) ? " && !failed" : "");
  out_->append(text);
  out_->close();
}

void StatementPrinter::print_loop(LoopId loop_id) {
  if (hook_(loop_id, *out_)) {
    return;
  }
  out_->open();
  print_bounds(loop_id);
  print_iterations(loop_id, "0", Identifiers::trip(loop_id));
  print_index_type(loop_id);
  out_->close();
}

void StatementPrinter::print_block(const Block& block) {
  for (const StatementId statement_id : block) {
    print_statement(expressions_.nest().statements[statement_id].node);
  }
}

void StatementPrinter::print_statement(const StatementNode& node) {
  std::visit(
      Overloaded{[&](const Assign& assign) { print_assign(assign); },
                 [&](const AugmentedAssign& assign) { print_augmented(assign); },
                 [&](const If& branch) { print_branch(branch); },
                 [&](const LoopStatement& inner) { print_loop(inner.loop_id); }, [](const Pass&) {},
                 [](const auto&) {
                   throw_internal_error("false", "a statement that infer_types takes", __FILE__,
                                        __LINE__);
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

void StatementPrinter::print_binding(NameId name_id, const std::string& value,
                                     const std::string& type) {
  if (typed_names_.contains(name_id)) {
    out_->line("{} = {};", expressions_.identifiers().type(name_id), type);
  }
  out_->line("{} = {};", expressions_.identifiers().scalar(name_id), value);
}

void StatementPrinter::print_assign(const Assign& assign) {
  const ExpressionId target_id = assign.target_ids.front();
  if (const auto element = find_element(expressions_.nest(), target_id)) {
    const typing::ValueTypes types = expressions_.types().of(assign.value_id);
    out_->line(
        "{} = {};", expressions_.element(*element),
        expressions_.stored(target_id, expressions_.value_for(types, assign.value_id), types));
    return;
  }
  const NameId name_id =
      std::get<NameRead>(expressions_.nest().expressions[target_id].node).name_id;
  print_binding(name_id,
                expressions_.value_for(expressions_.types().scalars.at(name_id), assign.value_id),
                expressions_.value_type(assign.value_id));
}

void StatementPrinter::print_augmented(const AugmentedAssign& assign) {
  const std::string value = expressions_.augmented(assign);
  if (const auto element = find_element(expressions_.nest(), assign.target_id)) {
    const typing::ValueTypes types = expressions_.types_of_augmented(assign);
    out_->line("{} = {};", expressions_.element(*element),
               expressions_.stored(assign.target_id, value, types));
    return;
  }
  const NameId name_id =
      std::get<NameRead>(expressions_.nest().expressions[assign.target_id].node).name_id;
  print_binding(name_id, value,
                expressions_.value_type_of_binary(assign.op, assign.target_id, assign.value_id));
}

}  // namespace autopar::codegen
