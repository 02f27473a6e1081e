#include "typing/unread_operations.hpp"

#include <gtest/gtest.h>

#include "tests/typing/typed_nest.hpp"

namespace autopar::typing {
namespace {

// The nest is inside a function, so that its temporaries are not read after it.
std::string answer(const std::string& body) {
  return TypedNest("def f(u, v, a, b, n, p):\n    for i in range(n):\n" + body).answer();
}

bool is_unread(const std::string& body) {
  return answer(body) == sentence_of(RefusalKind::UnreadOperation);
}

TEST(UnreadOperations, a_temporary_that_is_read_at_once_is_taken) {
  EXPECT_EQ(answer("        t = u[i] * p\n        v[i] = t\n"), "taken");
}

TEST(UnreadOperations, a_temporary_that_is_never_read_is_refused) {
  EXPECT_TRUE(is_unread("        t = u[i] * p\n        v[i] = u[i]\n"));
}

TEST(UnreadOperations, a_temporary_that_is_overwritten_unread_is_refused) {
  EXPECT_TRUE(is_unread("        t = u[i] * p\n        t = u[i] + p\n        v[i] = t\n"));
}

TEST(UnreadOperations, a_read_in_a_loop_that_may_not_run_is_not_enough) {
  EXPECT_TRUE(
      is_unread("        t = u[i] * p\n"
                "        for j in range(n):\n"
                "            a[i, j] = t\n"));
}

TEST(UnreadOperations, an_accumulation_is_read_by_its_next_step_and_at_the_end) {
  EXPECT_EQ(answer("        s = 0.0\n"
                   "        for j in range(n):\n"
                   "            s += a[i, j]\n"
                   "        v[i] = s\n"),
            "taken");
  EXPECT_TRUE(
      is_unread("        s = 0.0\n"
                "        for j in range(n):\n"
                "            s += a[i, j]\n"));
}

TEST(UnreadOperations, a_cell_that_each_iteration_overwrites_is_refused) {
  EXPECT_TRUE(is_unread("        v[0] = u[i] * p\n"));
  EXPECT_EQ(answer("        v[0] += u[i] * p\n"), "taken");
  EXPECT_EQ(answer("        v[0] = u[i]\n"), "taken");
}

TEST(UnreadOperations, a_cell_that_another_statement_overwrites_is_refused) {
  EXPECT_TRUE(is_unread("        v[i] = u[i] * p\n        v[i] = u[i]\n"));
}

}  // namespace
}  // namespace autopar::typing
