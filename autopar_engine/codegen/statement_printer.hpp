#pragma once

#include <functional>
#include <set>
#include <string>

#include "codegen/expression_printer.hpp"
#include "codegen/source_text.hpp"

namespace autopar::codegen {

// Statements of one nest as C, the same text in every dialect.
class StatementPrinter {
 public:
  // Prints a loop in another way; false leaves it to the printer, as a sequential loop.
  using LoopHook = std::function<bool(loop_ir::LoopId, SourceText&)>;

  // typed_names: the scalars of which the text has to know to what type they were bound last, if
  // to any. tick: a statement that is run again and again while loops go on, which may end the
  // function; iterations that it was not run in are added to a variable `ticks`. If it is empty, a
  // while loop fails a check after very many iterations, counted by that variable. References are
  // kept.
  StatementPrinter(const ExpressionPrinter& expressions,
                   const std::set<loop_ir::NameId>& typed_names, SourceText& out, LoopHook hook,
                   std::string tick);

  // A loop with checks inside ends once one failed.
  void print_loop(loop_ir::LoopId loop_id);
  void print_block(const loop_ir::Block& block);

  // Constants of the loop's first index and number of iterations, evaluated where they stand.
  void print_bounds(loop_ir::LoopId loop_id);
  // The iterations start .. stop - 1 of a loop over a range: its index and its body in each.
  void print_iterations(loop_ir::LoopId loop_id, const std::string& start, const std::string& stop);
  // All of them, with their ticks.
  void print_all_iterations(loop_ir::LoopId loop_id);
  // Of a loop over slices: NumPy meets what its checks may meet in each cell without any cell, too,
  // so then one is needed. After its bounds.
  void print_need_of_cells(loop_ir::LoopId loop_id);
  // The loop's index from its iteration number.
  void print_index(loop_ir::LoopId loop_id);

 private:
  // A value that was computed before it is bound.
  struct Computed {
    std::string text;
    std::string type;
    typing::ValueTypes types;
  };

  // The body and its tick, as a text of its own.
  [[nodiscard]] std::string body_text(loop_ir::LoopId loop_id);
  void print_iterations_of(loop_ir::LoopId loop_id, const std::string& start,
                           const std::string& stop, const std::string& text);
  void print_need_of_cells(loop_ir::LoopId loop_id, const std::string& text);
  void print_while(loop_ir::LoopId loop_id);
  void print_kept_stores(loop_ir::LoopId loop_id);
  void print_else(loop_ir::LoopId loop_id);
  void print_break(loop_ir::LoopId loop_id);
  void print_statement(const loop_ir::StatementNode& node);
  [[nodiscard]] std::string step_text(loop_ir::LoopId loop_id) const;
  void print_branch(const loop_ir::If& branch);
  void print_assign(const loop_ir::Assign& assign);
  void print_augmented(const loop_ir::AugmentedAssign& assign);
  [[nodiscard]] Computed print_computed(const Computed& value);
  [[nodiscard]] Computed compute(loop_ir::ExpressionId value_id);
  void print_unpacked(loop_ir::ExpressionId target_id, loop_ir::ExpressionId value_id);
  void print_store(loop_ir::ExpressionId target_id, const Computed& value);

  const ExpressionPrinter& expressions_;
  const std::set<loop_ir::NameId>& typed_names_;
  SourceText* out_;
  LoopHook hook_;
  std::string tick_;
  int computed_count_ = 0;
};

}  // namespace autopar::codegen
