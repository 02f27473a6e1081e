#pragma once

#include <optional>
#include <string>
#include <utility>

#include "harness/options.hpp"
#include "harness/outcome.hpp"
#include "harness/suite.hpp"
#include "harness/temporary_folder.hpp"

namespace autopar::bench {

// seconds runs from the start to the end of the process.
struct ColdStart {
  Outcome outcome;
  double seconds = 0.0;
};

// Starts processes that run one contender once and end. With Measurement::Cold each has an empty
// cache of its own, which is removed afterwards; with Measurement::Cached they share one, which a
// first process, that is not timed, has filled.
class ColdStarter {
 public:
  // Both have to outlive this.
  ColdStarter(Suite& suite, const Options& options, CellKey key)
      : suite_(suite), options_(options), key_(std::move(key)) {}

  // Holds the digest of the result against CPython's.
  ColdStart start();

 private:
  ColdStart start_with(const std::string& cache);
  ColdStart start_cached();

  Suite& suite_;
  const Options& options_;
  CellKey key_;
  std::optional<TemporaryFolder> filled_cache_;
};

}  // namespace autopar::bench
