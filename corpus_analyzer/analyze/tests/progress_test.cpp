#include "analyze/progress.hpp"

#include <gtest/gtest.h>

namespace autopar::analyze {
namespace {

TEST(Progress, TellsRateShareAndTimeLeft) {
  EXPECT_EQ(describe_progress(
                {.files = 500, .input_bytes = 25, .total_bytes = 100, .elapsed_seconds = 25}),
            "500 notebooks, 20/s, 25 %, 1:15 left");
}

TEST(Progress, SaysNothingOfTheEndBeforeItKnows) {
  EXPECT_EQ(
      describe_progress({.files = 5, .input_bytes = 0, .total_bytes = 100, .elapsed_seconds = 1}),
      "5 notebooks, 5/s");
  EXPECT_EQ(describe_progress({}), "0 notebooks, 0/s");
}

}  // namespace
}  // namespace autopar::analyze
