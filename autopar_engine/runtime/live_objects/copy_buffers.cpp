#include "runtime/live_objects/copy_buffers.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <string>

namespace autopar::runtime {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kPageBytes = 4096;
constexpr std::size_t kHugePageBytes = std::size_t{2} << 20U;
constexpr auto kLongestIdleTime = std::chrono::seconds(10);
// Of the machine's memory, what is kept between calls at most.
constexpr std::size_t kShareOfMemory = 16;
// Copies below this size are not asked about.
constexpr std::size_t kSmallBytes = std::size_t{64} << 20U;

std::size_t rounded_up(std::size_t size_bytes) {
  const std::size_t unit = size_bytes >= kHugePageBytes ? kHugePageBytes : kPageBytes;
  return (size_bytes + unit - 1) / unit * unit;
}

std::size_t most_spare_bytes() {
  static const std::size_t bytes = static_cast<std::size_t>(sysconf(_SC_PHYS_PAGES)) *
                                   static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) / kShareOfMemory;
  return bytes;
}

// Whether so much more leaves as much memory again to the rest of the machine. A large allocation
// succeeds even where its use would end the process.
bool has_room_for(std::size_t size_bytes) {
  if (size_bytes <= kSmallBytes) {
    return true;
  }
  std::ifstream file("/proc/meminfo");
  std::string word;
  std::size_t available_kibibytes = 0;
  while (file >> word && word != "MemAvailable:") {
  }
  file >> available_kibibytes;
  return !file || available_kibibytes / 2 >= size_bytes / 1024;
}

std::byte* map_memory(std::size_t capacity_bytes) {
  void* memory = mmap(nullptr, capacity_bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) {
    return nullptr;
  }
  madvise(memory, capacity_bytes, MADV_HUGEPAGE);
  return static_cast<std::byte*>(memory);
}

}  // namespace

// Buffers that no call uses. What is taken out belongs to the taker alone, so calls of several
// threads and calls inside a signal handler can't meet in one buffer; a child of fork has copies.
class SpareBuffers {
 public:
  // The smallest that is large enough, and not more than twice as large as a new one would be.
  [[nodiscard]] CopyBuffer take(std::size_t size_bytes) noexcept {
    const std::size_t largest = 2 * rounded_up(size_bytes);
    Spare* best = nullptr;
    for (Spare& spare : spares_) {
      const std::size_t capacity = spare.buffer.capacity_bytes_;
      if (capacity >= size_bytes && capacity <= largest &&
          (best == nullptr || capacity < best->buffer.capacity_bytes_)) {
        best = &spare;
      }
    }
    return best == nullptr ? CopyBuffer() : std::move(best->buffer);
  }

  [[nodiscard]] static CopyBuffer make(std::size_t size_bytes) noexcept {
    CopyBuffer buffer;
    buffer.data_ = map_memory(rounded_up(size_bytes));
    buffer.capacity_bytes_ = buffer.data_ == nullptr ? 0 : rounded_up(size_bytes);
    return buffer;
  }

  // In place of the one that has been idle longest, if there are too many. The kernel may take the
  // pages where memory gets short, without asking; until then they stay.
  void keep(std::byte* data, std::size_t capacity_bytes) noexcept {
    if (capacity_bytes > most_spare_bytes()) {
      munmap(data, capacity_bytes);
      return;
    }
    while (bytes() + capacity_bytes > most_spare_bytes() || oldest(true) == nullptr) {
      release(*oldest(false));
    }
    if (capacity_bytes >= kHugePageBytes) {
      madvise(data, capacity_bytes, MADV_FREE);
    }
    Spare* place = oldest(true);
    place->buffer.data_ = data;
    place->buffer.capacity_bytes_ = capacity_bytes;
    place->idle_since = Clock::now();
  }

  void free_idle(Clock::duration longest_idle_time) noexcept {
    const auto now = Clock::now();
    for (Spare& spare : spares_) {
      if (spare.buffer && now - spare.idle_since >= longest_idle_time) {
        release(spare);
      }
    }
  }

  [[nodiscard]] std::size_t bytes() const noexcept {
    std::size_t sum = 0;
    for (const Spare& spare : spares_) {
      sum += spare.buffer.capacity_bytes_;
    }
    return sum;
  }

 private:
  struct Spare {
    CopyBuffer buffer;
    Clock::time_point idle_since;
  };

  // An empty place, or of the buffers the one that has been idle longest; null if there is none.
  [[nodiscard]] Spare* oldest(bool is_empty) noexcept {
    Spare* found = nullptr;
    for (Spare& spare : spares_) {
      if (!spare.buffer == is_empty && (found == nullptr || spare.idle_since < found->idle_since)) {
        found = &spare;
      }
    }
    return found;
  }

  static void release(Spare& spare) noexcept {
    munmap(spare.buffer.data_, spare.buffer.capacity_bytes_);
    spare.buffer.data_ = nullptr;
    spare.buffer.capacity_bytes_ = 0;
  }

  static constexpr std::size_t kMostSpares = 8;
  std::array<Spare, kMostSpares> spares_;
};

namespace {

// Never destroyed: the last buffers may come back after everything else is gone.
SpareBuffers& spare_buffers() {
  static SpareBuffers& buffers = *std::make_unique<SpareBuffers>().release();
  return buffers;
}

}  // namespace

CopyBuffer::~CopyBuffer() {
  if (data_ != nullptr) {
    spare_buffers().keep(data_, capacity_bytes_);
  }
}

CopyBuffer CopyBuffer::take(std::size_t size_bytes) noexcept {
  SpareBuffers& spares = spare_buffers();
  CopyBuffer buffer = spares.take(size_bytes);
  spares.free_idle(kLongestIdleTime);
  if (buffer) {
    return buffer;
  }
  if (!has_room_for(size_bytes)) {
    spares.free_idle(Clock::duration::zero());
  }
  return has_room_for(size_bytes) ? SpareBuffers::make(size_bytes) : CopyBuffer();
}

std::size_t spare_buffer_bytes() noexcept { return spare_buffers().bytes(); }

void free_idle_buffers(Clock::duration longest_idle_time) noexcept {
  spare_buffers().free_idle(longest_idle_time);
}

}  // namespace autopar::runtime
