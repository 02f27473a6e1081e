#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace autopar::crawl {

// What a crawl has done so far.
struct ProgressState {
  std::uint64_t sources = 0;  // that have come to an end
  std::uint64_t all_sources = 0;
  std::uint64_t files = 0;
  std::uint64_t content_bytes = 0;
};

// "3 of 8 sources, 1234 notebooks, 56.7 MB read".
[[nodiscard]] std::string describe_progress(const ProgressState& state);

// Shows how far a crawl is: one line that is written over on a terminal, elsewhere a log line now
// and then; nothing if quiet. Used by one thread.
class Progress {
 public:
  explicit Progress(bool is_quiet);

  // Shows something only when it is time to.
  void update(const ProgressState& state);

  // Takes the line away.
  void finish() const;

  [[nodiscard]] double elapsed_seconds() const;

 private:
  using Clock = std::chrono::steady_clock;
  [[nodiscard]] Clock::duration interval() const;

  bool is_quiet_;
  bool is_terminal_;
  Clock::time_point begin_;
  Clock::time_point next_;
};

}  // namespace autopar::crawl
