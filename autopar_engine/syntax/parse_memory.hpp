#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace autopar::syntax {

// The memory of one parse at a time: blocks are laid one behind the other, a block that is given
// back serves the next of its size, and clear() takes all of them at once. No block is moved or
// looked for, which makes it several times as fast as the general allocator for the hundreds of
// small blocks that tree-sitter takes for a text of a few lines. Not for several threads.
class ParseMemory {
 public:
  // At least so many bytes, aligned to 16; never null. Ends the program where the system has no
  // memory left, as tree-sitter does.
  [[nodiscard]] void* take(std::size_t size_bytes);

  // The same for `count` elements, zeroed.
  [[nodiscard]] void* take_zeroed(std::size_t count, std::size_t size_bytes);

  // The block's bytes in a block of another size; null is an empty block.
  [[nodiscard]] void* resize(void* block, std::size_t size_bytes);

  // The block may serve again; null is none.
  void give_back(void* block);

  // Every block is gone. Keeps one chunk of the usual size for the next text.
  void clear();

 private:
  struct FreeBlock {
    FreeBlock* next;
  };

  struct Chunk {
    std::unique_ptr<std::byte[]> bytes;  // NOLINT(modernize-avoid-c-arrays)
    std::size_t size_bytes = 0;
  };

  static constexpr std::size_t kChunkBytes = std::size_t{256} << 10;
  // Sizes are rounded up to a multiple of the step; beyond the largest, to a power of two.
  static constexpr std::size_t kStepBytes = 16;
  static constexpr std::size_t kLargestStepBytes = 1024;
  static constexpr std::size_t kSteps = kLargestStepBytes / kStepBytes;

  [[nodiscard]] static std::size_t round_up(std::size_t size_bytes);
  // Position in `free_`.
  [[nodiscard]] static std::size_t kind_of_size(std::size_t rounded_bytes);
  [[nodiscard]] void* lay(std::size_t size_bytes);
  void add_chunk(std::size_t least_bytes);
  void begin_chunk(const Chunk& chunk);

  std::vector<Chunk> chunks_;
  std::byte* next_ = nullptr;   // in the last chunk
  std::size_t left_bytes_ = 0;  // behind it
  // By rounded size: multiples of the step, then powers of two. Of this parse.
  std::array<FreeBlock*, kSteps + 65> free_{};
};

// While it lives, tree-sitter takes its memory on this thread from one ParseMemory, and what it
// took is gone afterwards without having been freed. One at a time on a thread.
class ParseMemoryScope {
 public:
  ParseMemoryScope();
  ~ParseMemoryScope();
  ParseMemoryScope(const ParseMemoryScope&) = delete;
  ParseMemoryScope& operator=(const ParseMemoryScope&) = delete;
  ParseMemoryScope(ParseMemoryScope&&) = delete;
  ParseMemoryScope& operator=(ParseMemoryScope&&) = delete;
};

}  // namespace autopar::syntax
