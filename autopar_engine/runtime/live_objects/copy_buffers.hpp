#pragma once

#include <chrono>
#include <cstddef>
#include <utility>

namespace autopar::runtime {

// Memory for copies of arrays. Its pages are there already if it was in use before, which saves
// more time than copying a large array takes. Given back at the end. Needs the GIL, as all of this.
class CopyBuffer {
 public:
  CopyBuffer() = default;
  CopyBuffer(CopyBuffer&& other) noexcept { swap(other); }
  CopyBuffer& operator=(CopyBuffer&& other) noexcept {
    swap(other);
    return *this;
  }
  CopyBuffer(const CopyBuffer&) = delete;
  CopyBuffer& operator=(const CopyBuffer&) = delete;
  ~CopyBuffer();

  // Empty, without a Python exception, if taking so much would leave less to the rest of the
  // machine. Aligned for any element.
  [[nodiscard]] static CopyBuffer take(std::size_t size_bytes) noexcept;

  [[nodiscard]] std::byte* data() const noexcept { return data_; }
  explicit operator bool() const noexcept { return data_ != nullptr; }

 private:
  friend class SpareBuffers;

  void swap(CopyBuffer& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(capacity_bytes_, other.capacity_bytes_);
  }

  std::byte* data_ = nullptr;
  std::size_t capacity_bytes_ = 0;
};

// What is kept between calls, for tests.
[[nodiscard]] std::size_t spare_buffer_bytes() noexcept;

// Frees what has been idle for a while, or everything. Done at each take, too.
void free_idle_buffers(std::chrono::steady_clock::duration longest_idle_time) noexcept;

}  // namespace autopar::runtime
