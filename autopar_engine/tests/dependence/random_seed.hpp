#pragma once

#include <cstdint>
#include <cstdlib>

namespace autopar::dependence {

// AUTOPAR_TEST_SEED, or the one that every run has.
inline std::uint64_t random_seed() {
  const char* text = std::getenv("AUTOPAR_TEST_SEED");
  return text != nullptr ? std::strtoull(text, nullptr, 10) : 20261122;
}

}  // namespace autopar::dependence
