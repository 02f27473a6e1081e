#include "harness/process.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>
#include <csignal>

namespace autopar::bench {
namespace {

// A file without a name, in memory, that takes what a process writes.
class Capture {
 public:
  explicit Capture(const char* name) : descriptor_(memfd_create(name, MFD_CLOEXEC)) {}
  Capture(const Capture&) = delete;
  Capture& operator=(const Capture&) = delete;
  ~Capture() { close(descriptor_); }

  [[nodiscard]] int descriptor() const { return descriptor_; }

  [[nodiscard]] std::string read_all() const {
    std::string text;
    char buffer[4096];
    ssize_t size = 0;
    while ((size = pread(descriptor_, buffer, sizeof buffer, static_cast<off_t>(text.size()))) >
           0) {
      text.append(buffer, static_cast<std::size_t>(size));
    }
    return text;
  }

 private:
  int descriptor_;
};

// Like wait_for; a process that takes longer than the limit is killed.
Result<int> wait_within(pid_t process, int time_limit_s) {
  if (time_limit_s == kNoTimeLimit) {
    return wait_for(process);
  }
  const int descriptor = static_cast<int>(syscall(SYS_pidfd_open, process, 0));
  pollfd end{descriptor, POLLIN, 0};
  const bool is_late = descriptor >= 0 && poll(&end, 1, 1000 * time_limit_s) == 0;
  if (descriptor >= 0) {
    close(descriptor);
  }
  if (is_late) {
    kill(process, SIGKILL);
  }
  auto exit_code = wait_for(process);
  return is_late ? fail(fmt::format("took longer than {} s", time_limit_s)) : exit_code;
}

}  // namespace

Result<FinishedProcess> run_process(const std::vector<std::string>& arguments,
                                    const Variables& extra_variables, int time_limit_s) {
  const Capture output("output");
  const Capture error_output("error_output");
  const auto begin = std::chrono::steady_clock::now();
  auto process =
      spawn(arguments, extra_variables,
            {{output.descriptor(), STDOUT_FILENO}, {error_output.descriptor(), STDERR_FILENO}});
  auto exit_code = process ? wait_within(*process, time_limit_s) : tl::unexpected(process.error());
  const auto elapsed = std::chrono::steady_clock::now() - begin;
  if (!exit_code) {
    return tl::unexpected(exit_code.error());
  }
  return FinishedProcess{*exit_code, output.read_all(), error_output.read_all(),
                         std::chrono::duration_cast<std::chrono::nanoseconds>(elapsed).count()};
}

std::string last_line(const std::string& text) {
  const std::size_t end = text.find_last_not_of('\n');
  if (end == std::string::npos) {
    return "";
  }
  const std::size_t before = text.rfind('\n', end);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  return text.substr(begin, end + 1 - begin);
}

std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> fields(1);
  for (const char letter : line) {
    if (letter == separator) {
      fields.emplace_back();
    } else {
      fields.back() += letter;
    }
  }
  return fields;
}

}  // namespace autopar::bench
