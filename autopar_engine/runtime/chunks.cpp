#include "runtime/chunks.hpp"

#include <algorithm>

namespace autopar::runtime {

namespace {
constexpr std::int64_t kChunksPerThread = 4;
}  // namespace

std::int64_t count_chunks(std::int64_t trip_count, std::int64_t grain,
                          std::int32_t threads) noexcept {
  if (trip_count <= 0) {
    return 0;
  }
  if (threads <= 1) {
    return 1;
  }
  const std::int64_t full_chunks = trip_count / std::max<std::int64_t>(grain, 1);
  return std::clamp<std::int64_t>(full_chunks, 1, kChunksPerThread * threads);
}

Chunk chunk_at(std::int64_t index, std::int64_t chunk_count, std::int64_t trip_count) noexcept {
  const std::int64_t size = trip_count / chunk_count;
  const std::int64_t larger_chunks = trip_count % chunk_count;
  const std::int64_t begin = index * size + std::min(index, larger_chunks);
  return {begin, begin + size + (index < larger_chunks ? 1 : 0)};
}

}  // namespace autopar::runtime
