#pragma once

#include <array>
#include <cstddef>
#include <vector>

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

 private:
  // The elements of a small array without gaps lie in small_bytes_, those of others in an array.
  struct Small {
    PyArrayObject* array;
    std::size_t offset;
  };
  struct Large {
    PyArrayObject* array;
    Owned copy;
  };
  static constexpr std::size_t kSmallBytes = 1024;
  static constexpr std::size_t kMostSmall = 8;

  [[nodiscard]] bool save_as_array(PyArrayObject* array);

  std::vector<Large> large_;
  std::size_t small_count_ = 0;
  std::size_t small_bytes_used_ = 0;
  // Not initialized: only what is used is ever written.
  std::array<Small, kMostSmall> small_;             // NOLINT(*-member-init)
  std::array<std::byte, kSmallBytes> small_bytes_;  // NOLINT(*-member-init)
};

}  // namespace autopar::runtime
