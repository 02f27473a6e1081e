#include "harness/answer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "harness/process.hpp"

namespace autopar::bench {
namespace {

std::string on_one_line(std::string text) {
  std::ranges::replace_if(text, [](char letter) { return letter == '\t' || letter == '\n'; }, ' ');
  return text;
}

constexpr const char* kRaised = "raised";

Result<Status> read_status(const std::string& text) {
  for (const Status status : {Status::Ok, Status::Fallback, Status::Wrong, Status::Failed}) {
    if (text == name_of(status)) {
      return status;
    }
  }
  return fail("the worker does not fit this program");
}

}  // namespace

std::string print_answer(const Answer& answer) {
  const Outcome& outcome = answer.outcome;
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}", name_of(outcome.status),
                     on_one_line(outcome.message), on_one_line(outcome.ran_on.device),
                     outcome.ran_on.threads.value_or(-1), answer.elapsed_ns, answer.footprint,
                     outcome.failure == FailureKind::Raised ? kRaised : "");
}

Result<Answer> read_answer(const std::string& line) {
  const std::vector<std::string> fields = split(line, '\t');
  if (fields.size() != 7) {
    return fail("the worker does not fit this program");
  }
  auto status = read_status(fields[0]);
  if (!status) {
    return tl::unexpected(status.error());
  }
  Answer answer;
  answer.outcome.status = *status;
  answer.outcome.message = fields[1];
  answer.outcome.ran_on.device = fields[2];
  if (const std::int64_t threads = std::stoll(fields[3]); threads >= 0) {
    answer.outcome.ran_on.threads = threads;
  }
  if (answer.outcome.status == Status::Fallback) {
    answer.outcome.ran_on.fallback = fields[1];
  }
  answer.elapsed_ns = std::stoll(fields[4]);
  answer.footprint = std::stoll(fields[5]);
  answer.outcome.failure = fields[6] == kRaised ? FailureKind::Raised : FailureKind::Other;
  return answer;
}

}  // namespace autopar::bench
