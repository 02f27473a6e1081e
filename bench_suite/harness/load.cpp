#include "harness/load.hpp"

#include <fmt/format.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

namespace autopar::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kMoment = std::chrono::milliseconds(300);
// The kernel counts in hundredths of a second; shorter than this they say nothing.
constexpr double kLeastSeconds = 1.0;

double ticks_to_seconds(double ticks) { return ticks / static_cast<double>(sysconf(_SC_CLK_TCK)); }

bool is_ours(const cpu_set_t& ours, const std::string& label) {
  if (!label.starts_with("cpu") || label.size() == 3) {
    return false;
  }
  return CPU_ISSET(static_cast<std::size_t>(std::stoul(label.substr(3))), &ours);
}

struct ProcessorSeconds {
  double busy = 0.0;
  double idle = 0.0;
};

// Of the processors that this process may use, since the system started. Time that the host of a
// virtual machine took away counts as busy.
std::optional<ProcessorSeconds> read_processors() {
  cpu_set_t ours;
  CPU_ZERO(&ours);
  std::ifstream file("/proc/stat");
  if (!file || sched_getaffinity(0, sizeof ours, &ours) != 0) {
    return std::nullopt;
  }
  ProcessorSeconds sum;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string label;
    std::array<double, 8> ticks{};
    words >> label;
    if (!is_ours(ours, label)) {
      continue;
    }
    for (double& each : ticks) {
      words >> each;
    }
    // user nice system idle iowait irq softirq steal
    sum.idle += ticks_to_seconds(ticks[3] + ticks[4]);
    sum.busy += ticks_to_seconds(ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7]);
  }
  return sum;
}

// What a process took, its children that have ended included.
double read_process(pid_t process) {
  std::ifstream file(fmt::format("/proc/{}/stat", process));
  std::string text;
  std::getline(file, text);
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) {
    return 0.0;
  }
  std::istringstream words(text.substr(name_end + 1));
  std::string skipped;
  constexpr int kFieldsBeforeTimes = 11;
  for (int field = 0; field < kFieldsBeforeTimes; ++field) {
    words >> skipped;
  }
  double sum = 0.0;
  for (int field = 0; field < 4; ++field) {
    double ticks = 0.0;
    words >> ticks;
    sum += ticks_to_seconds(ticks);
  }
  return sum;
}

double seconds_between(Clock::time_point begin, Clock::time_point end) {
  return std::chrono::duration<double>(end - begin).count();
}

}  // namespace

std::optional<double> count_idle_processors() {
  const auto before = read_processors();
  const auto begin = Clock::now();
  std::this_thread::sleep_for(kMoment);
  const auto after = read_processors();
  if (!before || !after) {
    return std::nullopt;
  }
  return (after->idle - before->idle) / seconds_between(begin, Clock::now());
}

LoadMeter::Reading LoadMeter::read(std::optional<pid_t> worker) {
  const auto all = read_processors();
  return {Clock::now(), all ? std::optional(all->busy) : std::nullopt,
          read_process(getpid()) + (worker ? read_process(*worker) : 0.0), worker};
}

void LoadMeter::begin(std::optional<pid_t> worker) { first_ = read(worker); }

std::optional<double> LoadMeter::foreign_processors(std::optional<pid_t> worker) const {
  const Reading last = read(worker);
  const double seconds = seconds_between(first_.at, last.at);
  if (!first_.all_seconds || !last.all_seconds || first_.worker != worker ||
      seconds < kLeastSeconds) {
    return std::nullopt;
  }
  const double own = last.own_seconds - first_.own_seconds;
  return std::max(0.0, *last.all_seconds - *first_.all_seconds - own) / seconds;
}

}  // namespace autopar::bench
