#include "toolchain/subprocess.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "toolchain/posix_file.hpp"

namespace autopar::toolchain {
namespace {

class FileActions {
 public:
  explicit FileActions(const std::filesystem::path& log_file) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, log_file.c_str(),
                                     O_WRONLY | O_CREAT | O_EXCL, 0600);
    posix_spawn_file_actions_adddup2(&actions_, STDOUT_FILENO, STDERR_FILENO);
  }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }

  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

Result<pid_t> spawn(const std::vector<std::string>& arguments, const FileActions& actions) {
  std::vector<char*> pointers;
  pointers.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments) {
    pointers.push_back(const_cast<char*>(argument.c_str()));
  }
  pointers.push_back(nullptr);
  pid_t process = 0;
  const int error =
      posix_spawnp(&process, pointers[0], actions.get(), nullptr, pointers.data(), environ);
  if (error != 0) {
    return fail(
        fmt::format("cannot run {}: {}", arguments[0], std::generic_category().message(error)));
  }
  return process;
}

Result<int> wait_for(pid_t process, const std::string& name) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) {
      return fail(describe_errno(fmt::format("waiting for {}", name)));
    }
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Result<ProcessResult> run_process(const std::vector<std::string>& arguments,
                                  const std::filesystem::path& log_file) {
  const FileActions actions(log_file);
  const Result<pid_t> process = spawn(arguments, actions);
  if (!process) {
    return tl::unexpected(process.error());
  }
  const Result<int> status = wait_for(*process, arguments[0]);
  if (!status) {
    return tl::unexpected(status.error());
  }
  Result<std::string> output = read_file(log_file);
  return ProcessResult{*status, output ? std::move(*output) : std::string()};
}

}  // namespace autopar::toolchain
