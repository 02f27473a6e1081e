#include "harness/spawn.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>

namespace autopar::bench {
namespace {

constexpr int kSignalled = 128;

class FileActions {
 public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }

  void redirect(const Redirection& one) {
    posix_spawn_file_actions_adddup2(&actions_, one.from, one.to);
  }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

std::vector<std::string> merge_environment(const Variables& extra_variables) {
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

}  // namespace

Result<pid_t> spawn(const std::vector<std::string>& arguments, const Variables& extra_variables,
                    const std::vector<Redirection>& redirections) {
  std::vector<std::string> argument_texts = arguments;
  std::vector<std::string> variable_texts = merge_environment(extra_variables);
  FileActions actions;
  for (const Redirection& one : redirections) {
    actions.redirect(one);
  }
  pid_t process = 0;
  const int error = posix_spawnp(&process, arguments.front().c_str(), actions.get(), nullptr,
                                 point_to(argument_texts).data(), point_to(variable_texts).data());
  if (error != 0) {
    return fail(fmt::format("cannot start {}: {}", arguments.front(), std::strerror(error)));
  }
  return process;
}

Result<int> wait_for(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) {
      return fail(fmt::format("cannot wait for a process: {}", std::strerror(errno)));
    }
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : kSignalled + WTERMSIG(status);
}

std::string describe_end(int exit_code) {
  if (exit_code <= kSignalled) {
    return fmt::format("ended with {}", exit_code);
  }
  return fmt::format("ended with {} ({})", exit_code, strsignal(exit_code - kSignalled));
}

}  // namespace autopar::bench
