#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "frontend/nest_builder.hpp"

// What calls become in the form of a nest that is compiled, where that is no call of the same
// function. A builtin that is no longer called is noted in the nest's replaced_builtins: its name
// has to mean it all the same.
namespace autopar::frontend {

// `pow(a, b)` is a ** b, `len(a[i])` the length of a row (loop_ir::kRowLength), `sum(a)` what a
// loop before it has added up (sums.hpp) and a helper's call its value (compiled_helpers.hpp). Not
// valid for a call that stays what it is. resolved: as in loop_ir::Call.
[[nodiscard]] loop_ir::ExpressionId lower_compiled_call(NestBuilder& builder, syntax::Node call,
                                                        std::string_view resolved);

// `divmod(a, b)` as the tuple (a // b, a % b), for a value that is unpacked into two targets; not
// valid for any other value.
[[nodiscard]] loop_ir::ExpressionId lower_unpacked_divmod(NestBuilder& builder, syntax::Node value,
                                                          syntax::Node target);

// `divmod(a, b)[0]` is a // b, `divmod(a, b)[1]` is a % b where a // b is possible; not valid for
// any other subscript.
[[nodiscard]] loop_ir::ExpressionId lower_part_of_divmod(NestBuilder& builder,
                                                         syntax::Node subscript);

// Of a call of a builtin by its name, which becomes something else.
void note_replaced(NestBuilder& builder, syntax::Node call);

// A call that no text holds, of a function with a hidden name.
[[nodiscard]] loop_ir::ExpressionId add_hidden_call(
    NestBuilder& builder, std::string_view resolved,
    const std::vector<loop_ir::ExpressionId>& argument_ids, syntax::Node place);

// The length of a name, or of a row that is an expression of the nest.
[[nodiscard]] loop_ir::ExpressionId lower_length_of(NestBuilder& builder,
                                                    loop_ir::ExpressionId sequence_id,
                                                    syntax::Node place);

// The place (loop_ir::kPlaceOf) of an element or a row that is an expression of the nest.
[[nodiscard]] loop_ir::ExpressionId lower_place_of(NestBuilder& builder,
                                                   loop_ir::ExpressionId element_id,
                                                   syntax::Node place);

// The value, with other values evaluated beside it (loop_ir::kInlinedCall).
[[nodiscard]] loop_ir::ExpressionId lower_beside(NestBuilder& builder,
                                                 std::vector<loop_ir::ExpressionId> evaluated,
                                                 loop_ir::ExpressionId value_id,
                                                 syntax::Node place);

// The arguments of a call that gives all of them by position, without the keyword that says a
// default once more; empty for any other call.
[[nodiscard]] std::vector<syntax::Node> plain_arguments(syntax::Node call,
                                                        std::string_view default_keyword = "");

}  // namespace autopar::frontend
