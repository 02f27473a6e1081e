#pragma once

#include <optional>
#include <string>
#include <vector>

#include "autopar/refusal.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/traversal.hpp"
#include "typing/builtins.hpp"
#include "typing/infer_types.hpp"
#include "typing/numpy_functions.hpp"
#include "typing/typed.hpp"

namespace autopar::typing {

// The rules of expressions, over what is known of names so far. Notes the types of every expression
// that it is asked about in the NestTypes that it refers to.
class ExpressionTypes {
 public:
  ExpressionTypes(const loop_ir::LoopNest& nest, NestTypes& types) : nest_(nest), types_(types) {}

  // Empty in an early round, where it reads a name that a later statement binds.
  [[nodiscard]] Typed type_of(loop_ir::ExpressionId expression_id);

  // Of `target op= value`.
  [[nodiscard]] Typed type_of_augmented(const loop_ir::AugmentedAssign& assign);

 private:
  [[nodiscard]] Typed compute(loop_ir::ExpressionId expression_id);
  [[nodiscard]] Typed type_of_element(const loop_ir::Expression& expression,
                                      loop_ir::ExpressionId expression_id);
  // Of the place or the length of a row (loop_ir/compiled_calls.hpp).
  [[nodiscard]] Typed type_of_row_fact(const loop_ir::ElementReference& row, SourceRange range);
  // Of a subscript that a slice became, and of the length of slices.
  [[nodiscard]] Typed type_of_cell(loop_ir::ExpressionId index_id);
  [[nodiscard]] Typed type_of_slice_length(const std::vector<loop_ir::SliceBounds>& slices,
                                           SourceRange range);
  // Ints, which subscripts have to be.
  [[nodiscard]] std::optional<Refusal> check_indices(
      const std::vector<loop_ir::ExpressionId>& index_ids, SourceRange range);
  [[nodiscard]] Typed type_of_name(loop_ir::NameId name_id, SourceRange range);
  [[nodiscard]] Typed type_of_attribute(const loop_ir::Attribute& attribute, SourceRange range);
  [[nodiscard]] Typed type_of_unary(const loop_ir::Unary& unary, SourceRange range);
  [[nodiscard]] Typed type_of_comparison(const loop_ir::Comparison& comparison, SourceRange range);
  // Of a value that is that of one of the operands.
  [[nodiscard]] Typed type_of_choice(const std::vector<loop_ir::ExpressionId>& operand_ids);
  [[nodiscard]] Typed type_of_conditional(const loop_ir::Conditional& conditional);
  // From here to type_of_extreme: call_types.cpp.
  [[nodiscard]] Typed type_of_call(const loop_ir::Call& call, SourceRange range);
  // What is called, as it is written.
  [[nodiscard]] std::string name_of(const loop_ir::Call& call) const;
  [[nodiscard]] Typed type_of_builtin(Builtin function, const loop_ir::Call& call,
                                      SourceRange range);
  // Of the last one.
  [[nodiscard]] Typed type_of_each(const std::vector<loop_ir::ExpressionId>& value_ids);
  // Of a MathFunction or a ComplexFunction.
  template <class Function>
  [[nodiscard]] Typed type_of_function(const Function& function, const loop_ir::Call& call,
                                       SourceRange range);
  [[nodiscard]] Typed type_of_numpy(const NumpyFunction& function, const loop_ir::Call& call,
                                    SourceRange range);
  [[nodiscard]] Typed type_of_extreme(const std::vector<loop_ir::ExpressionId>& argument_ids,
                                      SourceRange range);
  // Of `left op right` and of `left op= right`.
  [[nodiscard]] Typed type_of_binary(loop_ir::BinaryOperator op, loop_ir::ExpressionId left_id,
                                     loop_ir::ExpressionId right_id, SourceRange range);

  const loop_ir::LoopNest& nest_;
  NestTypes& types_;
};

}  // namespace autopar::typing
