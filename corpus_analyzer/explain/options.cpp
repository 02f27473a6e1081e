#include "explain/options.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <string>
#include <thread>

#include "driver/stages.hpp"

namespace autopar::explain {
namespace {

constexpr std::string_view kFooter = R"(
Without options the source is printed with a remark below each loop: the verdict, the stage that
decided it or would decide it, the guard under which the loop may run in parallel, the reasons why
it may not, and two iterations that prove it. Of a notebook the cells that hold loops are printed, as
FILE[INDEX], INDEX counting all cells from 0, as they stand; each is read with what the cells before
it import and define. Dumps count lines as parsed, after IPython's syntax was turned into Python.

What cannot be read is said on standard error, and is an entry of "problems" with --json: a syntax
error with its place, a file or cell beyond the parser's limits with the limit. A loop with a syntax
error in it or around it is DAMAGED and gets no verdict; the rest is explained all the same.

Exit codes: 0 all was read; 1 a file, a cell or a piece of one could not be read, the rest is
explained; 2 the command line is wrong; 3 --source found no loop that is compiled; 70 a bug of
autopar-explain.)";

const std::map<std::string, codegen::Dialect>& dialects() {
  static const std::map<std::string, codegen::Dialect> kDialects = {
      {"c", codegen::Dialect::C},
      {"cuda", codegen::Dialect::Cuda},
      {"opencl", codegen::Dialect::Opencl}};
  return kDialects;
}

// CLI::CheckedTransformer would list the allowed names as far as the first byte of an enumerator.
std::string replace_name_of_dialect(std::string& text) {
  const auto found = dialects().find(text);
  if (found == dialects().end()) {
    return fmt::format("c, cuda and opencl are allowed, and this is {}", text);
  }
  text = std::to_string(static_cast<int>(found->second));
  return "";
}

std::string dump_help() {
  std::string text = "Print one stage only:";
  for (const driver::StageDump& stage : driver::stage_dumps()) {
    text += fmt::format(" {} ({});", stage.name, stage.sentence);
  }
  text.pop_back();
  return text;
}

std::vector<std::string> stage_names() {
  std::vector<std::string> names;
  for (const driver::StageDump& stage : driver::stage_dumps()) {
    names.emplace_back(stage.name);
  }
  return names;
}

void add_options(CLI::App& app, Options& options) {
  app.add_option("FILE", options.files, "Python files and notebooks (.ipynb)")->required();
  auto* json =
      app.add_flag("--json", options.is_json, "Print one JSON object per file, a loop an entry");
  auto* dump = app.add_option("--dump", options.dump, dump_help())
                   ->check(CLI::IsMember(stage_names()))
                   ->type_name("STAGE");
  app.add_option("--source", options.source,
                 "Print the kernels as source: c, cuda or opencl; what is assumed about the "
                 "arguments stands at its head")
      ->transform(CLI::Validator(replace_name_of_dialect, ""))
      ->type_name("c|cuda|opencl")
      ->excludes(json)
      ->excludes(dump);
  json->excludes(dump);
  app.add_option("--jobs", options.jobs, "Files explained at the same time; printed in their order")
      ->type_name("N")
      ->check(CLI::Range(1U, 1024U))
      ->capture_default_str();
  app.add_flag("--quiet", options.is_quiet, "Print nothing but errors; the exit code tells");
}

std::string version_text() { return fmt::format("autopar-explain {}", AUTOPAR_VERSION); }

}  // namespace

Result<CommandLine> read_command_line(int argc, const char* const* argv) {
  CommandLine line;
  line.options.jobs = std::max(1U, std::thread::hardware_concurrency());
  CLI::App app(
      "Says for each loop of Python files and notebooks whether its iterations may run in "
      "parallel.",
      "autopar-explain");
  app.footer(std::string(kFooter));
  app.set_version_flag("--version", version_text());
  add_options(app, line.options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    line.text_to_print = app.help();
  } catch (const CLI::CallForVersion&) {
    line.text_to_print = version_text() + "\n";
  } catch (const CLI::ParseError& error) {
    return fail(fmt::format("{}; see --help", error.what()));
  }
  return line;
}

}  // namespace autopar::explain
