#include "runtime/live_objects/checkpoint.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

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

// The dimensions of an array, from that of the farthest neighbours to that of the nearest.
std::vector<int> outermost_first(PyArrayObject* array) {
  std::vector<int> order(static_cast<std::size_t>(PyArray_NDIM(array)));
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, std::ranges::greater(),
                    [&](int dimension) { return std::abs(PyArray_STRIDE(array, dimension)); });
  return order;
}

template <class Element>
void copy_run(std::byte* to, npy_intp to_stride, const std::byte* from, npy_intp from_stride,
              npy_intp count) {
  for (npy_intp index = 0; index < count; ++index) {
    Element element;
    std::memcpy(&element, from + index * from_stride, sizeof(Element));
    std::memcpy(to + index * to_stride, &element, sizeof(Element));
  }
}

// Between the elements of an array with gaps and the same ones side by side.
struct GapCopy {
  PyArrayObject* array;
  std::vector<int> order;
  std::byte* packed;
  bool is_restore;

  // One row of the innermost dimension; the place in `packed` moves on.
  void copy_row(std::byte* element) {
    const npy_intp size = PyArray_ITEMSIZE(array);
    const npy_intp count = order.empty() ? 1 : PyArray_DIM(array, order.back());
    const npy_intp stride = order.empty() ? 0 : PyArray_STRIDE(array, order.back());
    const auto run = [&]<class Element>(Element) {
      if (is_restore) {
        copy_run<Element>(element, stride, packed, size, count);
      } else {
        copy_run<Element>(packed, size, element, stride, count);
      }
    };
    switch (size) {
      case 1:
        run(std::uint8_t());
        break;
      case 2:
        run(std::uint16_t());
        break;
      case 4:
        run(std::uint32_t());
        break;
      case 8:
        run(std::uint64_t());
        break;
      default:
        AUTOPAR_CHECK(size == 16, "the size of an element");
        run(std::array<std::uint64_t, 2>());
    }
    packed += count * size;
  }

  void copy_from(std::size_t level, std::byte* element) {
    if (level + 1 >= order.size()) {
      copy_row(element);
      return;
    }
    for (npy_intp index = 0; index < PyArray_DIM(array, order[level]); ++index) {
      copy_from(level + 1, element + index * PyArray_STRIDE(array, order[level]));
    }
  }
};

// NumPy's own copying gives up the GIL, and other threads would see what may be taken back.
void copy_with_gaps(PyArrayObject* array, std::byte* packed, bool is_restore) {
  GapCopy{array, outermost_first(array), packed, is_restore}.copy_from(
      0, static_cast<std::byte*>(PyArray_DATA(array)));
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
  Large large{array, CopyBuffer::take(size_bytes_of(array))};
  if (!large.buffer) {
    return false;
  }
  if (PyArray_ISONESEGMENT(array)) {
    copy_bytes(large.buffer.data(), PyArray_DATA(array), size_bytes_of(array));
  } else {
    copy_with_gaps(array, large.buffer.data(), false);
  }
  large_.push_back(std::move(large));
  return true;
}

// In any order: everything was saved at one moment, so what arrays share is the same in each.
void Checkpoint::restore() {
  for (const Large& large : large_) {
    if (PyArray_ISONESEGMENT(large.array)) {
      copy_bytes(PyArray_DATA(large.array), large.buffer.data(), size_bytes_of(large.array));
    } else {
      copy_with_gaps(large.array, large.buffer.data(), true);
    }
  }
  for (const Small& small : std::span(small_.data(), small_count_)) {
    std::memcpy(PyArray_DATA(small.array), small_bytes_.data() + small.offset,
                size_bytes_of(small.array));
  }
}

}  // namespace autopar::runtime
