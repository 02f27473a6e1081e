#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

#include "autopar/check.hpp"

namespace autopar {

// A 32-bit index into an IdStore. Tag keeps the ids of different stores apart at compile time;
// a default-made id refers to nothing.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::uint32_t index) : index_(index) {}

  [[nodiscard]] constexpr std::uint32_t index() const { return index_; }
  [[nodiscard]] constexpr bool is_valid() const { return index_ != kNone; }

  constexpr auto operator<=>(const Id&) const = default;

 private:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t index_ = kNone;
};

// The first `size` ids of a store, in order of creation.
template <class Id_>
class IdRange {
 public:
  class Iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = Id_;

    Iterator() = default;
    explicit Iterator(std::uint32_t index) : index_(index) {}
    Id_ operator*() const { return Id_(index_); }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    Iterator operator++(int) { return Iterator(index_++); }
    [[nodiscard]] bool operator==(const Iterator&) const = default;

   private:
    std::uint32_t index_ = 0;
  };

  explicit IdRange(std::size_t size) : size_(static_cast<std::uint32_t>(size)) {}

  [[nodiscard]] Iterator begin() const { return Iterator(0); }
  [[nodiscard]] Iterator end() const { return Iterator(size_); }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  std::uint32_t size_;
};

// The values behind ids of one kind. Ids stay valid as the store grows; nothing is removed.
template <class Id_, class T>
class IdStore {
 public:
  Id_ add(T value) {
    values_.push_back(std::move(value));
    return Id_(static_cast<std::uint32_t>(values_.size() - 1));
  }

  [[nodiscard]] const T& operator[](Id_ id) const {
    AUTOPAR_CHECK(contains(id), "id from another store");
    return values_[id.index()];
  }
  [[nodiscard]] T& operator[](Id_ id) {
    AUTOPAR_CHECK(contains(id), "id from another store");
    return values_[id.index()];
  }

  // Room for so many values, where the number is known roughly.
  void reserve(std::size_t size) { values_.reserve(size); }

  [[nodiscard]] bool contains(Id_ id) const { return id.is_valid() && id.index() < values_.size(); }
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] bool empty() const { return values_.empty(); }

  // In order of creation; position n holds the value of Id_(n).
  [[nodiscard]] auto begin() const { return values_.begin(); }
  [[nodiscard]] auto end() const { return values_.end(); }

  // Of the values that are there now.
  [[nodiscard]] IdRange<Id_> ids() const { return IdRange<Id_>(values_.size()); }

 private:
  std::vector<T> values_;
};

}  // namespace autopar

template <class Tag>
struct std::hash<autopar::Id<Tag>> {
  std::size_t operator()(autopar::Id<Tag> id) const noexcept {
    return std::hash<std::uint32_t>{}(id.index());
  }
};
