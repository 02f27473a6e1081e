#include "syntax/parse_memory.hpp"

#include <tree_sitter/api.h>

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

#include "autopar/check.hpp"

namespace autopar::syntax {
namespace {

// Stands before each block; as wide as the alignment, so that the block keeps it.
struct alignas(16) Header {
  std::size_t size_bytes;
};

Header* header_of(void* block) { return static_cast<Header*>(block) - 1; }

[[noreturn]] void end_without_memory(std::size_t size_bytes) {
  static_cast<void>(std::fprintf(stderr, "autopar: no memory for %zu bytes\n", size_bytes));
  std::abort();
}

void* checked(void* block, std::size_t size_bytes) {
  if (block == nullptr && size_bytes > 0) {
    end_without_memory(size_bytes);
  }
  return block;
}

// Of the scope that this thread is in; null outside.
thread_local ParseMemory* memory_in_use = nullptr;

void* take(std::size_t size_bytes) {
  return memory_in_use != nullptr ? memory_in_use->take(size_bytes)
                                  : checked(std::malloc(size_bytes), size_bytes);
}

void* take_zeroed(std::size_t count, std::size_t size_bytes) {
  return memory_in_use != nullptr ? memory_in_use->take_zeroed(count, size_bytes)
                                  : checked(std::calloc(count, size_bytes), count * size_bytes);
}

void* resize(void* block, std::size_t size_bytes) {
  return memory_in_use != nullptr ? memory_in_use->resize(block, size_bytes)
                                  : checked(std::realloc(block, size_bytes), size_bytes);
}

void give_back(void* block) {
  if (memory_in_use != nullptr) {
    memory_in_use->give_back(block);
  } else {
    std::free(block);
  }
}

bool lead_tree_sitter_here() {
  ts_set_allocator(take, take_zeroed, resize, give_back);
  return true;
}

}  // namespace

void* ParseMemory::take(std::size_t size_bytes) {
  const std::size_t rounded = round_up(size_bytes);
  FreeBlock*& first = free_[kind_of_size(rounded)];
  return first == nullptr ? lay(rounded) : std::exchange(first, first->next);
}

// Large blocks are arrays that double as they grow, so powers of two fit them.
std::size_t ParseMemory::round_up(std::size_t size_bytes) {
  const std::size_t least = std::max<std::size_t>(size_bytes, 1);
  return least <= kLargestStepBytes ? (least + kStepBytes - 1) / kStepBytes * kStepBytes
                                    : std::bit_ceil(least);
}

std::size_t ParseMemory::kind_of_size(std::size_t rounded_bytes) {
  return rounded_bytes <= kLargestStepBytes
             ? rounded_bytes / kStepBytes
             : kSteps + static_cast<std::size_t>(std::countr_zero(rounded_bytes));
}

void* ParseMemory::lay(std::size_t size_bytes) {
  const std::size_t needed = size_bytes + sizeof(Header);
  if (needed > left_bytes_) {
    add_chunk(needed);
  }
  auto* const header = new (next_) Header{size_bytes};
  next_ += needed;
  left_bytes_ -= needed;
  return header + 1;
}

void ParseMemory::add_chunk(std::size_t least_bytes) {
  const std::size_t doubled = chunks_.empty() ? 0 : 2 * chunks_.back().size_bytes;
  const std::size_t bytes = std::max({kChunkBytes, doubled, least_bytes});
  try {
    chunks_.push_back({std::make_unique_for_overwrite<std::byte[]>(bytes), bytes});
  } catch (const std::bad_alloc&) {
    end_without_memory(bytes);  // the caller is C, through which nothing may be thrown
  }
  begin_chunk(chunks_.back());
}

void ParseMemory::begin_chunk(const Chunk& chunk) {
  next_ = chunk.bytes.get();
  left_bytes_ = chunk.size_bytes;
}

void* ParseMemory::take_zeroed(std::size_t count, std::size_t size_bytes) {
  return std::memset(take(count * size_bytes), 0, count * size_bytes);
}

void* ParseMemory::resize(void* block, std::size_t size_bytes) {
  const std::size_t old_bytes = block == nullptr ? 0 : header_of(block)->size_bytes;
  if (size_bytes <= old_bytes) {
    return block;
  }
  void* const larger = take(size_bytes);
  if (block != nullptr) {
    std::memcpy(larger, block, old_bytes);
    give_back(block);
  }
  return larger;
}

void ParseMemory::give_back(void* block) {
  if (block != nullptr) {
    FreeBlock*& first = free_[kind_of_size(header_of(block)->size_bytes)];
    first = new (block) FreeBlock{first};
  }
}

void ParseMemory::clear() {
  free_.fill(nullptr);
  if (!chunks_.empty() && chunks_.front().size_bytes == kChunkBytes) {
    chunks_.resize(1);
    begin_chunk(chunks_.front());
  } else {
    chunks_.clear();
    left_bytes_ = 0;
  }
}

ParseMemoryScope::ParseMemoryScope() {
  [[maybe_unused]] static const bool kIsLed = lead_tree_sitter_here();
  thread_local ParseMemory memory;
  AUTOPAR_CHECK(memory_in_use == nullptr, "a thread parses one text at a time");
  memory_in_use = &memory;
}

ParseMemoryScope::~ParseMemoryScope() {
  memory_in_use->clear();
  memory_in_use = nullptr;
}

}  // namespace autopar::syntax
