#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "runtime/live_objects/numpy_api.hpp"

namespace autopar::runtime {

// Whether a region is worth a look at a call. After some calls in a row that compiled code did
// nothing for, CPython runs the loop at once, until a number of calls has passed or the arguments
// are of other kinds or much larger, which is looked at in every sixteenth call. The number doubles
// each time that the one call after it was in vain, too. Needs the GIL.
class Attention {
 public:
  using Objects = std::span<PyObject* const>;

  static constexpr std::uint32_t kMostUselessCalls = 16;

  // Asked before the arguments of each call are looked at.
  [[nodiscard]] bool wants_arguments() noexcept {
    if (calls_left_ == 0) {
      return true;
    }
    --calls_left_;
    return calls_left_ % kCallsForALook == 0;
  }

  // Asked then.
  [[nodiscard]] bool is_off(Objects arguments) noexcept {
    return calls_left_ != 0 && stays_off(arguments);
  }

  void note_useful_call() noexcept {
    if (useless_calls_ != 0 || pause_ != kFirstPause) {
      useless_calls_ = 0;
      pause_ = kFirstPause;
    }
  }

  // True if it was one too many. Without memory for the kinds, attention stays on.
  [[nodiscard]] bool note_useless_call(Objects arguments) noexcept;

  // For tests that want to see all calls: whether attention ever goes off, in any region.
  static void set_goes_off(bool goes_off) noexcept { g_goes_off = goes_off; }

  // How many calls are left to CPython now.
  [[nodiscard]] std::uint64_t calls_left() const noexcept { return calls_left_; }

 private:
  static constexpr std::uint64_t kCallsForALook = 16;
  static constexpr std::uint64_t kFirstPause = 256;
  static constexpr std::uint64_t kLongestPause = std::uint64_t{1} << 20U;

  // An argument as it was when attention went off.
  struct Kind {
    PyTypeObject* type;
    bool has_size;
    // Of an array; the rank is negative for what is none.
    int type_number;
    int rank;
    // Elements of an array or list, or the magnitude of an int: up to which it is of this kind.
    std::int64_t largest;

    [[nodiscard]] bool holds_for(PyObject* object) const noexcept {
      if (!Py_IS_TYPE(object, type)) {
        return false;
      }
      if (rank < 0) {
        return !has_size || size_of(object) <= largest;
      }
      auto* array = reinterpret_cast<PyArrayObject*>(object);
      return PyArray_NDIM(array) == rank && PyArray_TYPE(array) == type_number &&
             size_of_array(array) <= largest;
    }
  };

  [[nodiscard]] static std::int64_t size_of_array(PyArrayObject* array) noexcept {
    std::int64_t size = 1;
    for (int dimension = 0; dimension < PyArray_NDIM(array); ++dimension) {
      size *= PyArray_DIM(array, dimension);
    }
    return size;
  }
  // The magnitude of an int, the length of a list or tuple; 0 for what has no size.
  [[nodiscard]] static std::int64_t size_of(PyObject* object) noexcept;
  [[nodiscard]] static Kind kind_of(PyObject* object) noexcept;
  [[nodiscard]] bool stays_off(Objects arguments) noexcept;

  static inline bool g_goes_off = true;

  std::uint64_t calls_left_ = 0;
  std::uint64_t pause_ = kFirstPause;
  std::uint32_t useless_calls_ = 0;
  std::vector<Kind> kinds_;
};

}  // namespace autopar::runtime
