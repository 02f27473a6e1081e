#pragma once

#include <string>
#include <vector>

#include "codegen/identifiers.hpp"
#include "codegen/specialization.hpp"
#include "loop_ir/loop_nest.hpp"
#include "loop_ir/traversal.hpp"
#include "typing/arithmetic.hpp"
#include "typing/complex_functions.hpp"
#include "typing/complex_powers.hpp"
#include "typing/infer_types.hpp"
#include "typing/math_functions.hpp"
#include "typing/numpy_functions.hpp"

namespace autopar::codegen {

// Expressions of one nest as C, the same text in every dialect. Requires what infer_types takes,
// and keeps references to its arguments. One operation of the source is one operation of the text,
// in parentheses; floats are written in hexadecimal. Texts have no effects but `failed`
// (operations.hpp) and floating-point flags, so they may be repeated and evaluated in any order.
class ExpressionPrinter {
 public:
  ExpressionPrinter(const loop_ir::LoopNest& nest, const typing::NestTypes& types,
                    const Specialization& specialization);

  // The value as f64; an int is converted as CPython converts it, to the nearest double. Requires
  // one that is not complex.
  [[nodiscard]] std::string real(loop_ir::ExpressionId expression_id) const;
  // The value as i64. Requires an expression whose types are integers alone.
  [[nodiscard]] std::string integer(loop_ir::ExpressionId expression_id) const;
  // The value as a name holds it whose types are these: an int that becomes a double is exact.
  [[nodiscard]] std::string value_for(typing::ValueTypes types,
                                      loop_ir::ExpressionId expression_id) const;
  // Whether the value counts as true, as an int of C.
  [[nodiscard]] std::string truth(loop_ir::ExpressionId expression_id) const;
  // The element itself, to be assigned.
  [[nodiscard]] std::string element(const loop_ir::ElementReference& element) const;
  // The byte that holds the type of an element of a mixed list, to be assigned.
  [[nodiscard]] std::string element_type(const loop_ir::ElementReference& element) const;
  // What a store of a value with these types puts into the element target_id, in its C type.
  [[nodiscard]] std::string stored(loop_ir::ExpressionId target_id, const std::string& text,
                                   typing::ValueTypes types) const;

  // What `target op= value` computes.
  [[nodiscard]] std::string augmented(const loop_ir::AugmentedAssign& assign) const;

  // The typing::ValueType that the value has when the text runs, as i64.
  [[nodiscard]] std::string value_type(loop_ir::ExpressionId expression_id) const;
  [[nodiscard]] std::string value_type_of_binary(loop_ir::BinaryOperator op,
                                                 loop_ir::ExpressionId left_id,
                                                 loop_ir::ExpressionId right_id) const;

  [[nodiscard]] bool is_int(loop_ir::NameId name_id) const;

  [[nodiscard]] const loop_ir::LoopNest& nest() const { return nest_; }
  [[nodiscard]] const typing::NestTypes& types() const { return types_; }
  [[nodiscard]] const Identifiers& identifiers() const { return identifiers_; }

  // A text with the types that its value may have, in their representation.
  struct Value {
    std::string text;
    typing::ValueTypes types;
  };
  // As a name of these types holds it; they include the value's.
  [[nodiscard]] static std::string represent(const Value& value, typing::ValueTypes types);

 private:
  [[nodiscard]] std::string value(loop_ir::ExpressionId expression_id) const;
  [[nodiscard]] Value value_of(loop_ir::ExpressionId expression_id) const;
  [[nodiscard]] std::string compare(loop_ir::ComparisonOperator op, const Value& left,
                                    const Value& right) const;
  [[nodiscard]] static std::string equal_complex(loop_ir::ComparisonOperator op,
                                                 typing::ValueType type, const Value& left,
                                                 const Value& right);
  [[nodiscard]] std::string comparison(const loop_ir::Comparison& node, std::size_t position) const;
  // The value of one of the operands, each chosen by the truth of the one before.
  [[nodiscard]] std::string choice(const loop_ir::BooleanOperation& node, std::size_t first,
                                   typing::ValueTypes types) const;
  [[nodiscard]] std::string conditional(const loop_ir::Conditional& node,
                                        typing::ValueTypes types) const;
  // row_printing.cpp
  [[nodiscard]] std::string row_length(const loop_ir::ElementReference& row) const;
  [[nodiscard]] std::string place(const loop_ir::ElementReference& element) const;
  [[nodiscard]] std::string inlined(const loop_ir::Call& node) const;
  [[nodiscard]] std::string cell(loop_ir::ExpressionId index_id) const;
  [[nodiscard]] std::string slice_length(loop_ir::ExpressionId length_id) const;

  // Of two integers, or the magnitude of one.
  [[nodiscard]] std::string numpy_integer(
      const typing::NumpyFunction& function, typing::ValueType type,
      const std::vector<loop_ir::ExpressionId>& argument_ids) const;
  [[nodiscard]] std::string call(const loop_ir::Call& node,
                                 loop_ir::ExpressionId expression_id) const;
  // To an int, by a function of the C library.
  [[nodiscard]] std::string rounded(std::string_view function,
                                    loop_ir::ExpressionId argument_id) const;
  [[nodiscard]] std::string math(const typing::MathFunction& function,
                                 const std::vector<loop_ir::ExpressionId>& argument_ids) const;
  [[nodiscard]] std::string complex_function(
      const typing::ComplexFunction& function,
      const std::vector<loop_ir::ExpressionId>& argument_ids) const;
  [[nodiscard]] std::string numpy(const typing::NumpyFunction& function,
                                  loop_ir::ExpressionId expression_id,
                                  const std::vector<loop_ir::ExpressionId>& argument_ids) const;
  // A function of the C library that stands for one of `math` or of NumPy with this result.
  [[nodiscard]] std::string near(std::string_view library_name,
                                 const std::vector<loop_ir::ExpressionId>& argument_ids,
                                 typing::ValueType type) const;
  // Of min and max: the best of the first arguments, and whether the next one beats it.
  [[nodiscard]] Value extreme(const loop_ir::Call& node, std::size_t count) const;
  [[nodiscard]] std::string beats(const loop_ir::Call& node, std::size_t position) const;
  [[nodiscard]] std::string convert(typing::ValueType target,
                                    loop_ir::ExpressionId argument_id) const;

  [[nodiscard]] std::string value_type_of_comparison(const loop_ir::Comparison& node,
                                                     std::size_t position) const;
  [[nodiscard]] std::string value_type_of_choice(const loop_ir::BooleanOperation& node,
                                                 std::size_t first) const;
  [[nodiscard]] std::string value_type_of_call(const loop_ir::Call& node) const;
  [[nodiscard]] std::string value_type_of_part(loop_ir::ExpressionId complex_id) const;
  [[nodiscard]] std::string value_type_of_extreme(const loop_ir::Call& node,
                                                  std::size_t count) const;
  [[nodiscard]] std::string unary(const loop_ir::Unary& node,
                                  loop_ir::ExpressionId expression_id) const;
  [[nodiscard]] std::string binary(loop_ir::BinaryOperator op, loop_ir::ExpressionId left_id,
                                   loop_ir::ExpressionId right_id,
                                   loop_ir::ExpressionId key_id) const;
  [[nodiscard]] std::string complex_power(const typing::ComplexPower& power,
                                          loop_ir::ExpressionId base_id,
                                          loop_ir::ExpressionId key_id) const;
  // As an f32.
  [[nodiscard]] static std::string single(const Value& value);
  // As a c64 for a numpy.complex64, else as a c128; an int as in real().
  [[nodiscard]] static std::string complex(const Value& value, typing::ValueType type);
  [[nodiscard]] std::string operand(loop_ir::ExpressionId expression_id,
                                    const typing::Arithmetic& arithmetic) const;
  // How far the element lies from the first one, without the part of its last subscript.
  [[nodiscard]] std::string outer_offset(const loop_ir::ElementReference& element) const;
  [[nodiscard]] std::string load(const loop_ir::ElementReference& reference) const;
  [[nodiscard]] std::string index(const loop_ir::ElementReference& element,
                                  std::uint32_t dimension) const;
  // The compiler may come to know the value, if only on one way through the loop, and compute what
  // is made of it itself, without raising a flag. Errs on the side of true.
  [[nodiscard]] bool may_be_folded(loop_ir::ExpressionId expression_id) const;
  [[nodiscard]] bool is_nonzero_literal(loop_ir::ExpressionId expression_id) const;
  [[nodiscard]] std::string value_type_of_name(loop_ir::NameId name_id) const;

  const loop_ir::LoopNest& nest_;
  const typing::NestTypes& types_;
  const Specialization& specialization_;
  Identifiers identifiers_;
};

}  // namespace autopar::codegen
