#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>

#include "harness/answer.hpp"
#include "harness/channel.hpp"
#include "harness/options.hpp"
#include "harness/outcome.hpp"

namespace autopar::bench {

// Contenders on problems, in a worker (worker.hpp) that is started when it is first needed. When it
// crashes, or takes longer than find_time_limit, the cell that it was asked about has failed, or
// was cut off by the end of the run, and the next request starts another one, if there is time. All
// cells of one worker share inputs and caches.
class WarmCells {
 public:
  // options has to outlive this.
  explicit WarmCells(const Options& options) : options_(options) {}
  WarmCells(const WarmCells&) = delete;
  WarmCells& operator=(const WarmCells&) = delete;
  ~WarmCells();

  // Compares two calls with CPython's result, which is computed first unless it is known.
  Answer check(const CellKey& key);

  // Times so many calls together, or with Measurement::Kernel their compiled code alone.
  Answer time(const CellKey& key, std::int64_t calls);

  // Gives back the memory of all inputs.
  void forget();

  // Of the worker that is there.
  [[nodiscard]] std::optional<pid_t> process() const;

 private:
  struct Worker {
    pid_t process = 0;
    Channel channel;
  };

  Result<void> start();
  // The answer may take so many times the limit of a contender.
  Result<Answer> ask(const std::string& request, int factor);
  Answer ask_for_cell(const std::string& request, int factor = 1);
  Error end_worker(std::optional<int> passed_s);

  const Options& options_;
  std::optional<Worker> worker_;
};

}  // namespace autopar::bench
