#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace autopar::analyze {

// What a run has done so far.
struct ProgressState {
  std::uint64_t files = 0;
  std::uint64_t input_bytes = 0;
  std::uint64_t total_bytes = 0;
  double elapsed_seconds = 0;
};

// "1234 notebooks, 250/s, 41 %, 0:35 left".
[[nodiscard]] std::string describe_progress(const ProgressState& state);

// Shows how far a run is: one line that is written over on a terminal, elsewhere a log line now
// and then; nothing if quiet.
class Progress {
 public:
  Progress(std::uint64_t total_bytes, bool is_quiet);

  // Cheap; shows something only when it is time to.
  void update(std::uint64_t files, std::uint64_t input_bytes);

  // Takes the line away.
  void finish() const;

  [[nodiscard]] double elapsed_seconds() const;

 private:
  using Clock = std::chrono::steady_clock;

  Clock::time_point begin_;
  Clock::time_point next_;
  std::uint64_t total_bytes_;
  bool is_quiet_;
  bool is_terminal_;
};

}  // namespace autopar::analyze
