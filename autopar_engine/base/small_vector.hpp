#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <type_traits>
#include <vector>

namespace autopar {

// A vector whose first kInline elements stand in the object itself: short lists take no memory from
// the heap. For small values; a moved-from one may be destroyed or assigned to.
template <class T, std::size_t kInline>
class SmallVector {
  static_assert(std::is_trivially_destructible_v<T>);

 public:
  using value_type = T;
  using iterator = T*;
  using const_iterator = const T*;

  SmallVector() = default;
  SmallVector(std::initializer_list<T> values) : SmallVector(values.begin(), values.end()) {}
  SmallVector(const T* begin, const T* end) {
    for (; begin != end; ++begin) {
      push_back(*begin);
    }
  }

  void push_back(const T& value) {
    if (!spilled_.empty()) {
      spilled_.push_back(value);
    } else if (inline_size_ < kInline) {
      inline_[inline_size_++] = value;
    } else {
      spill(value);
    }
  }
  // Requires an element.
  void pop_back() {
    if (spilled_.empty()) {
      --inline_size_;
    } else {
      spilled_.pop_back();
    }
  }

  [[nodiscard]] std::size_t size() const {
    return spilled_.empty() ? inline_size_ : spilled_.size();
  }
  [[nodiscard]] bool empty() const { return size() == 0; }

  [[nodiscard]] T* begin() { return spilled_.empty() ? inline_.data() : spilled_.data(); }
  [[nodiscard]] T* end() { return begin() + size(); }
  [[nodiscard]] const T* begin() const {
    return spilled_.empty() ? inline_.data() : spilled_.data();
  }
  [[nodiscard]] const T* end() const { return begin() + size(); }

  // position < size().
  [[nodiscard]] T& operator[](std::size_t position) { return begin()[position]; }
  [[nodiscard]] const T& operator[](std::size_t position) const { return begin()[position]; }
  // Require an element.
  [[nodiscard]] const T& front() const { return begin()[0]; }
  [[nodiscard]] const T& back() const { return begin()[size() - 1]; }

  [[nodiscard]] bool operator==(const SmallVector& other) const {
    return std::equal(begin(), end(), other.begin(), other.end());
  }

 private:
  void spill(const T& value) {
    const T copy = value;
    spilled_.reserve(2 * kInline);
    spilled_.assign(inline_.begin(), inline_.end());
    spilled_.push_back(copy);
    inline_size_ = 0;
  }

  std::array<T, kInline> inline_{};
  std::size_t inline_size_ = 0;  // 0 once the elements stand in spilled_
  std::vector<T> spilled_;
};

}  // namespace autopar
