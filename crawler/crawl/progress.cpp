#include "crawl/progress.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cstdio>

namespace autopar::crawl {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

void write_line(const std::string& text) {
  fmt::print(stderr, "\r\x1b[K{}", text);
  std::fflush(stderr);
}

}  // namespace

std::string describe_progress(const ProgressState& state) {
  return fmt::format("{} of {} sources, {} notebooks, {:.1f} MB read", state.sources,
                     state.all_sources, state.files,
                     static_cast<double>(state.content_bytes) / 1e6);
}

Progress::Progress(bool is_quiet)
    : is_quiet_(is_quiet),
      is_terminal_(isatty(STDERR_FILENO) == 1),
      begin_(Clock::now()),
      next_(begin_ + interval()) {}

Progress::Clock::duration Progress::interval() const {
  return is_terminal_ ? Clock::duration(200ms) : Clock::duration(30s);
}

double Progress::elapsed_seconds() const {
  return std::chrono::duration<double>(Clock::now() - begin_).count();
}

void Progress::update(const ProgressState& state) {
  const Clock::time_point now = Clock::now();
  if (is_quiet_ || now < next_) {
    return;
  }
  next_ = now + interval();
  if (is_terminal_) {
    write_line(describe_progress(state));
  } else {
    spdlog::info(describe_progress(state));
  }
}

void Progress::finish() const {
  if (is_terminal_ && !is_quiet_) {
    write_line("");
  }
}

}  // namespace autopar::crawl
