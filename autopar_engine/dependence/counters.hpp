#pragma once

#include <cstdint>
#include <map>

#include "dependence/dependence.hpp"

namespace autopar::dependence {

// How often a test ran, and with what outcome; the rest of applied was passed on.
struct TestCounter {
  std::uint64_t applied = 0;
  std::uint64_t independent = 0;
  std::uint64_t dependent = 0;
};
using TestCounters = std::map<PairTest, TestCounter>;

}  // namespace autopar::dependence
