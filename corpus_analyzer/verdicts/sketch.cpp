#include "verdicts/sketch.hpp"

#include <algorithm>

namespace autopar::verdicts {
namespace {

// Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014: the mixing
// step.
std::uint64_t mix(std::uint64_t value) {
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

// FNV-1a.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char character : text) {
    hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001B3U;
  }
  return mix(hash);
}

std::uint64_t combine(std::uint64_t seed, std::uint64_t value) {
  return mix(seed ^ (value + 0x9E3779B97F4A7C15U));
}

}  // namespace

void SketchMaker::add_token(std::string_view token) {
  std::ranges::rotate(last_, last_.begin() + 1);
  last_.back() = hash_of(token);
  ++tokens_;
  if (tokens_ >= kRunLength) {
    add_run();
  }
}

// The upper bits choose the bin, the lower ones compete in it.
void SketchMaker::add_run() {
  std::uint64_t hash = 0;
  for (const std::uint64_t token : last_) {
    hash = combine(hash, token);
  }
  const std::size_t bin = hash >> 56U;
  const std::uint64_t value = hash & 0x00FFFFFFFFFFFFFFU;
  if (!is_filled_[bin] || value < smallest_[bin]) {
    is_filled_[bin] = true;
    smallest_[bin] = value;
  }
}

std::optional<Sketch> SketchMaker::finish() {
  if (tokens_ == 0) {
    return std::nullopt;
  }
  if (tokens_ < kRunLength) {
    add_run();
  }
  Sketch sketch{};
  for (std::size_t bin = 0; bin < kSketchBins; ++bin) {
    std::size_t from = bin;
    for (std::uint64_t attempt = 1; !is_filled_[from]; ++attempt) {
      from = combine(bin, attempt) % kSketchBins;
    }
    sketch[bin] = static_cast<std::uint16_t>(mix(smallest_[from]));
  }
  return sketch;
}

std::size_t count_equal_bins(const Sketch& left, const Sketch& right) {
  std::size_t equal = 0;
  for (std::size_t bin = 0; bin < kSketchBins; ++bin) {
    equal += left[bin] == right[bin] ? 1 : 0;
  }
  return equal;
}

}  // namespace autopar::verdicts
