#include "analyze/worker_board.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <chrono>
#include <new>

namespace autopar::analyze {
namespace {

static_assert(std::atomic<std::int64_t>::is_always_lock_free);

std::int64_t now_ns() {
  using std::chrono::nanoseconds;
  return std::chrono::duration_cast<nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

void WorkerBoard::Unmap::operator()(Slots* slots) const { munmap(slots, sizeof(Slots)); }

Result<WorkerBoard> WorkerBoard::make() {
  void* const memory =
      mmap(nullptr, sizeof(Slots), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) {
    return fail("no memory that two processes can share");
  }
  return WorkerBoard(new (memory) Slots());
}

void WorkerBoard::begin(std::size_t slot, std::string_view blob) {
  Slot& own = (*slots_)[slot];
  own.blob.fill('\0');
  std::copy_n(blob.begin(), std::min(blob.size(), own.blob.size()), own.blob.begin());
  own.begin_ns.store(now_ns(), std::memory_order_release);
}

void WorkerBoard::end(std::size_t slot) {
  (*slots_)[slot].begin_ns.store(0, std::memory_order_release);
}

std::vector<WorkerBoard::Work> WorkerBoard::current() const {
  std::vector<Work> works;
  for (const Slot& slot : *slots_) {
    const std::int64_t begin = slot.begin_ns.load(std::memory_order_acquire);
    if (begin != 0) {
      const auto* const end = std::ranges::find(slot.blob, '\0');
      works.push_back(
          {std::string(slot.blob.begin(), end), static_cast<double>(now_ns() - begin) * 1e-9});
    }
  }
  return works;
}

void WorkerBoard::clear() {
  for (Slot& slot : *slots_) {
    slot.begin_ns = 0;
  }
}

}  // namespace autopar::analyze
