#include "runtime/chunks.hpp"

#include <gtest/gtest.h>

namespace autopar::runtime {
namespace {

TEST(Chunks, cover_the_space_once_and_in_order) {
  for (const std::int64_t trip_count : {1, 2, 7, 8, 9, 1000, 1001}) {
    for (const std::int32_t threads : {1, 2, 3, 16}) {
      const std::int64_t chunk_count = count_chunks(trip_count, 1, threads);
      std::int64_t next = 0;
      for (std::int64_t index = 0; index < chunk_count; ++index) {
        const Chunk chunk = chunk_at(index, chunk_count, trip_count);
        EXPECT_EQ(chunk.begin, next);
        EXPECT_LT(chunk.begin, chunk.end);
        next = chunk.end;
      }
      EXPECT_EQ(next, trip_count);
    }
  }
}

TEST(Chunks, an_empty_space_has_none) {
  EXPECT_EQ(count_chunks(0, 1, 4), 0);
  EXPECT_EQ(count_chunks(-5, 1, 4), 0);
}

TEST(Chunks, are_never_smaller_than_the_grain_unless_the_space_is) {
  EXPECT_EQ(count_chunks(99, 100, 4), 1);
  EXPECT_EQ(count_chunks(199, 100, 4), 1);
  EXPECT_EQ(count_chunks(200, 100, 4), 2);
  EXPECT_EQ(count_chunks(1'000'000, 100, 4), 16);
}

TEST(Chunks, one_thread_gets_one) { EXPECT_EQ(count_chunks(1'000'000, 1, 1), 1); }

}  // namespace
}  // namespace autopar::runtime
