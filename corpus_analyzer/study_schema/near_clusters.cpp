#include "study_schema/near_clusters.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

namespace autopar::study_schema {
namespace {

constexpr std::size_t kBinsPerBand = verdicts::kSketchBins / kBands;
static_assert(kBinsPerBand == 4);

std::uint64_t band_of(const verdicts::Sketch& sketch, std::size_t band) {
  std::uint64_t key = 0;
  for (const std::uint16_t bin : std::span(sketch).subspan(band * kBinsPerBand, kBinsPerBand)) {
    key = (key << 16U) | bin;
  }
  return key;
}

// Sets of positions, each named by its smallest member.
class Clusters {
 public:
  explicit Clusters(std::size_t size) : parents_(size) {
    std::iota(parents_.begin(), parents_.end(), 0);
  }

  std::size_t find(std::size_t position) {
    while (parents_[position] != position) {
      parents_[position] = parents_[parents_[position]];
      position = parents_[position];
    }
    return position;
  }

  void join(std::size_t left, std::size_t right) {
    const std::size_t first = find(left);
    const std::size_t second = find(right);
    parents_[std::max(first, second)] = std::min(first, second);
  }

 private:
  std::vector<std::size_t> parents_;
};

// Of notebooks that have a band in common.
void join_near(const std::vector<SketchedNotebook>& notebooks,
               std::span<const std::pair<std::uint64_t, std::size_t>> places, Clusters& clusters) {
  for (std::size_t right = 1; right < places.size(); ++right) {
    const std::size_t position = places[right].second;
    for (const auto& [band, other] : places.first(right)) {
      const bool is_near = clusters.find(other) != clusters.find(position) &&
                           verdicts::count_equal_bins(notebooks[other].sketch,
                                                      notebooks[position].sketch) >= kEqualBins;
      if (is_near) {
        clusters.join(other, position);
      }
    }
  }
}

}  // namespace

std::vector<std::size_t> near_clusters(const std::vector<SketchedNotebook>& notebooks) {
  Clusters clusters(notebooks.size());
  std::vector<std::pair<std::uint64_t, std::size_t>> places(notebooks.size());
  for (std::size_t band = 0; band < kBands; ++band) {
    for (std::size_t position = 0; position < notebooks.size(); ++position) {
      places[position] = {band_of(notebooks[position].sketch, band), position};
    }
    std::ranges::sort(places);
    for (std::size_t begin = 0; begin < places.size();) {
      std::size_t end = begin + 1;
      while (end < places.size() && places[end].first == places[begin].first) {
        ++end;
      }
      join_near(notebooks, std::span(places).subspan(begin, end - begin), clusters);
      begin = end;
    }
  }
  std::vector<std::size_t> first(notebooks.size());
  for (std::size_t position = 0; position < notebooks.size(); ++position) {
    first[position] = clusters.find(position);
  }
  return first;
}

}  // namespace autopar::study_schema
