#pragma once

#include <algorithm>
#include <cstdint>

namespace autopar::runtime {

// Iterations [begin, end).
struct Chunk {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

// How many chunks an iteration space is cut into: none for an empty space, otherwise at least one,
// each of `grain` iterations or more where the space is that large, and at most four for each
// thread, so that a thread that got the cheap iterations of a triangular nest finds more to do.
[[nodiscard]] constexpr std::int64_t count_chunks(std::int64_t trip_count, std::int64_t grain,
                                                  std::int32_t threads) noexcept {
  constexpr std::int64_t kChunksPerThread = 4;
  if (trip_count <= 0) {
    return 0;
  }
  if (threads <= 1) {
    return 1;
  }
  const std::int64_t full_chunks = trip_count / std::max<std::int64_t>(grain, 1);
  return std::clamp<std::int64_t>(full_chunks, 1, kChunksPerThread * threads);
}

// Chunk `index` of `chunk_count`. The chunks follow one another without a gap, and their sizes
// differ by one at most. Requires 0 <= index < chunk_count <= trip_count.
[[nodiscard]] constexpr Chunk chunk_at(std::int64_t index, std::int64_t chunk_count,
                                       std::int64_t trip_count) noexcept {
  const std::int64_t size = trip_count / chunk_count;
  const std::int64_t larger_chunks = trip_count % chunk_count;
  const std::int64_t begin = index * size + std::min(index, larger_chunks);
  return {begin, begin + size + (index < larger_chunks ? 1 : 0)};
}

}  // namespace autopar::runtime
