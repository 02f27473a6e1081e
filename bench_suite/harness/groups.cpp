#include "harness/groups.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string_view>

namespace autopar::bench {
namespace {

constexpr const char* kStartPreset = "S";
constexpr const char* kThreadPreset = "L";
constexpr const char* kGpuPreset = "XL";
constexpr const char* kExtended = "extended";
constexpr std::array<std::string_view, 3> kQuickStarters = {"cpython", "numba_njit", "autopar"};
constexpr const char* kOurs = "autopar";
constexpr int kEveryCount = 8;

bool is_size(const Problem& problem) { return problem.preset.starts_with("size"); }

bool is_selected(const Problem& problem, const Options& options) {
  if (problem.set == kExtended && !options.has_extended) {
    return false;
  }
  if (is_size(problem)) {
    return options.has_size_series;
  }
  if (options.is_quick) {
    return problem.preset == kStartPreset;
  }
  return options.has_xl || problem.preset != kGpuPreset;
}

const ContenderFacts& find_facts(const Suite& suite, const std::string& name) {
  return *std::ranges::find(suite.contenders(), name, &ContenderFacts::name);
}

// Every number up to 8, from there on powers of two; the last one, all, is measured anyway.
std::vector<int> choose_counts(int all) {
  std::vector<int> counts;
  for (int count = 1; count < all; count = count < kEveryCount ? count + 1 : 2 * count) {
    counts.push_back(count);
  }
  return counts;
}

std::vector<CellKey> choose_warm(const Suite& suite, const Problem& problem,
                                 const Options& options) {
  std::vector<CellKey> keys;
  const bool has_threads = options.has_thread_series && problem.preset == kThreadPreset;
  for (const std::string& contender : problem.contenders) {
    keys.push_back({problem.program, problem.preset, contender});
    if (find_facts(suite, contender).has_kernel_clock && !options.is_quick && !is_size(problem)) {
      keys.push_back({problem.program, problem.preset, contender, Measurement::Kernel});
    }
    if (!has_threads || !find_facts(suite, contender).is_scalable) {
      continue;
    }
    for (const int count : choose_counts(options.jobs)) {
      keys.push_back({problem.program, problem.preset, contender, Measurement::Warm, count});
    }
  }
  return keys;
}

// Of autopar's forms only one: the others start alike. A quick run starts only those that the
// others are compared with, and only cold.
std::vector<CellKey> choose_starts(const Suite& suite, const Problem& problem,
                                   const Options& options) {
  std::vector<CellKey> keys;
  if (options.cold_starts == 0 || problem.preset != kStartPreset) {
    return keys;
  }
  for (const std::string& contender : problem.contenders) {
    if (contender.starts_with(std::string(kOurs) + "_")) {
      continue;
    }
    const bool is_usual = std::ranges::find(kQuickStarters, contender) != kQuickStarters.end();
    if (is_usual || !options.is_quick) {
      keys.push_back({problem.program, problem.preset, contender, Measurement::Cold});
    }
    if (find_facts(suite, contender).has_cache && !options.is_quick) {
      keys.push_back({problem.program, problem.preset, contender, Measurement::Cached});
    }
  }
  keys.push_back({problem.program, problem.preset, kNumpyOnly, Measurement::Cold});
  return keys;
}

void add_group(std::vector<Group>& groups, Group group, const Filter& filter) {
  std::erase_if(group.keys, [&](const CellKey& key) { return !filter.accepts(full_name(key)); });
  if (!group.keys.empty()) {
    groups.push_back(std::move(group));
  }
}

// What is more worth knowing has a lower number: the twelve before the others, presets before
// processes before the series.
int rank_of(const Problem& problem, const Group& group) {
  const int kind = group.is_in_series ? 2 : group.is_of_processes ? 1 : 0;
  return (problem.set == kExtended ? 3 : 0) + kind;
}

}  // namespace

std::vector<Group> make_groups(const Suite& suite, const Options& options, const Filter& filter) {
  std::map<int, std::vector<Group>> by_rank;
  for (const Problem& problem : suite.problems()) {
    if (!is_selected(problem, options)) {
      continue;
    }
    const std::string name = problem.program + "/" + problem.preset;
    for (Group& group : std::vector<Group>{
             {name, choose_warm(suite, problem, options), false, is_size(problem)},
             {name + ", new processes", choose_starts(suite, problem, options), true}}) {
      const int rank = rank_of(problem, group);
      add_group(by_rank[rank], std::move(group), filter);
    }
  }
  std::vector<Group> groups;
  for (auto& [rank, of_rank] : by_rank) {
    std::ranges::move(of_rank, std::back_inserter(groups));
  }
  return groups;
}

std::string full_name(const CellKey& key) { return name_of(key) + "/manual_time"; }

}  // namespace autopar::bench
