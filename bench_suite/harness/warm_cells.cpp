#include "harness/warm_cells.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "harness/spawn.hpp"
#include "harness/worker.hpp"

namespace autopar::bench {
namespace {

// This program's file, also after a build has put another one in its place.
constexpr const char* kOwnProgram = "/proc/self/exe";

// At preset XL the reference in C takes many times as long as any contender.
constexpr int kPreparationFactor = 10;

std::string describe(const char* request, const CellKey& key) {
  return fmt::format("{}\t{}\t{}\t{}\t{}", request, key.program, key.preset, key.contender,
                     key.threads);
}

// It ends by itself, since its channel is closed; if not, it is made to.
void end_idle_process(pid_t process) {
  constexpr int kLooks = 500;
  for (int look = 0; look < kLooks; ++look) {
    if (waitpid(process, nullptr, WNOHANG) != 0) {
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  kill(process, SIGKILL);
  waitpid(process, nullptr, 0);
}

}  // namespace

WarmCells::~WarmCells() {
  if (worker_) {
    const pid_t process = worker_->process;
    worker_.reset();
    end_idle_process(process);
  }
}

Answer WarmCells::check(const CellKey& key) {
  // What everybody is held against is not to be the time of whoever comes first.
  const Answer prepared = ask_for_cell(describe("prepare", key), kPreparationFactor);
  return prepared.outcome.is_timed() ? ask_for_cell(describe("open", key)) : prepared;
}

Answer WarmCells::time(const CellKey& key, std::int64_t calls) {
  const char* request = key.measurement == Measurement::Kernel ? "kernel" : "time";
  return ask_for_cell(fmt::format("{}\t{}", describe(request, key), calls));
}

void WarmCells::forget() {
  if (worker_) {
    ask_for_cell("forget");
  }
}

std::optional<pid_t> WarmCells::process() const {
  return worker_ ? std::optional(worker_->process) : std::nullopt;
}

Result<void> WarmCells::start() {
  auto ends = Channel::make_pair();
  if (!ends) {
    return tl::unexpected(ends.error());
  }
  std::vector<std::string> arguments = worker_arguments(options_);
  arguments.insert(arguments.begin(), kOwnProgram);
  auto process = spawn(arguments, {}, {{ends->second.descriptor(), STDIN_FILENO}});
  if (!process) {
    return tl::unexpected(process.error());
  }
  worker_.emplace(Worker{*process, std::move(ends->first)});
  return {};
}

// The worker is gone afterwards. passed_s: it has not answered for so many seconds.
Error WarmCells::end_worker(std::optional<int> passed_s) {
  if (passed_s) {
    kill(worker_->process, SIGKILL);
  }
  auto exit_code = wait_for(worker_->process);
  worker_.reset();
  if (passed_s) {
    return {fmt::format("took longer than {} s", *passed_s)};
  }
  return exit_code ? Error{fmt::format("the process {}", describe_end(*exit_code))}
                   : exit_code.error();
}

Result<Answer> WarmCells::ask(const std::string& request, int factor) {
  const bool is_sent = request.empty() || worker_->channel.write_line(request);
  const int limit_s = find_time_limit(options_, factor);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(limit_s);
  const auto line = is_sent ? worker_->channel.read_line(deadline) : std::string();
  if (!line || line->empty()) {
    const bool is_late = !line && is_cut_off(options_, limit_s, factor);
    const Error end = end_worker(line ? std::nullopt : std::optional(limit_s));
    return is_late ? Result<Answer>(Answer{make_cut_off()}) : tl::unexpected(end);
  }
  return read_answer(*line);
}

Answer WarmCells::ask_for_cell(const std::string& request, int factor) {
  if (find_time_limit(options_) == 0) {
    return {make_cut_off()};
  }
  if (!worker_) {
    auto started = start();
    auto greeting = started ? ask("", 1) : tl::unexpected(started.error());
    if (!greeting || !greeting->outcome.is_timed()) {
      return greeting ? *greeting : Answer{make_failure(greeting.error().message)};
    }
  }
  auto answer = ask(request, factor);
  return answer ? *answer : Answer{make_failure(answer.error().message)};
}

}  // namespace autopar::bench
