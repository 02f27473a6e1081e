#include "typing/unread_operations.hpp"

#include <gtest/gtest.h>

#include "tests/typing/typed_nest.hpp"

namespace autopar::typing {
namespace {

// The nest is inside a function, so that its temporaries are not read after it.
bool is_unread(const std::string& body) {
  const TypedNest nest("def f(u, v, a, b, n, p):\n    for i in range(n):\n" + body);
  EXPECT_EQ(nest.answer(), "taken");
  return keeps_operations(nest.nest, nest.types.value());
}

TEST(UnreadOperations, a_temporary_that_is_read_at_once_is_not_kept) {
  EXPECT_FALSE(is_unread("        t = u[i] * p\n        v[i] = t\n"));
}

TEST(UnreadOperations, a_temporary_that_is_never_read_is_kept) {
  EXPECT_TRUE(is_unread("        t = u[i] * p\n        v[i] = u[i]\n"));
  EXPECT_TRUE(is_unread("        t = u[i] * p\n        s = t\n        v[i] = u[i]\n"));
  EXPECT_TRUE(is_unread("        t = u[i] * p\n        v[0] = t\n"));
}

TEST(UnreadOperations, a_temporary_that_is_overwritten_unread_is_kept) {
  EXPECT_TRUE(is_unread("        t = u[i] * p\n        t = u[i] + p\n        v[i] = t\n"));
}

TEST(UnreadOperations, a_read_in_a_loop_that_may_not_run_is_not_enough) {
  EXPECT_TRUE(
      is_unread("        t = u[i] * p\n"
                "        for j in range(n):\n"
                "            a[i, j] = t\n"));
}

TEST(UnreadOperations, an_accumulation_is_read_by_its_next_step_and_at_the_end) {
  EXPECT_FALSE(
      is_unread("        s = 0.0\n"
                "        for j in range(n):\n"
                "            s += a[i, j]\n"
                "        v[i] = s\n"));
  EXPECT_TRUE(
      is_unread("        s = 0.0\n"
                "        for j in range(n):\n"
                "            s += a[i, j]\n"));
}

TEST(UnreadOperations, a_cell_that_each_iteration_overwrites_is_kept) {
  EXPECT_TRUE(is_unread("        v[0] = u[i] * p\n"));
  EXPECT_FALSE(is_unread("        v[0] += u[i] * p\n"));
  EXPECT_FALSE(is_unread("        v[0] = u[i]\n"));
}

TEST(UnreadOperations, a_cell_that_another_statement_overwrites_is_kept) {
  EXPECT_TRUE(is_unread("        v[i] = u[i] * p\n        v[i] = u[i]\n"));
}

// Of a complex number u[i], whose product may overflow in one part.
bool is_half_read(const std::string& value) {
  const std::string text = "def f(u, v, w, n):\n    for i in range(n):\n        z = u[i] * u[i]\n";
  TypedNest nest(text + "        t = z - 1j\n        " + value + "\n");
  loop_ir::ArrayArgument array;
  array.data_type = loop_ir::DataType::Complex128;
  array.extents = {8};
  array.strides_bytes = {loop_ir::size_bytes(array.data_type)};
  nest.set("u", array);
  nest.set("w", array);
  EXPECT_EQ(nest.answer(), "taken");
  return keeps_operations(nest.nest, nest.types.value());
}

TEST(UnreadOperations, what_is_looked_at_in_parts_is_kept) {
  EXPECT_TRUE(is_half_read("v[i] = t.real"));
  EXPECT_TRUE(is_half_read("v[i] = t == 2j"));
  EXPECT_TRUE(is_half_read("v[i] = 1 if t else 2"));
  EXPECT_FALSE(is_half_read("w[i] = t"));
}

}  // namespace
}  // namespace autopar::typing
