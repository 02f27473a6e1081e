#include <gtest/gtest.h>

#include "tests/dependence/loop_summary.hpp"

namespace autopar::dependence {
namespace {

bool is_trivial(const std::string& text) {
  return summarize_text(text).find(": TRIVIAL at SYNTAX") != std::string::npos;
}

bool is_trivial_body(const std::string& body) {
  return is_trivial("def f(x):\n    for i in x:\n" + body);
}

TEST(TrivialLoops, run_once_or_not_at_all) {
  EXPECT_TRUE(is_trivial("for i in range(1):\n    print(i)\n"));
  EXPECT_TRUE(is_trivial("while True:\n    break\n"));
  EXPECT_FALSE(is_trivial("while True:\n    print(1)\n"));
  EXPECT_TRUE(is_trivial_body("        print(i)\n        break\n"));
  EXPECT_TRUE(is_trivial_body("        return i\n"));
  EXPECT_TRUE(is_trivial_body("        raise ValueError(i)\n"));
}

TEST(TrivialLoops, have_an_empty_body_and_a_header_that_calls_nothing) {
  EXPECT_TRUE(is_trivial_body("        ...\n"));
  EXPECT_TRUE(is_trivial_body("        'nothing'\n        pass\n"));
  EXPECT_TRUE(is_trivial("while x:\n    pass\n"));
  EXPECT_TRUE(is_trivial("for i in range(len(x)):\n    pass\n"));
  EXPECT_FALSE(is_trivial("while q.pop():\n    pass\n"));
  EXPECT_FALSE(is_trivial("while next(x, 0):\n    ...\n"));
  EXPECT_FALSE(is_trivial("while (x := y):\n    pass\n"));
  EXPECT_FALSE(is_trivial("for i in map(f, x):\n    pass\n"));
  EXPECT_FALSE(is_trivial("for i in (f(v) for v in x):\n    pass\n"));
  EXPECT_TRUE(is_trivial("while q.pop():\n    break\n"));
}

TEST(TrivialLoops, leave_on_each_way_through_the_body) {
  EXPECT_TRUE(
      is_trivial_body("        if i:\n            break\n        else:\n            print(i)\n     "
                      "       return\n"));
  EXPECT_FALSE(is_trivial_body("        if i:\n            break\n"));
  EXPECT_FALSE(is_trivial_body("        if i:\n            continue\n        break\n"));
  EXPECT_FALSE(
      is_trivial_body("        if i:\n            break\n        else:\n            print(i)\n"));
}

TEST(TrivialLoops, are_not_left_by_what_leaves_an_inner_loop_or_is_caught) {
  const std::string both = summarize_text("for i in x:\n    for j in x:\n        break\n");
  EXPECT_FALSE(both.starts_with("i: TRIVIAL")) << both;
  EXPECT_TRUE(both.ends_with("; j: TRIVIAL at SYNTAX")) << both;
  EXPECT_FALSE(
      is_trivial_body("        try:\n            raise ValueError\n        except ValueError:\n    "
                      "        pass\n"));
  EXPECT_FALSE(is_trivial_body("        with x:\n            raise ValueError\n"));
  EXPECT_FALSE(is_trivial_body("        def g():\n            return 1\n"));
  EXPECT_TRUE(is_trivial_body(
      "        for j in i:\n            if j:\n                continue\n        break\n"));
}

}  // namespace
}  // namespace autopar::dependence
