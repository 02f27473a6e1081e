#include "harness/summary.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace autopar::bench {
namespace {

// Cells of one program and contender that failed alike.
struct Failures {
  CellKey first;
  std::string what;
  FailureKind kind = FailureKind::Other;
  bool is_all_right = false;
  std::string message;
  int count = 0;
};

// Left out, right, or refused as foretold.
bool is_all_right_with(const Outcome& outcome, const std::string& refusal) {
  if (outcome.is_cut_off()) {
    return true;
  }
  if (refusal.empty()) {
    return outcome.is_timed();
  }
  return outcome.failure == FailureKind::Raised &&
         outcome.message.find(refusal) != std::string::npos;
}

bool are_alike(const Failures& one, const Failures& other) {
  return one.first.program == other.first.program && one.first.contender == other.first.contender &&
         one.what == other.what && one.kind == other.kind && one.is_all_right == other.is_all_right;
}

void add(std::vector<Failures>& all, Failures failure) {
  const auto known = std::ranges::find_if(
      all, [&](const Failures& failures) { return are_alike(failures, failure); });
  Failures& failures = known == all.end() ? all.emplace_back(std::move(failure)) : *known;
  ++failures.count;
}

std::string print(const Failures& failures) {
  std::string line = name_of(failures.first) + ": " + failures.what;
  if (failures.count > 1) {
    line += fmt::format(" (the first of {} cells)", failures.count);
  }
  return failures.message.empty() ? line : line + ": " + failures.message;
}

}  // namespace

Summary summarize(const Ledger& ledger, const Suite& suite) {
  Summary summary;
  std::vector<Failures> all;
  for (const auto& [name, cell] : ledger) {
    const Outcome& outcome = cell.outcome;
    const std::string refusal = suite.find_refusal(cell.key);
    const bool is_all_right = is_all_right_with(outcome, refusal);
    summary.is_all_right = summary.is_all_right && is_all_right;
    if (outcome.is_timed() && !refusal.empty()) {
      add(all, {cell.key, "runs, though its program.toml has it refused"});
    }
    if (outcome.status != Status::Ok) {
      const char* what = outcome.is_cut_off() ? "left out" : name_of(outcome.status);
      add(all, {cell.key, what, outcome.failure, is_all_right, outcome.message});
    }
  }
  for (const Failures& failures : all) {
    summary.lines.push_back(print(failures));
  }
  return summary;
}

}  // namespace autopar::bench
