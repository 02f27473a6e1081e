#pragma once

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
[[nodiscard]] std::int64_t count_chunks(std::int64_t trip_count, std::int64_t grain,
                                        std::int32_t threads) noexcept;

// Chunk `index` of `chunk_count`. The chunks follow one another without a gap, and their sizes
// differ by one at most. Requires 0 <= index < chunk_count <= trip_count.
[[nodiscard]] Chunk chunk_at(std::int64_t index, std::int64_t chunk_count,
                             std::int64_t trip_count) noexcept;

}  // namespace autopar::runtime
