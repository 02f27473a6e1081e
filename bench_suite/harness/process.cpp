#include "harness/process.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <string_view>

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

class FileActions {
 public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }

  void redirect(int from, int to) { posix_spawn_file_actions_adddup2(&actions_, from, to); }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

std::vector<std::string> merge_environment(
    const std::vector<std::pair<std::string, std::string>>& extra_variables) {
  std::vector<std::string> merged;
  for (const auto& [name, value] : extra_variables) {
    merged.push_back(name + "=" + value);
  }
  const std::size_t extra_count = merged.size();
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    bool is_replaced = false;
    for (std::size_t place = 0; place < extra_count; ++place) {
      is_replaced |= text.starts_with(extra_variables[place].first + "=");
    }
    if (!is_replaced) {
      merged.emplace_back(text);
    }
  }
  return merged;
}

std::vector<char*> point_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

Result<int> wait_for(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) {
      return fail(fmt::format("cannot wait for a process: {}", std::strerror(errno)));
    }
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Result<FinishedProcess> run_process(
    const std::vector<std::string>& arguments,
    const std::vector<std::pair<std::string, std::string>>& extra_variables) {
  std::vector<std::string> argument_texts = arguments;
  std::vector<std::string> variable_texts = merge_environment(extra_variables);
  const Capture output("output");
  const Capture error_output("error_output");
  FileActions actions;
  actions.redirect(output.descriptor(), STDOUT_FILENO);
  actions.redirect(error_output.descriptor(), STDERR_FILENO);

  pid_t process = 0;
  const auto begin = std::chrono::steady_clock::now();
  const int error = posix_spawnp(&process, arguments.front().c_str(), actions.get(), nullptr,
                                 point_to(argument_texts).data(), point_to(variable_texts).data());
  if (error != 0) {
    return fail(fmt::format("cannot start {}: {}", arguments.front(), std::strerror(error)));
  }
  auto exit_code = wait_for(process);
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
