#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>

namespace autopar::bench {

// How many of the processors that this process may use were idle, on average over a moment in which
// it does nothing itself. Nothing when the system does not say.
std::optional<double> count_idle_processors();

// Measures how many processors others kept busy while we measured: what all processors of ours did,
// less what this process, its children that have ended and its worker did.
class LoadMeter {
 public:
  // worker is the one that is there now, if any.
  void begin(std::optional<pid_t> worker);

  // On average since begin, at least 0; nothing when the system does not say, or when the worker
  // was another one at the beginning, or when too little time has passed to tell.
  [[nodiscard]] std::optional<double> foreign_processors(std::optional<pid_t> worker) const;

 private:
  struct Reading {
    std::chrono::steady_clock::time_point at;
    std::optional<double> all_seconds;
    double own_seconds = 0.0;
    std::optional<pid_t> worker;
  };
  static Reading read(std::optional<pid_t> worker);

  Reading first_;
};

}  // namespace autopar::bench
