#include "harness/outcome.hpp"

#include <utility>

namespace autopar::bench {

const char* name_of(Measurement measurement) {
  switch (measurement) {
    case Measurement::Warm:
      return "warm";
    case Measurement::Cold:
      return "cold";
    case Measurement::Cached:
      return "cached";
    case Measurement::Kernel:
      return "kernel";
  }
  return "warm";
}

const char* name_of(Status status) {
  switch (status) {
    case Status::Ok:
      return "ok";
    case Status::Fallback:
      return "fallback";
    case Status::Wrong:
      return "wrong";
    case Status::Failed:
      return "failed";
  }
  return "failed";
}

std::string name_of(const CellKey& key) {
  std::string name = key.program + "/" + key.preset + "/" + key.contender;
  if (key.measurement != Measurement::Warm) {
    name += std::string("/") + name_of(key.measurement);
  }
  return key.threads == 0 ? name : name + "/threads=" + std::to_string(key.threads);
}

Outcome make_failure(std::string message) { return {Status::Failed, std::move(message), {}}; }

Outcome make_refusal(std::string message) {
  return {Status::Failed, std::move(message), {}, FailureKind::Raised};
}

Outcome make_cut_off() {
  return {Status::Failed, "the time of the run was over", {}, FailureKind::CutOff};
}

Outcome make_wrong(std::string message) { return {Status::Wrong, std::move(message), {}}; }

Outcome make_success(RanOn ran_on) {
  const Status status = ran_on.fallback.empty() ? Status::Ok : Status::Fallback;
  std::string message = ran_on.fallback;
  return {status, std::move(message), std::move(ran_on)};
}

}  // namespace autopar::bench
