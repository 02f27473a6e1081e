#pragma once

#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <iterator>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/occurrence.hpp"

namespace autopar::frontend {

class OccurrencesOfName;

// The places of a scope's text by name. Those of all names stand in one array, and each knows the
// next one of its name: a text has many names, and most of them few places.
class Occurrences {
 public:
  Occurrences() = default;
  // Places point to the meanings.
  Occurrences(const Occurrences&) = delete;
  Occurrences& operator=(const Occurrences&) = delete;
  Occurrences(Occurrences&&) = default;
  Occurrences& operator=(Occurrences&&) = default;
  ~Occurrences() = default;

  // Puts it behind those of the name that are there; its meaning, if it has one, is copied.
  void add(std::string_view name, const Occurrence& occurrence);

  // In the order in which they were added; valid until the next one is.
  [[nodiscard]] OccurrencesOfName find(std::string_view name) const;
  [[nodiscard]] bool contains(std::string_view name) const { return index_of(name) != kNone; }
  // Each once, in the order of their first places.
  [[nodiscard]] auto names() const { return std::views::transform(names_, &NameOfScope::text); }

 private:
  friend class OccurrencesOfName;
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  struct Place {
    Occurrence occurrence;
    std::uint32_t previous = kNone;  // of the same name
    std::uint32_t next = kNone;
  };
  struct NameOfScope {
    std::string text;
    std::uint32_t first = kNone;
    std::uint32_t last = kNone;
  };

  // The slot that holds the name, or the empty one where it would stand. Requires slots.
  [[nodiscard]] std::size_t slot_of(std::string_view name) const;
  [[nodiscard]] std::uint32_t index_of(std::string_view name) const;
  std::uint32_t add_name(std::string_view name);
  void grow();

  std::vector<Place> places_;
  std::vector<NameOfScope> names_;
  // Open addressing: indices into names_; at least half of the slots are empty.
  std::vector<std::uint32_t> slots_;
  std::forward_list<Meaning> meanings_;
};

// The places of one name.
class OccurrencesOfName {
 public:
  class Iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = Occurrence;
    using reference = const Occurrence&;
    using pointer = const Occurrence*;
    using iterator_category = std::bidirectional_iterator_tag;

    Iterator() = default;
    reference operator*() const { return places_[position_].occurrence; }
    pointer operator->() const { return &places_[position_].occurrence; }
    Iterator& operator++() {
      position_ = places_[position_].next;
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }
    Iterator& operator--() {
      position_ = position_ == Occurrences::kNone ? last_ : places_[position_].previous;
      return *this;
    }
    Iterator operator--(int) {
      Iterator before = *this;
      --*this;
      return before;
    }
    [[nodiscard]] bool operator==(const Iterator& other) const {
      return position_ == other.position_;
    }

   private:
    friend class OccurrencesOfName;
    Iterator(const Occurrences::Place* places, std::uint32_t position, std::uint32_t last)
        : places_(places), position_(position), last_(last) {}

    const Occurrences::Place* places_ = nullptr;
    std::uint32_t position_ = Occurrences::kNone;
    std::uint32_t last_ = Occurrences::kNone;
  };

  [[nodiscard]] Iterator begin() const { return {places_, first_, last_}; }
  [[nodiscard]] Iterator end() const { return {places_, Occurrences::kNone, last_}; }
  [[nodiscard]] bool empty() const { return first_ == Occurrences::kNone; }

 private:
  friend class Occurrences;
  OccurrencesOfName(const Occurrences::Place* places, std::uint32_t first, std::uint32_t last)
      : places_(places), first_(first), last_(last) {}

  const Occurrences::Place* places_;
  std::uint32_t first_;
  std::uint32_t last_;
};

}  // namespace autopar::frontend
