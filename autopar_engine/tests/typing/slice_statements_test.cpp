#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loop_ir/compiled_calls.hpp"
#include "tests/typing/typed_nest.hpp"
#include "typing/slice_bounds.hpp"

namespace autopar::typing {
namespace {

using loop_ir::ArrayArgument;
using loop_ir::DataType;
using ::testing::HasSubstr;

ArrayArgument matrix_of(DataType type) {
  const std::int64_t bytes = loop_ir::size_bytes(type);
  return {type, {8, 8}, {8 * bytes, bytes}, 4096, true};
}

std::string answer(const std::string& statement, DataType left, DataType right) {
  TypedNest nest = TypedNest::compiled("for i in range(n):\n    " + statement + "\n");
  nest.set("a", matrix_of(left));
  nest.set("b", matrix_of(right));
  return nest.answer();
}

TEST(SliceTypes, arithmetic_of_arrays_is_that_of_scalars) {
  EXPECT_EQ(answer("a[i, :] = b[i, :] * 2 - -a[i, :] / p", DataType::Float32, DataType::Int8),
            "taken");
  EXPECT_EQ(answer("a[:, i] += b[:, i]", DataType::Float32, DataType::Float64), "taken");
  EXPECT_EQ(answer("a[:, i] += b[:, i]", DataType::Int64, DataType::Uint8), "taken");
  EXPECT_EQ(answer("a[i, :] = b[i, :] + a[i, :]", DataType::Complex128, DataType::Complex64),
            "taken");
}

TEST(SliceTypes, an_update_that_numpy_refuses_to_cast_is_refused) {
  for (const auto& [left, right] : {std::pair(DataType::Int64, DataType::Float64),
                                    {DataType::Int8, DataType::Int16},
                                    {DataType::Uint8, DataType::Int8},
                                    {DataType::Float64, DataType::Complex128}}) {
    EXPECT_THAT(answer("a[i, :] += b[i, :]", left, right), HasSubstr("of another kind"));
  }
  EXPECT_THAT(answer("a[i, :] /= 2", DataType::Int64, DataType::Int64),
              HasSubstr("of another kind"));
  EXPECT_EQ(answer("a[i, 0] += b[i, 0]", DataType::Int64, DataType::Float64), "taken");
}

TEST(SliceTypes, products_of_complex_arrays_are_refused) {
  for (const char* statement : {"a[i, :] = b[i, :] * b[i, :]", "a[i, :] = 1 - b[i, :] / 2",
                                "a[i, :] *= p", "a[i, :] += b[i, :] * p"}) {
    EXPECT_THAT(answer(statement, DataType::Complex128, DataType::Complex128),
                HasSubstr("complex arrays"))
        << statement;
  }
  EXPECT_EQ(answer("a[i, 0] = b[i, 0] * b[i, 0]", DataType::Complex128, DataType::Complex128),
            "taken");
}

TEST(SliceTypes, slices_of_lists_and_bounds_that_are_no_ints_are_refused) {
  TypedNest list = TypedNest::compiled("for i in range(n):\n    u[1:] = v[1:]\n");
  ArrayArgument argument{DataType::Float64, {8}, {8}, 4096, true};
  argument.is_list = true;
  list.set("v", argument);
  EXPECT_THAT(list.answer(), HasSubstr("a list has no shape"));
  EXPECT_THAT(TypedNest::compiled("for i in range(n):\n    u[p:] = 0\n").answer(),
              HasSubstr("no int"));
}

// Whether all lengths of the statement's slices are proved, and all cells lie inside.
bool is_proved(const std::string& statement) {
  const TypedNest nest = TypedNest::compiled("for i in range(n):\n    " + statement + "\n");
  EXPECT_EQ(nest.answer(), "taken") << statement;
  const auto subscripts = find_unproved_subscripts(nest.nest, nest.types.value(), nest.facts);
  bool is_proved = true;
  for (const loop_ir::ExpressionId expression_id : nest.nest.expressions.ids()) {
    is_proved = is_proved && are_proved_slices(nest.nest, nest.facts, expression_id);
    EXPECT_FALSE(loop_ir::is_cell_of_slice(nest.nest, expression_id) &&
                 subscripts.contains(expression_id));
  }
  return is_proved;
}

TEST(SliceBounds, are_proved_as_forms_in_the_indices_around) {
  for (const char* statement :
       {"a[i, :] = b[:, i]", "u[i:] = v[i:]", "u[:i] = v[:i]", "u[i + 1:] = v[i + 1:]",
        "u[1:-1] = v[2:n] + w[:n - 2]", "u[n - i:] = v[:i]", "a[1:, :-1] = b[:-1, 1:]"}) {
    EXPECT_TRUE(is_proved(statement)) << statement;
  }
}

TEST(SliceBounds, that_may_be_clamped_count_from_the_end_or_differ_are_not) {
  for (const char* statement : {"u[i - 1:] = 0", "u[:n + 1] = 0", "u[i:i + 2] = 0", "u[5:3] = 0",
                                "u[1:] = v[:]", "u[i:] = v[:i]", "u[2 * i:] = 0", "u[-9:] = 0",
                                "a[1:, :] = b[1:, 1:]", "a[1:, :] = b[2:, :]"}) {
    EXPECT_FALSE(is_proved(statement)) << statement;
  }
}

TEST(SliceBounds, of_an_index_that_another_loop_bound_too_are_not) {
  const TypedNest nest = TypedNest::compiled(
      "for i in range(n):\n    for i in range(20):\n        w[0] = 1\n    u[i:] = v[i:]\n");
  bool is_proved = true;
  for (const loop_ir::ExpressionId expression_id : nest.nest.expressions.ids()) {
    is_proved = is_proved && are_proved_slices(nest.nest, nest.facts, expression_id);
  }
  EXPECT_FALSE(is_proved);
}

}  // namespace
}  // namespace autopar::typing
