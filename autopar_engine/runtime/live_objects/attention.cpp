#include "runtime/live_objects/attention.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <new>

namespace autopar::runtime {

namespace {

constexpr std::int64_t kGrowth = 4;
constexpr std::int64_t kAlwaysSmall = 8;

}  // namespace

std::int64_t Attention::size_of(PyObject* object) noexcept {
  constexpr std::int64_t kEndless = std::numeric_limits<std::int64_t>::max();
  if (!PyLong_CheckExact(object)) {
    return PyList_CheckExact(object) || PyTuple_CheckExact(object) ? Py_SIZE(object) : 0;
  }
  int overflow = 0;
  const long long value = PyLong_AsLongLongAndOverflow(object, &overflow);
  const bool has_magnitude = overflow == 0 && value != std::numeric_limits<long long>::min();
  return has_magnitude ? std::abs(value) : kEndless;
}

Attention::Kind Attention::kind_of(PyObject* object) noexcept {
  const bool is_array = Py_IS_TYPE(object, &PyArray_Type);
  auto* array = reinterpret_cast<PyArrayObject*>(object);
  const std::int64_t size =
      std::max(is_array ? size_of_array(array) : size_of(object), kAlwaysSmall);
  const bool can_grow = size <= std::numeric_limits<std::int64_t>::max() / kGrowth;
  return {Py_TYPE(object),
          PyLong_CheckExact(object) || PyList_CheckExact(object) || PyTuple_CheckExact(object),
          is_array ? PyArray_TYPE(array) : 0, is_array ? PyArray_NDIM(array) : -1,
          can_grow ? kGrowth * size : size};
}

bool Attention::stays_off(Objects arguments) noexcept {
  const bool are_alike = std::ranges::equal(
      kinds_, arguments,
      [](const Kind& kind, PyObject* argument) { return kind.holds_for(argument); });
  if (!are_alike) {
    calls_left_ = 0;
    useless_calls_ = 0;
    pause_ = kFirstPause;
  }
  return are_alike;
}

// After a pause the count stands still at its limit: one more call in vain begins the next pause.
bool Attention::note_useless_call(Objects arguments) noexcept {
  useless_calls_ = std::min(useless_calls_ + 1, kMostUselessCalls);
  if (useless_calls_ < kMostUselessCalls || !g_goes_off) {
    return false;
  }
  try {
    kinds_.clear();
    std::ranges::transform(arguments, std::back_inserter(kinds_), kind_of);
  } catch (const std::bad_alloc&) {
    return false;
  }
  calls_left_ = pause_ + 1;
  pause_ = std::min(2 * pause_, kLongestPause);
  return true;
}

}  // namespace autopar::runtime
