#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "runtime/live_objects/copy_buffers.hpp"
#include "runtime/live_objects/owned.hpp"

namespace autopar::runtime {

// The elements of some arrays as they were, to be put back if compiled code turns out to have met
// a case that only CPython may handle. Exactly the elements of the views are saved and put back,
// not the bytes between them. Needs the GIL throughout. The arrays have to outlive it.
class Checkpoint {
 public:
  Checkpoint() = default;
  Checkpoint(const Checkpoint&) = delete;
  Checkpoint& operator=(const Checkpoint&) = delete;

  // Requires an exact ndarray. False, without a Python exception, if there is no memory for it.
  [[nodiscard]] bool save(PyObject* object);

  // Puts everything back as it was.
  void restore();

  // For tests: whether any array is small.
  static void set_knows_small(bool knows_small) noexcept { g_knows_small = knows_small; }

  // Whether a copy of the array costs next to nothing, so that nobody needs to ask for what it is.
  [[nodiscard]] static bool is_small(PyObject* object) noexcept {
    auto* array = reinterpret_cast<PyArrayObject*>(object);
    return g_knows_small && PyArray_ISONESEGMENT(array) &&
           PyArray_NBYTES(array) <= npy_intp{kSmallBytes};
  }

 private:
  // The elements of a small array without gaps lie in small_bytes_, those of others in a buffer,
  // side by side.
  struct Small {
    PyArrayObject* array;
    std::size_t offset;
  };
  struct Large {
    PyArrayObject* array;
    CopyBuffer buffer;
  };
  static constexpr std::size_t kSmallBytes = 1024;
  static constexpr std::size_t kMostSmall = 8;

  [[nodiscard]] bool save_in_buffer(PyArrayObject* array);

  static inline bool g_knows_small = true;

  std::vector<Large> large_;
  std::size_t small_count_ = 0;
  std::size_t small_bytes_used_ = 0;
  // Not initialized: only what is used is ever written.
  std::array<Small, kMostSmall> small_;             // NOLINT(*-member-init)
  std::array<std::byte, kSmallBytes> small_bytes_;  // NOLINT(*-member-init)
};

}  // namespace autopar::runtime
