#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace autopar::verdicts {

// One-permutation MinHash of a set, b = 16 bits a bin. Two sketches have equal bins about as often
// as the Jaccard similarity of their sets says. Sources: Li, Owen, Zhang, "One permutation
// hashing", NIPS 2012; empty bins as in Shrivastava, "Optimal densification for fast and accurate
// minwise hashing", ICML 2017.
constexpr std::size_t kSketchBins = 256;
using Sketch = std::array<std::uint16_t, kSketchBins>;

// Takes the tokens of a text one by one, however it is cut, and sketches the set of all runs of
// kRunLength of them; of a shorter text the one run that it is.
class SketchMaker {
 public:
  static constexpr std::size_t kRunLength = 5;

  void add_token(std::string_view token);

  [[nodiscard]] std::uint64_t tokens() const { return tokens_; }

  // Nothing without a token.
  [[nodiscard]] std::optional<Sketch> finish();

 private:
  void add_run();

  std::array<std::uint64_t, kRunLength> last_{};
  std::uint64_t tokens_ = 0;
  std::array<std::uint64_t, kSketchBins> smallest_{};
  std::array<bool, kSketchBins> is_filled_{};
};

// How many bins are equal.
[[nodiscard]] std::size_t count_equal_bins(const Sketch& left, const Sketch& right);

}  // namespace autopar::verdicts
