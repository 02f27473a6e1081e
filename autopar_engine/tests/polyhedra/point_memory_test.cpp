#include "polyhedra/point_memory.hpp"

#include <gtest/gtest.h>

#include "tests/polyhedra/set_text.hpp"

namespace autopar::polyhedra {
namespace {

TEST(PointMemory, answers_as_the_search_does_and_searches_each_set_once) {
  PointMemory memory;
  for (int round = 0; round < 2; ++round) {
    for (const char* text : {"0 <= x, x <= 9", "0 <= x, x <= 8", "x <= 9, 0 <= x", "x = 3, x = 4",
                             "0 <= x, 0 <= y, x + y = 5", "2*x + 4*y = 1", "1 <= 0", "0 <= 1"}) {
      const IntegerSet set = read_set(text);
      const PointAnswer expected = find_point(set);
      const PointAnswer& found = memory.find(set);
      EXPECT_EQ(found.emptiness, expected.emptiness) << text;
      EXPECT_EQ(found.point, expected.point) << text;
    }
    EXPECT_EQ(memory.size(), 8U);
  }
}

TEST(PointMemory, keeps_its_answers_where_they_are) {
  PointMemory memory;
  const PointAnswer& first = memory.find(read_set("x >= 5"));
  for (int bound = 0; bound < 100; ++bound) {
    IntegerSet set = read_set("x >= 5");
    set.inequalities.front().constant = -10 - bound;
    EXPECT_EQ(memory.find(set).point, std::vector<std::int64_t>{10 + bound});
  }
  EXPECT_EQ(first.point, std::vector<std::int64_t>{5});
}

}  // namespace
}  // namespace autopar::polyhedra
