#include "analyze/progress.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace autopar::analyze {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

constexpr auto kTerminalInterval = 200ms;
constexpr auto kLogInterval = 30s;

void write_line(const std::string& text) {
  fmt::print(stderr, "\r\x1b[K{}", text);
  std::fflush(stderr);
}

}  // namespace

std::string describe_progress(const ProgressState& state) {
  const double seconds = std::max(state.elapsed_seconds, 1e-3);
  std::string text = fmt::format("{} notebooks, {:.0f}/s", state.files,
                                 static_cast<double>(state.files) / seconds);
  if (state.total_bytes == 0 || state.input_bytes == 0) {
    return text;
  }
  const double done = std::min(
      1.0, static_cast<double>(state.input_bytes) / static_cast<double>(state.total_bytes));
  const auto left = static_cast<std::uint64_t>(seconds * (1 - done) / done);
  return text + fmt::format(", {:.0f} %, {}:{:02} left", 100 * done, left / 60, left % 60);
}

Progress::Progress(std::uint64_t total_bytes, bool is_quiet)
    : begin_(Clock::now()),
      total_bytes_(total_bytes),
      is_quiet_(is_quiet),
      is_terminal_(isatty(STDERR_FILENO) == 1) {
  next_ = begin_ + (is_terminal_ ? Clock::duration(kTerminalInterval) : kLogInterval);
}

double Progress::elapsed_seconds() const {
  return std::chrono::duration<double>(Clock::now() - begin_).count();
}

void Progress::update(std::uint64_t files, std::uint64_t input_bytes) {
  const Clock::time_point now = Clock::now();
  if (is_quiet_ || now < next_) {
    return;
  }
  next_ = now + (is_terminal_ ? Clock::duration(kTerminalInterval) : kLogInterval);
  const std::string text = describe_progress({files, input_bytes, total_bytes_, elapsed_seconds()});
  if (is_terminal_) {
    write_line(text);
  } else {
    spdlog::info(text);
  }
}

void Progress::finish() const {
  if (is_terminal_ && !is_quiet_) {
    write_line("");
  }
}

}  // namespace autopar::analyze
