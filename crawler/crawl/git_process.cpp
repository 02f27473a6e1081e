#include "crawl/git_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace autopar::crawl {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kOutputBytes = std::size_t{1} << 16;
constexpr std::size_t kErrorBytes = std::size_t{1} << 12;
constexpr std::size_t kHeaderBytes = std::size_t{1} << 16;
// Where git writes its trace: the descriptor that GIT_TRACE_CURL names.
constexpr int kTraceDescriptor = 3;
constexpr int kTickMilliseconds = 50;
constexpr int kNotStarted = 127;

class Descriptor {
 public:
  explicit Descriptor(int value = -1) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { reset(); }

  [[nodiscard]] int get() const { return value_; }
  void reset() {
    if (value_ >= 0) {
      close(std::exchange(value_, -1));
    }
  }

 private:
  int value_;
};

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

Result<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return fail(std::generic_category().message(errno));
  }
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

// A file in memory that holds the text, to be read from its beginning.
Result<Descriptor> file_of_text(std::string_view text) {
  Descriptor file(memfd_create("input", MFD_CLOEXEC));
  while (file.get() >= 0 && !text.empty()) {
    const ssize_t written = write(file.get(), text.data(), text.size());
    if (written < 0) {
      return fail(std::generic_category().message(errno));
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (file.get() < 0 || lseek(file.get(), 0, SEEK_SET) != 0) {
    return fail(std::generic_category().message(errno));
  }
  return file;
}

// What the user has set for the way to the network is kept; all else is ours.
std::vector<std::string> environment_of_git() {
  std::vector<std::string> environment = {"LC_ALL=C",
                                          "HOME=/nonexistent",
                                          "GIT_CONFIG_NOSYSTEM=1",
                                          "GIT_CONFIG_GLOBAL=/dev/null",
                                          "GIT_ATTR_NOSYSTEM=1",
                                          "GIT_TERMINAL_PROMPT=0",
                                          "GIT_ASKPASS=/bin/false",
                                          "SSH_ASKPASS=/bin/false",
                                          "GIT_SSH_COMMAND=/bin/false",
                                          "GIT_ALLOW_PROTOCOL=https:http:git",
                                          "GIT_PROTOCOL_FROM_USER=0",
                                          "GIT_TRACE_CURL=3",
                                          "GIT_TRACE_CURL_NO_DATA=1",
                                          "GIT_NO_LAZY_FETCH=1"};
  for (const char* const name :
       {"PATH", "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy",
        "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO", "TMPDIR"}) {
    if (const char* const value = std::getenv(name); value != nullptr) {
      environment.push_back(fmt::format("{}={}", name, value));
    }
  }
  return environment;
}

std::vector<std::string> command_line(const std::vector<std::string>& arguments) {
  std::vector<std::string> line = {"git"};
  for (const char* const setting :
       {"core.hooksPath=/dev/null", "core.fsmonitor=false", "core.askPass=/bin/false",
        "credential.helper=", "gc.auto=0", "maintenance.auto=false", "submodule.recurse=false",
        "fetch.unpackLimit=1", "transfer.unpackLimit=1", "fetch.negotiationAlgorithm=noop",
        "protocol.version=2", "http.followRedirects=initial", "http.lowSpeedLimit=100",
        "http.lowSpeedTime=60", "advice.detachedHead=false"}) {
    line.insert(line.end(), {"-c", setting});
  }
  line.insert(line.end(), arguments.begin(), arguments.end());
  return line;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

struct ChildPlan {
  char* const* arguments;
  char* const* environment;
  int input;
  int output;
  int errors;
  int headers;
  rlim_t file_bytes;
  pid_t parent;
};

// Between fork and exec: only what is safe in a copy of one thread.
[[noreturn]] void become_git(const ChildPlan& plan) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != plan.parent) {
    _exit(kNotStarted);
  }
  setpgid(0, 0);
  const rlimit file_limit = {plan.file_bytes, plan.file_bytes};
  const rlimit no_core = {0, 0};
  setrlimit(RLIMIT_FSIZE, &file_limit);
  setrlimit(RLIMIT_CORE, &no_core);
  // A file that grows too large is then an error that git tells of.
  signal(SIGXFSZ, SIG_IGN);
  dup2(plan.input, STDIN_FILENO);
  dup2(plan.output, STDOUT_FILENO);
  dup2(plan.errors, STDERR_FILENO);
  // The last, since any of the others may be there. One that is there already stays open, too.
  dup2(plan.headers, kTraceDescriptor);
  fcntl(kTraceDescriptor, F_SETFD, 0);
  execvpe("git", plan.arguments, plan.environment);
  _exit(kNotStarted);
}

// Reads what there is; false at the end.
bool read_some(const Descriptor& from, std::string& text) {
  std::array<char, 4096> buffer{};
  const ssize_t size = read(from.get(), buffer.data(), buffer.size());
  if (size > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(size));
  }
  return size > 0 || (size < 0 && (errno == EAGAIN || errno == EINTR));
}

class RunningGit {
 public:
  RunningGit(pid_t process, Descriptor output, Descriptor errors, Descriptor headers)
      : process_(process),
        output_(std::move(output)),
        errors_(std::move(errors)),
        headers_(std::move(headers)) {}

  GitResult wait(Clock::time_point end, const std::atomic<bool>& stop) {
    int status = 0;
    while (waitpid(process_, &status, WNOHANG) == 0) {
      read_pipes(kTickMilliseconds);
      result_.is_stopped = stop;
      result_.is_timed_out = Clock::now() >= end;
      if (result_.is_stopped || result_.is_timed_out) {
        kill(-process_, SIGKILL);
        waitpid(process_, &status, 0);
        return std::move(result_);
      }
    }
    // Helpers of git that outlive it have nothing more to do.
    kill(-process_, SIGKILL);
    while (read_pipes(0)) {
    }
    result_.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return std::move(result_);
  }

 private:
  // Whether there was something to read.
  bool read_pipes(int milliseconds) {
    std::array<pollfd, 3> waiting = {pollfd{output_.get(), POLLIN, 0},
                                     pollfd{errors_.get(), POLLIN, 0},
                                     pollfd{headers_.get(), POLLIN, 0}};
    if (poll(waiting.data(), waiting.size(), milliseconds) <= 0) {
      return false;
    }
    if (waiting[0].revents != 0 && !read_some(output_, result_.output)) {
      output_.reset();
    }
    if (waiting[1].revents != 0 && !read_some(errors_, result_.errors)) {
      errors_.reset();
    }
    if (waiting[2].revents != 0 && !read_some(headers_, result_.headers)) {
      headers_.reset();
    }
    result_.output.resize(std::min(result_.output.size(), kOutputBytes));
    keep_end(result_.errors, kErrorBytes);
    keep_end(result_.headers, kHeaderBytes);
    return true;
  }

  static void keep_end(std::string& text, std::size_t size_bytes) {
    text.erase(0, text.size() - std::min(text.size(), size_bytes));
  }

  pid_t process_;
  Descriptor output_;
  Descriptor errors_;
  Descriptor headers_;
  GitResult result_;
};

}  // namespace

Result<GitResult> run_git(const std::vector<std::string>& arguments, std::string_view input,
                          const GitBounds& bounds, const std::atomic<bool>& stop) {
  Result<Descriptor> input_file = file_of_text(input);
  Result<Pipe> output = make_pipe();
  Result<Pipe> errors = make_pipe();
  Result<Pipe> headers = make_pipe();
  if (!input_file || !output || !errors || !headers) {
    return fail("git can't be started: no pipe or file for it");
  }
  std::vector<std::string> line = command_line(arguments);
  std::vector<std::string> environment = environment_of_git();
  const std::vector<char*> line_pointers = pointers_to(line);
  const std::vector<char*> environment_pointers = pointers_to(environment);
  const ChildPlan plan = {.arguments = line_pointers.data(),
                          .environment = environment_pointers.data(),
                          .input = input_file->get(),
                          .output = output->write_end.get(),
                          .errors = errors->write_end.get(),
                          .headers = headers->write_end.get(),
                          .file_bytes = bounds.file_bytes,
                          .parent = getpid()};
  const Clock::time_point end = Clock::now() + bounds.timeout;
  const pid_t process = fork();
  if (process < 0) {
    return fail(fmt::format("git can't be started: {}", std::generic_category().message(errno)));
  }
  if (process == 0) {
    become_git(plan);
  }
  setpgid(process, process);
  output->write_end.reset();
  errors->write_end.reset();
  headers->write_end.reset();
  GitResult result = RunningGit(process, std::move(output->read_end), std::move(errors->read_end),
                                std::move(headers->read_end))
                         .wait(end, stop);
  if (result.exit_code == kNotStarted) {
    return fail("git can't be started; is it installed?");
  }
  return result;
}

}  // namespace autopar::crawl
