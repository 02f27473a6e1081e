#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "autopar/result.hpp"

namespace autopar::analyze {

// What the threads of the working process are at, in memory that the watching process sees too. It
// outlives the working process, which is the point of it.
class WorkerBoard {
 public:
  static constexpr std::size_t kSlots = 1024;

  // A content that is being analysed, and since when (steady clock).
  struct Work {
    std::string blob;
    double seconds = 0;
  };

  [[nodiscard]] static Result<WorkerBoard> make();

  // The thread that owns the slot begins or ends work on a content. slot < kSlots.
  void begin(std::size_t slot, std::string_view blob);
  void end(std::size_t slot);

  [[nodiscard]] std::vector<Work> current() const;
  // For a new working process.
  void clear();

 private:
  struct Slot {
    std::atomic<std::int64_t> begin_ns = 0;  // 0: idle
    std::array<char, 40> blob{};
  };
  using Slots = std::array<Slot, kSlots>;
  struct Unmap {
    void operator()(Slots* slots) const;
  };
  explicit WorkerBoard(Slots* slots) : slots_(slots) {}

  std::unique_ptr<Slots, Unmap> slots_;
};

}  // namespace autopar::analyze
