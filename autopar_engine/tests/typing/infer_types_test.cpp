#include "typing/infer_types.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "tests/typing/typed_nest.hpp"

namespace autopar::typing {
namespace {

using ::testing::HasSubstr;

TEST(InferTypes, the_three_first_programs_are_taken) {
  EXPECT_EQ(TypedNest("for i in range(n):\n    v[i] = p * u[i] + v[i]\n").answer(), "taken");
  EXPECT_EQ(TypedNest("for i in range(n):\n"
                      "    for j in range(n):\n"
                      "        s = 0.0\n"
                      "        for k in range(n):\n"
                      "            s += a[i, k] * b[k, j]\n"
                      "        a[i, j] = s\n")
                .answer(),
            "taken");
  EXPECT_EQ(TypedNest("for t in range(n):\n"
                      "    for i in range(1, n - 1):\n"
                      "        for j in range(1, n - 1):\n"
                      "            b[i, j] = 0.2 * (a[i, j] + a[i, j - 1] + a[i + 1, j])\n"
                      "    for i in range(1, n - 1):\n"
                      "        for j in range(1, n - 1):\n"
                      "            a[i, j] = 0.2 * (b[i, j] + b[i, j - 1] + b[i + 1, j])\n")
                .answer(),
            "taken");
}

TEST(InferTypes, a_sum_that_starts_as_a_python_number_may_become_a_numpy_one) {
  const std::string loop = "for i in range(n):\n    s += u[i]\n";
  EXPECT_EQ(TypedNest("def f(u, n, s=0):\n    for i in range(n):\n        x = 0\n"
                      "        for j in range(n):\n            x += u[j]\n        v[i] = x\n")
                .types_of("x"),
            "Int|NumpyFloat64");
  TypedNest live(loop);
  live.set("s", loop_ir::FloatArgument{0});
  EXPECT_EQ(live.types_of("s"), "Float|NumpyFloat64");
}

TEST(InferTypes, operators_have_the_result_types_of_python_and_numpy) {
  const auto type = [](const std::string& value) {
    return TypedNest("for i in range(n):\n    x = " + value + "\n").types_of("x");
  };
  EXPECT_EQ(type("i / n"), "Float");
  EXPECT_EQ(type("i // n"), "Int");
  EXPECT_EQ(type("i ** 2"), "Int");
  EXPECT_EQ(type("i << 2 | i & 1"), "Int");
  EXPECT_EQ(type("p % q"), "Float");
  EXPECT_EQ(type("n // q"), "Float");
  EXPECT_EQ(type("u[i] ** 2"), "NumpyFloat64");
  EXPECT_EQ(type("i / u[i]"), "NumpyFloat64");
  EXPECT_EQ(type("-u[i]"), "NumpyFloat64");
}

TEST(InferTypes, operators_on_bits_of_floats_are_refused) {
  EXPECT_THAT(TypedNest("for i in range(n):\n    x = p | i\n").answer(),
              HasSubstr("bits of a float"));
  EXPECT_THAT(TypedNest("for i in range(n):\n    x = u[i] << i\n").answer(),
              HasSubstr("bits of a float"));
}

TEST(InferTypes, a_running_python_int_is_an_operation_to_check) {
  TypedNest nest("for i in range(n):\n    c += 1\n    v[i] = c\n");
  nest.set("c", loop_ir::IntegerArgument{0});
  EXPECT_EQ(nest.types_of("c"), "Int");
  EXPECT_FALSE(nest.fits());
}

TypedNest with_elements(const std::string& text, loop_ir::DataType data_type) {
  TypedNest nest(text);
  loop_ir::ArrayArgument array;
  array.data_type = data_type;
  array.extents = {8};
  array.strides_bytes = {loop_ir::size_bytes(data_type)};
  nest.set("u", array);
  return nest;
}

TEST(InferTypes, loads_give_numpys_scalars_and_meet_as_they_do) {
  using loop_ir::DataType;
  const auto type = [](const std::string& value, DataType data_type) {
    return with_elements("for i in range(n):\n    x = " + value + "\n", data_type).types_of("x");
  };
  EXPECT_EQ(type("u[i]", DataType::Uint8), "NumpyUint8");
  EXPECT_EQ(type("u[i] + 1", DataType::Uint8), "NumpyUint8");
  EXPECT_EQ(type("u[i] * 0.5", DataType::Int32), "NumpyFloat64");
  EXPECT_EQ(type("u[i] * 0.5", DataType::Float32), "NumpyFloat32");
  EXPECT_EQ(type("u[i] + v[i]", DataType::Float32), "NumpyFloat64");
  EXPECT_EQ(type("u[i] / 2", DataType::Int8), "NumpyFloat64");
  EXPECT_EQ(type("u[i] + True", DataType::Int16), "NumpyInt16");
  EXPECT_EQ(type("u[i] + 1", DataType::Bool), "NumpyInt64");
  EXPECT_EQ(type("u[i] < 300", DataType::Uint8), "NumpyBool");
}

TEST(InferTypes, numpys_choice_of_two_integers_is_of_the_type_in_which_they_meet) {
  using loop_ir::DataType;
  const auto type = [](const std::string& value, DataType data_type) {
    return with_elements("for i in range(n):\n    x = " + value + "\n", data_type).types_of("x");
  };
  const std::string prelude = "import numpy as np\n";
  const auto numpy_type = [&](const std::string& value, DataType data_type) {
    return with_elements(prelude + "for i in range(n):\n    x = np." + value + "\n", data_type)
        .types_of("x");
  };
  EXPECT_EQ(numpy_type("maximum(u[i], i)", DataType::Uint8), "NumpyUint8");
  EXPECT_EQ(numpy_type("maximum(i, n)", DataType::Uint8), "NumpyInt64");
  EXPECT_EQ(numpy_type("fmin(u[i], np.uint8(1))", DataType::Int8), "NumpyInt16");
  EXPECT_EQ(numpy_type("minimum(u[i], np.int8(1))", DataType::Uint64), "NumpyFloat64");
  EXPECT_EQ(numpy_type("minimum(u[i], p)", DataType::Int32), "NumpyFloat64");
  EXPECT_EQ(numpy_type("abs(u[i])", DataType::Int16), "NumpyInt16");
  EXPECT_EQ(type("round(u[i])", DataType::Float32), "Int");
  EXPECT_EQ(type("round(u[i])", DataType::Uint8), "Int");
  EXPECT_NE(with_elements("for i in range(n):\n    x = round(u[i])\n", DataType::Bool).answer(),
            "taken");
}

TEST(InferTypes, other_ranks_are_refused) {
  EXPECT_THAT(TypedNest("for i in range(n):\n    v[i] = a[i]\n").answer(),
              HasSubstr("with one index per dimension"));
}

TEST(InferTypes, names_without_a_fact_are_refused) {
  EXPECT_NE(TypedNest("for i in range(n):\n    v[i] = unknown\n").answer(), "taken");
  EXPECT_NE(TypedNest("for i in range(n):\n    v[i] = unknown[i]\n").answer(), "taken");
}

TEST(InferTypes, a_choice_has_the_types_of_all_that_may_be_chosen) {
  const auto type = [](const std::string& value) {
    return TypedNest("for i in range(n):\n    x = " + value + "\n").types_of("x");
  };
  EXPECT_EQ(type("i < n"), "Bool");
  EXPECT_EQ(type("i < u[i]"), "NumpyBool");
  EXPECT_EQ(type("i < n < u[i]"), "Bool|NumpyBool");
  EXPECT_EQ(type("not u[i]"), "Bool");
  EXPECT_EQ(type("i and p or u[i]"), "Int|Float|NumpyFloat64");
  EXPECT_EQ(type("i if p else u[i]"), "Int|NumpyFloat64");
  EXPECT_EQ(type("min(i, p)"), "Int|Float");
  EXPECT_EQ(type("abs(u[i])"), "NumpyFloat64");
  EXPECT_EQ(type("int(u[i])"), "Int");
  EXPECT_EQ(type("True + True"), "Int");
  EXPECT_EQ(type("(i < n) & (p < q)"), "Bool");
}

TEST(InferTypes, a_loop_variable_has_the_types_of_all_that_binds_it) {
  EXPECT_EQ(TypedNest("for i in range(n):\n    v[0] = p\n    i = p\n").types_of("i"), "Int|Float");
  EXPECT_EQ(
      TypedNest("for i in range(n):\n    for i in range(n):\n        v[i] = p\n").types_of("i"),
      "Int");
  EXPECT_EQ(TypedNest("for i in range(n):\n    x, y = i, u[i]\n").types_of("y"), "NumpyFloat64");
}

TEST(InferTypes, loops_that_may_end_early_are_taken) {
  EXPECT_EQ(TypedNest("while n:\n    n -= 1\nelse:\n    n = 3\n").answer(), "taken");
  EXPECT_EQ(TypedNest("for i in range(n):\n    if u[i] > p:\n        break\n    v[i] = p\n"
                      "else:\n    v[0] = q\n")
                .answer(),
            "taken");
}

TEST(InferTypes, constructs_that_are_not_compiled_are_refused) {
  EXPECT_EQ(TypedNest("for i in range(n):\n    if p > 0:\n        v[i] = p\n").answer(), "taken");
  EXPECT_NE(TypedNest("for i in range(n):\n    if p in u:\n        v[i] = p\n").answer(), "taken");
  EXPECT_NE(TypedNest("for i in range(n):\n    v[i] = (p or i) + 1\n").answer(), "taken");
  EXPECT_NE(TypedNest("for x in u:\n    v[0] = x\n").answer(), "taken");
  EXPECT_NE(TypedNest("for i in range(p):\n    v[i] = p\n").answer(), "taken");
  EXPECT_NE(TypedNest("for i in range(n):\n    u = 3\n    v[i] = p\n").answer(), "taken");
  EXPECT_NE(TypedNest("for i in range(n):\n    u, v = v, u\n").answer(), "taken");
  EXPECT_NE(TypedNest("for i in range(n):\n    v[i] = round(p, 2)\n").answer(), "taken");
  EXPECT_NE(TypedNest("for i in range(n):\n    v[i] = sum(u)\n").answer(), "taken");
}

TEST(IntegerRanges, products_of_indices_are_bounded_by_the_boxes_of_the_loops) {
  const std::string text =
      "for i in range(n):\n    for j in range(n):\n        a[i, j] = i * j * u[i]\n";
  EXPECT_TRUE(TypedNest(text, 1000).fits());
  TypedNest huge(text, 8);
  huge.set("n", loop_ir::IntegerArgument{std::int64_t{1} << 40});
  EXPECT_FALSE(huge.fits());
}

TEST(IntegerRanges, the_negative_of_the_lowest_int_does_not_fit) {
  TypedNest nest("for i in range(4):\n    v[i] = -n * u[i]\n");
  EXPECT_TRUE(nest.fits());
  nest.set("n", loop_ir::IntegerArgument{std::numeric_limits<std::int64_t>::min()});
  EXPECT_FALSE(nest.fits());
}

TEST(IntegerRanges, subscripts_are_proved_as_forms_or_by_the_range_of_their_operators) {
  const auto unproved = [](const std::string& index) {
    const TypedNest nest("for i in range(n):\n    v[" + index + "] = p\n", 9);
    return find_unproved_subscripts(nest.nest, nest.types.value(), nest.facts).size();
  };
  EXPECT_EQ(unproved("i"), 0u);
  EXPECT_EQ(unproved("n - 1 - i"), 0u);
  EXPECT_EQ(unproved("i // 2"), 0u);
  EXPECT_EQ(unproved("i * 3 % 9"), 0u);
  EXPECT_EQ(unproved("i & 7"), 0u);
  EXPECT_EQ(unproved("i - 1"), 1u);
  EXPECT_EQ(unproved("i + 1"), 1u);
  EXPECT_EQ(unproved("i % (n - 9)"), 1u);
  EXPECT_EQ(unproved("i * i"), 1u);
}

}  // namespace
}  // namespace autopar::typing
