#include "crawl/progress.hpp"

#include <gtest/gtest.h>

namespace autopar::crawl {
namespace {

TEST(CrawlProgress, CountsSourcesFilesAndBytes) {
  EXPECT_EQ(describe_progress(
                {.sources = 3, .all_sources = 8, .files = 1234, .content_bytes = 56'700'000}),
            "3 of 8 sources, 1234 notebooks, 56.7 MB read");
}

}  // namespace
}  // namespace autopar::crawl
