#include "runtime/live_objects/checkpoint.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <span>
#include <string>
#include <utility>

#include "autopar/check.hpp"
#include "runtime/parallel_for.hpp"

namespace autopar::runtime {

namespace {

PyArrayObject* as_array(PyObject* object) { return reinterpret_cast<PyArrayObject*>(object); }

struct CopyFrame {
  std::byte* to;
  const std::byte* from;
  std::size_t size_bytes;
};

constexpr std::size_t kBlockBytes = 4096;
constexpr std::int64_t kBlocksPerChunk = 64;

void copy_blocks(const void* memory, std::int64_t begin, std::int64_t end, std::int32_t) {
  const auto& frame = *static_cast<const CopyFrame*>(memory);
  const auto first = static_cast<std::size_t>(begin) * kBlockBytes;
  const auto last = std::min(static_cast<std::size_t>(end) * kBlockBytes, frame.size_bytes);
  std::memcpy(frame.to + first, frame.from + first, last - first);
}

// Copies on all threads: a large copy is bound by page faults and memory.
void copy_bytes(PyArrayObject* to, PyArrayObject* from) {
  const CopyFrame frame{static_cast<std::byte*>(PyArray_DATA(to)),
                        static_cast<const std::byte*>(PyArray_DATA(from)),
                        static_cast<std::size_t>(PyArray_NBYTES(from))};
  const std::size_t blocks = (frame.size_bytes + kBlockBytes - 1) / kBlockBytes;
  parallel_for(static_cast<std::int64_t>(blocks), kBlocksPerChunk, copy_blocks, &frame);
}

// False with a Python exception set.
bool copy_elements(PyArrayObject* to, PyArrayObject* from) {
  if (PyArray_IS_C_CONTIGUOUS(to) && PyArray_IS_C_CONTIGUOUS(from)) {
    copy_bytes(to, from);
    return true;
  }
  return PyArray_CopyInto(to, from) == 0;
}

// Whether a copy of that size leaves as much memory again to the rest of the machine. A large
// allocation succeeds even where its use would end the process. Small ones are not asked about.
bool has_room_for(std::size_t size_bytes) {
  constexpr std::size_t kSmall = std::size_t{64} << 20;
  if (size_bytes <= kSmall) {
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

}  // namespace

bool Checkpoint::save(PyObject* object) {
  PyArrayObject* array = as_array(object);
  const auto size_bytes = static_cast<std::size_t>(PyArray_NBYTES(array));
  if (!PyArray_IS_C_CONTIGUOUS(array) || size_bytes > kSmallBytes - small_bytes_used_ ||
      small_count_ == kMostSmall) {
    return save_as_array(array);
  }
  std::memcpy(small_bytes_.data() + small_bytes_used_, PyArray_DATA(array), size_bytes);
  small_[small_count_++] = {array, small_bytes_used_};
  small_bytes_used_ += size_bytes;
  return true;
}

bool Checkpoint::save_as_array(PyArrayObject* array) {
  if (!has_room_for(static_cast<std::size_t>(PyArray_NBYTES(array)))) {
    return false;
  }
  Owned copy(PyArray_NewLikeArray(array, NPY_KEEPORDER, nullptr, 0));
  if (!copy || !copy_elements(as_array(copy.get()), array)) {
    PyErr_Clear();
    return false;
  }
  large_.push_back({array, std::move(copy)});
  return true;
}

// In any order: everything was saved at one moment, so what arrays share is the same in each.
void Checkpoint::restore() {
  for (const Large& large : large_) {
    const bool is_restored = copy_elements(large.array, as_array(large.copy.get()));
    AUTOPAR_CHECK(is_restored, "copying back between equal arrays can't fail");
  }
  for (const Small& small : std::span(small_.data(), small_count_)) {
    std::memcpy(PyArray_DATA(small.array), small_bytes_.data() + small.offset,
                static_cast<std::size_t>(PyArray_NBYTES(small.array)));
  }
}

}  // namespace autopar::runtime
