#include "runtime/live_objects/checkpoint.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <numeric>
#include <span>
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

// On all threads: a large copy is bound by memory.
void copy_bytes(void* to, const void* from, std::size_t size_bytes) {
  const CopyFrame frame{static_cast<std::byte*>(to), static_cast<const std::byte*>(from),
                        size_bytes};
  const std::size_t blocks = (size_bytes + kBlockBytes - 1) / kBlockBytes;
  parallel_for(static_cast<std::int64_t>(blocks), kBlocksPerChunk, copy_blocks, &frame);
}

std::size_t size_bytes_of(PyArrayObject* array) {
  return static_cast<std::size_t>(PyArray_NBYTES(array));
}

// The order of the array's dimensions in memory, without gaps between them.
std::vector<npy_intp> packed_strides(PyArrayObject* array) {
  const std::span strides(PyArray_STRIDES(array), static_cast<std::size_t>(PyArray_NDIM(array)));
  std::vector<std::size_t> order(strides.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t dimension) { return std::abs(strides[dimension]); });
  std::vector<npy_intp> packed(strides.size());
  npy_intp stride = PyArray_ITEMSIZE(array);
  for (const std::size_t dimension : order) {
    packed[dimension] = stride;
    stride *= PyArray_DIM(array, static_cast<int>(dimension));
  }
  return packed;
}

// Null with a Python exception set.
Owned packed_like(PyArrayObject* array, std::byte* data) {
  const std::vector<npy_intp> strides = packed_strides(array);
  PyArray_Descr* type = PyArray_DESCR(array);
  Py_INCREF(type);
  return Owned(PyArray_NewFromDescr(&PyArray_Type, type, PyArray_NDIM(array), PyArray_DIMS(array),
                                    strides.data(), data, NPY_ARRAY_WRITEABLE, nullptr));
}

}  // namespace

bool Checkpoint::save(PyObject* object) {
  PyArrayObject* array = as_array(object);
  const std::size_t size_bytes = size_bytes_of(array);
  if (!PyArray_ISONESEGMENT(array) || size_bytes > kSmallBytes - small_bytes_used_ ||
      small_count_ == kMostSmall) {
    return save_in_buffer(array);
  }
  std::memcpy(small_bytes_.data() + small_bytes_used_, PyArray_DATA(array), size_bytes);
  small_[small_count_++] = {array, small_bytes_used_};
  small_bytes_used_ += size_bytes;
  return true;
}

bool Checkpoint::save_in_buffer(PyArrayObject* array) {
  Large large{array, CopyBuffer::take(size_bytes_of(array)), {}};
  if (!large.buffer) {
    return false;
  }
  if (PyArray_ISONESEGMENT(array)) {
    copy_bytes(large.buffer.data(), PyArray_DATA(array), size_bytes_of(array));
  } else {
    large.packed = packed_like(array, large.buffer.data());
    if (!large.packed || PyArray_CopyInto(as_array(large.packed.get()), array) < 0) {
      PyErr_Clear();
      return false;
    }
  }
  large_.push_back(std::move(large));
  return true;
}

// In any order: everything was saved at one moment, so what arrays share is the same in each.
void Checkpoint::restore() {
  for (const Large& large : large_) {
    if (!large.packed) {
      copy_bytes(PyArray_DATA(large.array), large.buffer.data(), size_bytes_of(large.array));
      continue;
    }
    const bool is_restored = PyArray_CopyInto(large.array, as_array(large.packed.get())) == 0;
    AUTOPAR_CHECK(is_restored, "copying back between equal arrays can't fail");
  }
  for (const Small& small : std::span(small_.data(), small_count_)) {
    std::memcpy(PyArray_DATA(small.array), small_bytes_.data() + small.offset,
                size_bytes_of(small.array));
  }
}

}  // namespace autopar::runtime
