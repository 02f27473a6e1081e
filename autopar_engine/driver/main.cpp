#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "driver/explain.hpp"
#include "driver/json_report.hpp"
#include "driver/kernel_source.hpp"
#include "driver/options.hpp"
#include "driver/remarks.hpp"
#include "driver/stages.hpp"

namespace {

using namespace autopar::driver;

int complain(const std::string& message, ExitCode code) {
  fmt::print(stderr, "autopar-explain: {}\n", message);
  return code;
}

autopar::Result<std::string> read_file(const std::string& path) {
  if (std::filesystem::is_directory(path)) {
    return autopar::fail(fmt::format("cannot read {}: it is a folder", path));
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return autopar::fail(fmt::format("cannot read {}: {}", path, std::strerror(errno)));
  }
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// What is to be printed, and the exit code.
std::pair<std::string, ExitCode> render(const Explanation& explanation, const Options& options) {
  if (options.source) {
    KernelSource source = print_kernel_source(explanation, *options.source);
    return {std::move(source.text), source.printed_nests > 0 ? kDone : kNothingToPrint};
  }
  if (options.dump) {
    return {find_stage_dump(*options.dump)->dump(explanation), kDone};
  }
  return {options.is_json ? print_json(explanation) : print_remarks(explanation), kDone};
}

int run(const Options& options) {
  if (options.file.ends_with(".ipynb")) {
    return complain("notebooks are for autopar-analyze; give a Python file", kBadCommandLine);
  }
  auto text = read_file(options.file);
  if (!text) {
    return complain(text.error().message, kCannotRead);
  }
  const auto explanation = explain({options.file, std::move(*text)});
  if (!explanation) {
    return complain(explanation.error().message, kCannotRead);
  }
  const auto [output, code] = render(*explanation, options);
  if (!options.is_quiet) {
    std::fwrite(output.data(), 1, output.size(), stdout);
  }
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const auto line = read_command_line(argc, argv);
    if (!line) {
      return complain(line.error().message, kBadCommandLine);
    }
    if (line->text_to_print) {
      fmt::print("{}", *line->text_to_print);
      return kDone;
    }
    return run(line->options);
  } catch (const std::exception& error) {
    return complain(fmt::format("internal error: {}", error.what()), kInternalError);
  }
}
