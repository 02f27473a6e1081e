#include "harness/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace autopar::bench {
namespace {

constexpr const char* kAnyKind = "";

// What the groups have in common that take about as long.
std::string kind_of(const Group& group) {
  const CellKey& key = group.keys.front();
  return group.is_of_processes ? "processes" : key.preset;
}

std::string describe_time(double seconds) {
  return seconds < 99.5 ? fmt::format("{:.0f} s", seconds)
                        : fmt::format("{:.0f} min", seconds / 60.0);
}

}  // namespace

Progress::Progress(const std::vector<Group>& groups, Clock::time_point begin, bool is_quiet)
    : groups_(groups), is_quiet_(is_quiet), begin_(begin), last_(begin) {}

void Progress::finish_group(std::size_t place) {
  const auto now = Clock::now();
  const double seconds = std::chrono::duration<double>(now - last_).count();
  last_ = now;
  const Group& group = groups_[place];
  for (const std::string& kind : {kind_of(group), std::string(kAnyKind)}) {
    spent_[kind].seconds += seconds;
    spent_[kind].cells += static_cast<double>(group.keys.size());
    spent_[kind].most_per_cell =
        std::max(spent_[kind].most_per_cell, seconds / static_cast<double>(group.keys.size()));
  }
  if (is_quiet_ || groups_.size() == 1) {
    return;
  }
  fmt::print(stderr, "autopar-bench: {} of {} done: {}; {} gone, about {} left\n", place + 1,
             groups_.size(), group.name,
             describe_time(std::chrono::duration<double>(now - begin_).count()),
             describe_time(estimate_rest(place)));
}

double Progress::elapsed_seconds() const {
  return std::chrono::duration<double>(Clock::now() - begin_).count();
}

double Progress::expected_end_minutes(std::size_t place) const {
  const Group& group = groups_[place];
  const double expected = static_cast<double>(group.keys.size()) * find_spent(group).most_per_cell;
  return (elapsed_seconds() + expected) / 60.0;
}

double Progress::least_total_minutes(std::size_t place) const {
  double seconds = elapsed_seconds();
  for (std::size_t next = place; next < groups_.size(); ++next) {
    const Group& group = groups_[next];
    if (const auto known = spent_.find(kind_of(group)); known != spent_.end()) {
      seconds +=
          static_cast<double>(group.keys.size()) * known->second.seconds / known->second.cells;
    }
  }
  return seconds / 60.0;
}

Progress::Spent Progress::find_spent(const Group& group) const {
  auto known = spent_.find(kind_of(group));
  if (known == spent_.end()) {
    known = spent_.find(kAnyKind);
  }
  return known == spent_.end() ? Spent{} : known->second;
}

double Progress::estimate_rest(std::size_t place) const {
  double seconds = 0.0;
  for (std::size_t next = place + 1; next < groups_.size(); ++next) {
    const Group& group = groups_[next];
    const Spent spent = find_spent(group);
    seconds += static_cast<double>(group.keys.size()) * spent.seconds / spent.cells;
  }
  return seconds;
}

}  // namespace autopar::bench
