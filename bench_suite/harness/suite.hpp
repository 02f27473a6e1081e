#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "autopar/result.hpp"
#include "harness/outcome.hpp"
#include "harness/python_object.hpp"

namespace autopar::bench {

// A program at a preset, or at a point of its series of sizes (size1, size2, ...). parameters is a
// JSON object; operations and bytes are those of one call. set is twelve or extended; contenders
// are the names of those that run it; refusals leads from those that do not take it to a part of
// what they raise.
struct Problem {
  std::string program;
  std::string summary;
  std::string preset;
  std::string parameters;
  std::int64_t operations = 0;
  std::int64_t bytes = 0;
  std::string set;
  std::vector<std::string> contenders;
  std::map<std::string, std::string> refusals;
};

// One who has a column in the report. absent is why there are no cells in it, "" if there are. With
// a cache, what is compiled is kept on disk; who is scalable can be told a number of threads; a
// kernel clock tells what compiled code takes alone.
struct ContenderFacts {
  std::string name;
  std::string absent;
  bool has_cache = false;
  bool is_scalable = false;
  bool has_kernel_clock = false;
};

// A contender ready to run a problem: the wrapped function, its arguments, the way to restore them.
class WarmCell {
 public:
  explicit WarmCell(PythonObject cell, PythonObject function, PythonObject arguments,
                    PythonObject restore)
      : cell_(std::move(cell)),
        function_(std::move(function)),
        arguments_(std::move(arguments)),
        restore_(std::move(restore)) {}

  // "" when two calls give CPython's result, else what differs; fails with what the contender or
  // the comparison raised. Has to come before the other calls, but for enter.
  Result<std::string> check();

  // From start to stop: nanoseconds of compiled code alone.
  Result<void> start_kernel_clock();
  Result<std::int64_t> stop_kernel_clock();

  // Sets the threads: has to come before calls that follow those of another cell.
  Result<void> enter();

  // About the time of a call, known once it was checked.
  Result<std::int64_t> second_call_ns();

  // The bytes of the arrays that a call gets.
  Result<std::int64_t> footprint();

  // Restores the written arguments, then times one call, in seconds.
  Result<double> time_call();

  // Like check(), for the result of the last timed call.
  Result<std::string> compare_last();

  Result<RanOn> find_device();

 private:
  PythonObject cell_;
  PythonObject function_;
  PythonObject arguments_;
  PythonObject restore_;
  PythonObject returned_;
};

// The programs and contenders, as the package autopar_bench has read them.
class Suite {
 public:
  // more_contenders is a Python file with further ones, or "".
  static Result<Suite> load(const std::string& programs, const std::string& more_contenders);

  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }
  [[nodiscard]] const std::vector<ContenderFacts>& contenders() const { return contenders_; }
  // A part of what the contender raises on the program, "" if it takes it.
  [[nodiscard]] std::string find_refusal(const CellKey& key) const;

  [[nodiscard]] const std::vector<std::string>& required_modules() const { return modules_; }

  // Makes the inputs and wraps the function; fails with what that raised. threads stands in for
  // none in the key.
  Result<WarmCell> open_cell(const CellKey& key, int threads);

  // Makes the inputs and what CPython, or the reference in its place, makes of them.
  Result<void> prepare_problem(const CellKey& key);

  // Gives back the memory of all inputs. No cell may be alive.
  Result<void> forget_problems();

  // "" when `packed`, the first field that cold_start.py printed, is what CPython makes of the
  // problem, else what differs.
  Result<std::string> find_cold_difference(const CellKey& key, const std::string& packed);

 private:
  PythonObject suite_;
  std::vector<Problem> problems_;
  std::vector<ContenderFacts> contenders_;
  std::vector<std::string> modules_;
};

}  // namespace autopar::bench
