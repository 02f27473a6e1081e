#pragma once

#include <optional>
#include <string>
#include <vector>

#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// What a row of scalar flow speaks of: a name, or one subscripted base as the text writes it.
struct Place {
  loop_ir::NameId name_id;
  bool is_element = false;
  // "s" or "C[i, j]".
  std::string text;
};

// s = s op e in one of its spellings, with e free of s.
struct Update {
  // "+" (also -), "*" (also /), "and", "or", "&", "|", "^", "min" or "max".
  std::string op;
  // What is combined with the place.
  std::vector<loop_ir::ExpressionId> operand_ids;
  // A true division makes a float of any integer.
  bool divides = false;
  // How many of the operands stand on the left of the place: e in s = e + s.
  std::size_t left_operands = 0;
};

// The expression is the place itself, in the spelling of its text. False says nothing: another
// subscript may name the same cell.
[[nodiscard]] bool is_place(const loop_ir::LoopNest& nest, loop_ir::ExpressionId expression_id,
                            const Place& place);

// The expression or a part of it reads the place's name, be it with another subscript.
[[nodiscard]] bool mentions(const loop_ir::LoopNest& nest, loop_ir::ExpressionId expression_id,
                            loop_ir::NameId name_id);

// `s op= e`, `s = s op e`, `s = e op s` where op commutes, `s = max(s, e)`. Nothing for any other
// statement.
[[nodiscard]] std::optional<Update> match_update(const loop_ir::LoopNest& nest,
                                                 loop_ir::StatementId statement_id,
                                                 const Place& place);

// The values of the expression are Python or NumPy integers or truth values, as far as the text
// tells: literals, comparisons, integer indices, names and elements whose definition says so,
// targets of loops over such elements (also through enumerate, zip, reversed, sorted), and + - * //
// % ** of them. Arithmetic on them does not round. False says nothing.
[[nodiscard]] bool is_known_integer(const loop_ir::LoopNest& nest,
                                    loop_ir::ExpressionId expression_id);

// The values of the expression are numbers, as far as the text tells: integers as above, floats,
// and arithmetic and the functions of math on numbers. What `+=` adds such a value to is no list
// and no string.
[[nodiscard]] bool is_known_number(const loop_ir::LoopNest& nest,
                                   loop_ir::ExpressionId expression_id);

// Elements of the base are integers by its definition. False says nothing.
[[nodiscard]] bool has_integer_elements(const loop_ir::Name& name);

// A display or a string among the operands, or a sum with one: the place holds a sequence that
// grows.
[[nodiscard]] bool appends(const loop_ir::LoopNest& nest, const Update& update);

// The update's operands are known to be integers, and so is its result if the place holds one.
[[nodiscard]] bool is_integer_update(const loop_ir::LoopNest& nest, const Update& update);

// The base is an array of integers and the update may give its element a float: each store drops
// the fraction, so that a sum or product of all operands at once is another one.
[[nodiscard]] bool store_truncates(const loop_ir::LoopNest& nest, const loop_ir::Name& base,
                                   const Update& update);

}  // namespace autopar::dependence
