#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "loop_ir/loop_nest.hpp"

namespace autopar::codegen {

// Builds the nests of tests in the order of their source. Expressions that are given as bounds are
// turned into affine forms.
class NestBuilder {
 public:
  using Id = loop_ir::ExpressionId;

  Id read(const std::string& name);
  Id number(std::int64_t value);
  Id real(double value);
  Id add(Id left, Id right) { return binary(loop_ir::BinaryOperator::Add, left, right); }
  Id subtract(Id left, Id right) { return binary(loop_ir::BinaryOperator::Subtract, left, right); }
  Id multiply(Id left, Id right) { return binary(loop_ir::BinaryOperator::Multiply, left, right); }
  Id divide(Id left, Id right) { return binary(loop_ir::BinaryOperator::TrueDivide, left, right); }
  Id binary(loop_ir::BinaryOperator op, Id left, Id right);
  Id negate(Id operand);
  Id element(const std::string& name, std::vector<Id> indices);
  // name.shape[dimension]
  Id extent(const std::string& name, std::int64_t dimension);

  // for index in range(start, stop, step), until the matching end_loop.
  loop_ir::LoopId begin_loop(const std::string& index, Id start, Id stop, std::int64_t step = 1);
  loop_ir::LoopId begin_loop(const std::string& index, Id stop);
  void end_loop();

  void assign(Id target, Id value);
  void augment(Id target, loop_ir::BinaryOperator op, Id value);
  void statement(loop_ir::StatementNode node);

  // The nest may be read after in its scope by these names alone. Fails the test if the nest breaks
  // a rule of the grammar.
  loop_ir::LoopNest finish(const std::vector<std::string>& names_read_after = {});

  loop_ir::NameId name(const std::string& text);

 private:
  Id expression(loop_ir::ExpressionNode node);
  loop_ir::AffineForm affine(Id expression_id);
  loop_ir::AffineForm affine_of_name(loop_ir::NameId name_id);
  loop_ir::SymbolId symbol(const loop_ir::Symbol& symbol);
  void bind(Id target);
  void note_elements(Id expression_id, loop_ir::AccessMode mode);

  loop_ir::LoopNest nest_;
  std::vector<loop_ir::LoopId> open_loops_;
};

}  // namespace autopar::codegen
