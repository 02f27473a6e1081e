#include "study_schema/near_clusters.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <unordered_map>
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

}  // namespace

std::vector<std::size_t> near_clusters(const std::vector<SketchedNotebook>& notebooks) {
  Clusters clusters(notebooks.size());
  for (std::size_t band = 0; band < kBands; ++band) {
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> alike;
    for (std::size_t position = 0; position < notebooks.size(); ++position) {
      std::vector<std::size_t>& others = alike[band_of(notebooks[position].sketch, band)];
      for (const std::size_t other : others) {
        const bool is_near = clusters.find(other) != clusters.find(position) &&
                             verdicts::count_equal_bins(notebooks[other].sketch,
                                                        notebooks[position].sketch) >= kEqualBins;
        if (is_near) {
          clusters.join(other, position);
        }
      }
      others.push_back(position);
    }
  }
  std::vector<std::size_t> first(notebooks.size());
  for (std::size_t position = 0; position < notebooks.size(); ++position) {
    first[position] = clusters.find(position);
  }
  return first;
}

}  // namespace autopar::study_schema
