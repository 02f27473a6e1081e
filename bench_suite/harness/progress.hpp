#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "harness/groups.hpp"

namespace autopar::bench {

// Says on standard error how far a run is and about how long it will take. The time that is left is
// that of groups of the same kind (preset, or new processes) so far, of any kind while there was
// none.
class Progress {
 public:
  // groups has to outlive this. Everything counts from `begin` on.
  Progress(const std::vector<Group>& groups, std::chrono::steady_clock::time_point begin,
           bool is_quiet);

  // Has to be called for one group after the other.
  void finish_group(std::size_t place);

  // Minutes from the beginning to the end of the group at `place`, if it takes as long for each
  // cell as the slowest group of its kind so far. A hang counts too, for good: where one waited for
  // the time limit, groups of its kind that would have fitted in may be left out afterwards.
  [[nodiscard]] double expected_end_minutes(std::size_t place) const;

  // Minutes from the beginning to the end of all groups from `place` on, without those of kinds of
  // which there was none: if it is too much, it surely is.
  [[nodiscard]] double least_total_minutes(std::size_t place) const;

  // Seconds that the groups behind `place` will take.
  [[nodiscard]] double estimate_rest(std::size_t place) const;

 private:
  using Clock = std::chrono::steady_clock;

  struct Spent {
    double seconds = 0.0;
    double cells = 0.0;
    double most_per_cell = 0.0;
  };

  [[nodiscard]] double elapsed_seconds() const;

  // Of groups of the same kind, or of all while there was none.
  [[nodiscard]] Spent find_spent(const Group& group) const;

  const std::vector<Group>& groups_;
  bool is_quiet_;
  Clock::time_point begin_;
  Clock::time_point last_;
  std::map<std::string, Spent> spent_;
};

}  // namespace autopar::bench
