#include "harness/channel.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace autopar::bench {
namespace {

using Clock = std::chrono::steady_clock;

// poll() counts in an int.
int milliseconds_until(Clock::time_point deadline) {
  constexpr std::int64_t kMost = 1'000'000'000;
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, kMost));
}

}  // namespace

Channel::~Channel() {
  if (descriptor_ >= 0) {
    close(descriptor_);
  }
}

Result<std::pair<Channel, Channel>> Channel::make_pair() {
  std::array<int, 2> ends = {-1, -1};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return fail(fmt::format("cannot connect to a worker: {}", std::strerror(errno)));
  }
  return std::pair(Channel(ends[0]), Channel(ends[1]));
}

bool Channel::write_line(const std::string& line) const {
  const std::string text = line + "\n";
  std::size_t written = 0;
  while (written < text.size()) {
    const ssize_t size =
        send(descriptor_, text.data() + written, text.size() - written, MSG_NOSIGNAL);
    if (size < 0 && errno != EINTR) {
      return false;
    }
    written += static_cast<std::size_t>(std::max<ssize_t>(size, 0));
  }
  return true;
}

std::optional<std::string> Channel::read_line(Clock::time_point deadline) {
  std::size_t end = 0;
  while ((end = rest_.find('\n')) == std::string::npos) {
    pollfd waiting{descriptor_, POLLIN, 0};
    const int ready = poll(&waiting, 1, milliseconds_until(deadline));
    if (ready == 0) {
      return std::nullopt;
    }
    if (ready < 0) {
      continue;
    }
    std::array<char, 4096> buffer;
    const ssize_t size = recv(descriptor_, buffer.data(), buffer.size(), 0);
    if (size == 0 || (size < 0 && errno != EINTR)) {
      return "";
    }
    rest_.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  }
  std::string line = rest_.substr(0, end);
  rest_.erase(0, end + 1);
  return line;
}

}  // namespace autopar::bench
