#pragma once

#include <functional>
#include <set>

#include "codegen/expression_printer.hpp"
#include "codegen/source_text.hpp"

namespace autopar::codegen {

// Statements of one nest as C, the same text in every dialect.
class StatementPrinter {
 public:
  // Prints a loop in another way; false leaves it to the printer, as a sequential loop.
  using LoopHook = std::function<bool(loop_ir::LoopId, SourceText&)>;

  // typed_names: the scalars of which the text has to know to what type they were bound last, if
  // to any. References are kept.
  StatementPrinter(const ExpressionPrinter& expressions,
                   const std::set<loop_ir::NameId>& typed_names, SourceText& out, LoopHook hook);

  // A loop with checks inside ends once one failed.
  void print_loop(loop_ir::LoopId loop_id);
  void print_block(const loop_ir::Block& block);

  // Constants of the loop's first index and number of iterations, evaluated where they stand.
  void print_bounds(loop_ir::LoopId loop_id);
  // `for (head; iteration < stop; increment)` around the loop's index and body; the variable is
  // declared.
  void print_iterations(loop_ir::LoopId loop_id, const std::string& start, const std::string& stop);
  // The loop's index from its iteration number.
  void print_index(loop_ir::LoopId loop_id);
  // Says that the index is bound, if the number of iterations is not 0.
  void print_index_type(loop_ir::LoopId loop_id);

 private:
  void print_statement(const loop_ir::StatementNode& node);
  [[nodiscard]] std::string step_text(loop_ir::LoopId loop_id) const;
  void print_branch(const loop_ir::If& branch);
  void print_assign(const loop_ir::Assign& assign);
  void print_augmented(const loop_ir::AugmentedAssign& assign);
  void print_binding(loop_ir::NameId name_id, const std::string& value, const std::string& type);

  const ExpressionPrinter& expressions_;
  const std::set<loop_ir::NameId>& typed_names_;
  SourceText* out_;
  LoopHook hook_;
};

}  // namespace autopar::codegen
