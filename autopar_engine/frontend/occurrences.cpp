#include "frontend/occurrences.hpp"

#include <algorithm>

#include "base/name_hash.hpp"

namespace autopar::frontend {
namespace {

constexpr std::size_t kFewestSlots = 16;

const Meaning& meaning_of(const Occurrence& occurrence) {
  static const Meaning kNothing;
  return occurrence.meaning == nullptr ? kNothing : *occurrence.meaning;
}

}  // namespace

const Definition& Occurrence::definition() const { return meaning_of(*this).definition; }

const std::string& Occurrence::imported_as() const { return meaning_of(*this).imported_as; }

bool Occurrence::operator==(const Occurrence& other) const {
  return role == other.role && is_nested == other.is_nested && is_chained == other.is_chained &&
         is_stored_into == other.is_stored_into && offset_bytes == other.offset_bytes &&
         block_end_bytes == other.block_end_bytes && meaning_of(*this) == meaning_of(other);
}

void Occurrences::add(std::string_view name, const Occurrence& occurrence) {
  const std::uint32_t found = index_of(name);
  NameOfScope& entry = names_[found != kNone ? found : add_name(name)];
  const auto position = static_cast<std::uint32_t>(places_.size());
  Place& place = places_.emplace_back(Place{occurrence, entry.last, kNone});
  if (occurrence.meaning != nullptr) {
    place.occurrence.meaning = &meanings_.emplace_front(*occurrence.meaning);
  }
  if (entry.last == kNone) {
    entry.first = position;
  } else {
    places_[entry.last].next = position;
  }
  entry.last = position;
}

OccurrencesOfName Occurrences::find(std::string_view name) const {
  const std::uint32_t found = index_of(name);
  return found == kNone
             ? OccurrencesOfName(nullptr, kNone, kNone)
             : OccurrencesOfName(places_.data(), names_[found].first, names_[found].last);
}

std::size_t Occurrences::slot_of(std::string_view name) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash_name(name) & mask;
  while (slots_[slot] != kNone && names_[slots_[slot]].text != name) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

std::uint32_t Occurrences::index_of(std::string_view name) const {
  return slots_.empty() ? kNone : slots_[slot_of(name)];
}

std::uint32_t Occurrences::add_name(std::string_view name) {
  if (2 * (names_.size() + 1) > slots_.size()) {
    grow();
  }
  const auto index = static_cast<std::uint32_t>(names_.size());
  slots_[slot_of(name)] = index;
  names_.push_back({std::string(name), kNone, kNone});
  return index;
}

void Occurrences::grow() {
  slots_.assign(std::max(kFewestSlots, 2 * slots_.size()), kNone);
  names_.reserve(slots_.size() / 2);
  places_.reserve(slots_.size());
  for (std::uint32_t index = 0; index < names_.size(); ++index) {
    slots_[slot_of(names_[index].text)] = index;
  }
}

}  // namespace autopar::frontend
