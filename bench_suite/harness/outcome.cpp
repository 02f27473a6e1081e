#include "harness/outcome.hpp"

#include <utility>

namespace autopar::bench {

const char* name_of(Measurement measurement) {
  return measurement == Measurement::Warm ? "warm" : "cold";
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
  const std::string name = key.program + "/" + key.preset + "/" + key.contender;
  return key.measurement == Measurement::Cold ? name + "/cold" : name;
}

Outcome make_failure(std::string message) { return {Status::Failed, std::move(message), {}}; }

Outcome make_wrong(std::string message) { return {Status::Wrong, std::move(message), {}}; }

Outcome make_success(RanOn ran_on) {
  const Status status = ran_on.fallback.empty() ? Status::Ok : Status::Fallback;
  std::string message = ran_on.fallback;
  return {status, std::move(message), std::move(ran_on)};
}

}  // namespace autopar::bench
