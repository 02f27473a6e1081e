#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace autopar::bench {

// Warm: calls in one process. Cold: a new process that compiles. Cached: a new process that finds
// on disk what an earlier one has compiled. Kernel: of warm calls, what compiled code takes alone.
enum class Measurement : std::uint8_t { Warm, Cold, Cached, Kernel };

// Ok: right and timed. Fallback: right and timed, but CPython ran the loops although the contender
// is there to avoid it. Wrong: another result than CPython's. Failed: raised, or did not start.
enum class Status : std::uint8_t { Ok, Fallback, Wrong, Failed };

// What really ran the loops; device is "" and threads empty when not known.
struct RanOn {
  std::string device;
  std::optional<std::int64_t> threads;
  std::string fallback;
};

// Raised: the contender was asked and answered with an exception. CutOff: the time of the run was
// over, which says nothing of the contender. Other: everything else, a crash and a hang too.
enum class FailureKind : std::uint8_t { Other, Raised, CutOff };

// failure is that of Status::Failed.
struct Outcome {
  Status status = Status::Ok;
  std::string message;
  RanOn ran_on;
  FailureKind failure = FailureKind::Other;

  [[nodiscard]] bool is_timed() const { return status == Status::Ok || status == Status::Fallback; }
  [[nodiscard]] bool is_cut_off() const { return failure == FailureKind::CutOff; }
};

// What identifies a benchmark within a run. threads is what the contender is told, 0 for as many as
// the run has.
struct CellKey {
  std::string program;
  std::string preset;
  std::string contender;
  Measurement measurement = Measurement::Warm;
  int threads = 0;

  auto operator<=>(const CellKey&) const = default;
};

// A benchmark that was begun, by its name. footprint is the bytes of the arrays of a call, 0 when
// not known.
struct Cell {
  CellKey key;
  Outcome outcome;
  std::int64_t footprint = 0;
};
using Ledger = std::map<std::string, Cell>;

const char* name_of(Measurement measurement);
const char* name_of(Status status);

// "saxpy/S/autopar", with "/cold", "/cached", "/kernel" or "/threads=1" behind it where that
// applies.
std::string name_of(const CellKey& key);

Outcome make_failure(std::string message);
Outcome make_refusal(std::string message);
Outcome make_cut_off();
Outcome make_wrong(std::string message);

// Ok or Fallback.
Outcome make_success(RanOn ran_on);

}  // namespace autopar::bench
