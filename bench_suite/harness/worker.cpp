#include "harness/worker.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cmath>
#include <map>
#include <optional>

#include "harness/answer.hpp"
#include "harness/channel.hpp"
#include "harness/interpreter.hpp"
#include "harness/process.hpp"
#include "harness/suite.hpp"

namespace autopar::bench {
namespace {

constexpr auto kNever = std::chrono::steady_clock::time_point::max();

// Standard input becomes ours alone, and what contenders print goes to standard error.
Channel take_over_standard_streams() {
  const int channel = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  dup2(nothing, STDIN_FILENO);
  close(nothing);
  dup2(STDERR_FILENO, STDOUT_FILENO);
  return Channel(channel);
}

Outcome judge(const Result<std::string>& difference) {
  if (!difference) {
    return make_failure(difference.error().message);
  }
  return difference->empty() ? make_success({}) : make_wrong(*difference);
}

// The outcome, with what ran the last call if that was right.
Outcome judge_device(Outcome outcome, WarmCell& cell) {
  if (!outcome.is_timed()) {
    return outcome;
  }
  auto ran_on = cell.find_device();
  return ran_on ? make_success(*ran_on) : make_failure(ran_on.error().message);
}

// A cell that was checked, with what came of it.
struct OpenCell {
  std::optional<WarmCell> cell;
  Answer answer;
};

class Server {
 public:
  Server(Suite suite, int threads) : suite_(std::move(suite)), threads_(threads) {}

  Answer answer(const std::string& request) {
    const std::vector<std::string> fields = split(request, '\t');
    if (fields.front() == "forget") {
      return forget();
    }
    if (fields.size() < 5) {
      return {make_failure("the worker does not know the request " + request)};
    }
    const CellKey key{fields[1], fields[2], fields[3], Measurement::Warm, std::stoi(fields[4])};
    if (fields.front() == "prepare") {
      auto prepared = suite_.prepare_problem(key);
      return {prepared ? make_success({}) : make_failure(prepared.error().message)};
    }
    OpenCell& open = find(key);
    if (fields.size() < 6 || !open.answer.outcome.is_timed()) {
      return open.answer;
    }
    const std::int64_t calls = std::stoll(fields[5]);
    return fields.front() == "kernel" ? time_kernel(*open.cell, calls) : time(*open.cell, calls);
  }

 private:
  Answer forget() {
    cells_.clear();
    auto forgotten = suite_.forget_problems();
    return {forgotten ? make_success({}) : make_failure(forgotten.error().message)};
  }

  OpenCell& find(const CellKey& key) {
    auto [place, is_new] = cells_.try_emplace(key);
    if (is_new) {
      open(key, place->second);
    }
    return place->second;
  }

  void open(const CellKey& key, OpenCell& opened) {
    auto cell = suite_.open_cell(key, threads_);
    if (!cell) {
      opened.answer.outcome = make_refusal(cell.error().message);
      return;
    }
    opened.cell.emplace(std::move(*cell));
    const auto difference = opened.cell->check();
    opened.answer.outcome = difference ? judge_device(judge(difference), *opened.cell)
                                       : make_refusal(difference.error().message);
    opened.answer.elapsed_ns = opened.cell->second_call_ns().value_or(0);
    opened.answer.footprint = opened.cell->footprint().value_or(0);
  }

  static Answer time(WarmCell& cell, std::int64_t calls) {
    if (auto entered = cell.enter(); !entered) {
      return {make_failure(entered.error().message)};
    }
    double seconds = 0.0;
    for (std::int64_t call = 0; call < calls; ++call) {
      auto one = cell.time_call();
      if (!one) {
        return {make_failure(one.error().message)};
      }
      seconds += *one;
    }
    return {judge_device(judge(cell.compare_last()), cell), std::llround(1e9 * seconds), 0};
  }

  static Answer time_kernel(WarmCell& cell, std::int64_t calls) {
    if (auto started = cell.start_kernel_clock(); !started) {
      return {make_failure(started.error().message)};
    }
    Answer answer = time(cell, calls);
    auto elapsed = cell.stop_kernel_clock();
    if (!elapsed || *elapsed <= 0) {
      return {make_failure(elapsed ? "no compiled code has run" : elapsed.error().message)};
    }
    answer.elapsed_ns = *elapsed;
    return answer;
  }

  Suite suite_;
  int threads_;
  std::map<CellKey, OpenCell> cells_;
};

void serve(Channel& channel, Suite suite, int threads) {
  Server server(std::move(suite), threads);
  bool is_heard = channel.write_line(print_answer({make_success({})}));
  while (is_heard) {
    const auto request = channel.read_line(kNever);
    if (!request || request->empty()) {
      return;
    }
    is_heard = channel.write_line(print_answer(server.answer(*request)));
  }
}

int give_up(const Channel& channel, const Error& error) {
  // If nobody listens any more there is nobody to tell.
  static_cast<void>(channel.write_line(print_answer({make_failure(error.message)})));
  return kNoEnvironment;
}

}  // namespace

std::vector<std::string> worker_arguments(const Options& options) {
  return {kWorkerFlag, options.python, options.suite_folder, options.contenders_file,
          std::to_string(options.jobs)};
}

int run_worker(const std::vector<std::string>& arguments) {
  Channel channel = take_over_standard_streams();
  if (arguments.size() != 5) {
    return give_up(channel, {"a worker is started by autopar-bench, not by hand"});
  }
  const std::string& folder = arguments[2];
  auto interpreter = Interpreter::start(arguments[1], folder + "/harness");
  if (!interpreter) {
    return give_up(channel, interpreter.error());
  }
  auto suite = Suite::load(folder + "/programs", arguments[3]);
  if (!suite) {
    return give_up(channel, suite.error());
  }
  serve(channel, std::move(*suite), std::stoi(arguments[4]));
  return kAllRight;
}

}  // namespace autopar::bench
