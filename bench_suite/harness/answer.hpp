#pragma once

#include <cstdint>
#include <string>

#include "autopar/result.hpp"
#include "harness/outcome.hpp"

namespace autopar::bench {

// What a worker says of a cell. elapsed_ns is that of the calls that were asked for together, or of
// the one that the check made; footprint is the bytes of the arrays of a call.
struct Answer {
  Outcome outcome;
  std::int64_t elapsed_ns = 0;
  std::int64_t footprint = 0;
};

// One line without its end, and back.
std::string print_answer(const Answer& answer);
Result<Answer> read_answer(const std::string& line);

}  // namespace autopar::bench
