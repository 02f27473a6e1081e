#pragma once

#include <string>
#include <vector>

#include "harness/outcome.hpp"
#include "harness/suite.hpp"

namespace autopar::bench {

// What is to be said of a run, and whether it was right: every cell that was not left out was timed
// or refused, in the known words, by somebody who is known not to take the program.
struct Summary {
  std::vector<std::string> lines;
  bool is_all_right = true;
};

// A line for each program, contender and kind of failure, in the order of the ledger: how many
// cells it was, and the name and message of the first of them. A failure that was foretold is of
// another kind than one that was not.
[[nodiscard]] Summary summarize(const Ledger& ledger, const Suite& suite);

}  // namespace autopar::bench
