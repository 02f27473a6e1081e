#include "harness/suite.hpp"

#include <chrono>
#include <utility>

#include "harness/process.hpp"

namespace autopar::bench {
namespace {

// From lines of a name, a tab and a text.
std::map<std::string, std::string> read_refusals(const std::string& text) {
  std::map<std::string, std::string> refusals;
  for (const std::string& line : split(text, '\n')) {
    if (const auto tab = line.find('\t'); tab != std::string::npos) {
      refusals.emplace(line.substr(0, tab), line.substr(tab + 1));
    }
  }
  return refusals;
}

std::vector<Problem> make_problems(const Rows& rows) {
  std::vector<Problem> problems;
  for (const auto& fields : rows) {
    problems.push_back({fields.at(0), fields.at(1), fields.at(2), fields.at(3),
                        std::stoll(fields.at(4)), std::stoll(fields.at(5)), fields.at(6),
                        split(fields.at(7), ' '), read_refusals(fields.at(8))});
  }
  return problems;
}

std::vector<ContenderFacts> make_contenders(const Rows& rows) {
  std::vector<ContenderFacts> contenders;
  for (const auto& fields : rows) {
    contenders.push_back({fields.at(0), fields.at(1), !fields.at(2).empty(), !fields.at(3).empty(),
                          !fields.at(4).empty()});
  }
  return contenders;
}

Result<std::int64_t> read_integer(const Result<PythonObject>& object) {
  auto text = object ? read_text(*object) : tl::unexpected(object.error());
  if (!text) {
    return tl::unexpected(text.error());
  }
  return std::stoll(*text);
}

Result<void> forget_value(const Result<PythonObject>& value) {
  return value ? Result<void>() : tl::unexpected(value.error());
}

}  // namespace

Result<std::string> WarmCell::check() { return call_for_text(cell_, "check"); }

Result<void> WarmCell::enter() { return forget_value(call_method(cell_, "enter")); }

Result<void> WarmCell::start_kernel_clock() {
  return forget_value(call_method(cell_, "start_kernel_clock"));
}

Result<std::int64_t> WarmCell::stop_kernel_clock() {
  return read_integer(call_method(cell_, "stop_kernel_clock"));
}

Result<std::int64_t> WarmCell::second_call_ns() {
  return read_integer(read_attribute(cell_, "second_call_ns"));
}

Result<std::int64_t> WarmCell::footprint() {
  auto problem = read_attribute(cell_, "problem");
  return problem ? read_integer(call_method(*problem, "footprint"))
                 : tl::unexpected(problem.error());
}

Result<double> WarmCell::time_call() {
  auto restored = PythonObject::take(PyObject_CallNoArgs(restore_.get()));
  if (!restored) {
    return tl::unexpected(restored.error());
  }
  const auto begin = std::chrono::steady_clock::now();
  PyObject* returned = PyObject_CallObject(function_.get(), arguments_.get());
  const auto end = std::chrono::steady_clock::now();
  auto taken = PythonObject::take(returned);
  if (!taken) {
    return tl::unexpected(taken.error());
  }
  returned_ = std::move(*taken);
  return std::chrono::duration<double>(end - begin).count();
}

Result<std::string> WarmCell::compare_last() {
  auto method = read_attribute(cell_, "compare");
  if (!method) {
    return tl::unexpected(method.error());
  }
  auto text = PythonObject::take(PyObject_CallOneArg(method->get(), returned_.get()));
  if (!text) {
    return tl::unexpected(text.error());
  }
  return read_text(*text);
}

Result<RanOn> WarmCell::find_device() {
  auto ran_on = call_method(cell_, "ran_on");
  if (!ran_on) {
    return tl::unexpected(ran_on.error());
  }
  std::vector<std::string> texts;
  for (const char* name : {"device", "threads", "fallback"}) {
    auto value = read_attribute(*ran_on, name);
    auto text = value ? read_text(*value) : tl::unexpected(value.error());
    if (!text) {
      return tl::unexpected(text.error());
    }
    texts.push_back(std::move(*text));
  }
  RanOn result{texts[0], std::nullopt, texts[2]};
  if (!texts[1].empty()) {
    result.threads = std::stoll(texts[1]);
  }
  return result;
}

Result<Suite> Suite::load(const std::string& programs, const std::string& more_contenders) {
  auto module = import_module("autopar_bench.cells");
  if (!module) {
    return tl::unexpected(module.error());
  }
  auto object = call_method(*module, "load_suite", {programs, more_contenders});
  if (!object) {
    return tl::unexpected(object.error());
  }
  auto problems = call_for_rows(*object, "describe_problems");
  auto contenders = call_for_rows(*object, "describe_contenders");
  auto modules = call_for_texts(*object, "required_modules");
  if (!problems || !contenders || !modules) {
    return tl::unexpected(!problems     ? problems.error()
                          : !contenders ? contenders.error()
                                        : modules.error());
  }
  Suite suite;
  suite.suite_ = std::move(*object);
  suite.problems_ = make_problems(*problems);
  suite.contenders_ = make_contenders(*contenders);
  suite.modules_ = std::move(*modules);
  return suite;
}

std::string Suite::find_refusal(const CellKey& key) const {
  for (const Problem& problem : problems_) {
    const auto refusal = problem.refusals.find(key.contender);
    if (problem.program == key.program && refusal != problem.refusals.end()) {
      return refusal->second;
    }
  }
  return "";
}

Result<void> Suite::prepare_problem(const CellKey& key) {
  return forget_value(call_method(suite_, "prepare_problem", {key.program, key.preset}));
}

Result<void> Suite::forget_problems() {
  return forget_value(call_method(suite_, "forget_problems"));
}

Result<WarmCell> Suite::open_cell(const CellKey& key, int threads) {
  const int wanted = key.threads == 0 ? threads : key.threads;
  auto cell =
      call_method(suite_, "cell", {key.program, key.preset, key.contender, std::to_string(wanted)});
  if (!cell) {
    return tl::unexpected(cell.error());
  }
  auto function = read_attribute(*cell, "function");
  auto arguments = read_attribute(*cell, "arguments");
  auto restore = read_attribute(*cell, "restore");
  if (!function || !arguments || !restore) {
    return fail("the package autopar_bench does not fit this program");
  }
  return WarmCell(std::move(*cell), std::move(*function), std::move(*arguments),
                  std::move(*restore));
}

Result<std::string> Suite::find_cold_difference(const CellKey& key, const std::string& packed) {
  return call_for_text(suite_, "find_cold_difference",
                       {key.program, key.preset, key.contender, packed});
}

}  // namespace autopar::bench
