#include "explain/explain_file.hpp"

#include <fmt/format.h>

#include <algorithm>
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
#include "driver/remarks.hpp"
#include "driver/stages.hpp"
#include "explain/side_by_side.hpp"

namespace autopar::explain {
namespace {

FileOutcome complain(std::string message, ExitCode code) {
  return {"", {std::move(message)}, code};
}

Result<std::string> read_file(const std::string& path) {
  if (std::filesystem::is_directory(path)) {
    return fail(fmt::format("cannot read {}: it is a folder", path));
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return fail(fmt::format("cannot read {}: {}", path, std::strerror(errno)));
  }
  return std::string(std::istreambuf_iterator<char>(file), {});
}

FileOutcome render(const driver::Explanation& explanation, const Options& options) {
  if (options.source) {
    driver::KernelSource source = driver::print_kernel_source(explanation, *options.source);
    return {std::move(source.text), {}, source.printed_nests > 0 ? kDone : kNothingToPrint};
  }
  if (options.dump) {
    return {driver::find_stage_dump(*options.dump)->dump(explanation), {}, kDone};
  }
  return {options.is_json ? driver::print_json(explanation) : driver::print_remarks(explanation),
          {},
          kDone};
}

FileOutcome explain_or_throw(const std::string& path, const Options& options) {
  if (path.ends_with(".ipynb")) {
    return complain("notebooks are for autopar-analyze; give a Python file", kBadCommandLine);
  }
  auto text = read_file(path);
  if (!text) {
    return complain(text.error().message, kCannotRead);
  }
  const auto explanation = driver::explain({path, std::move(*text)});
  if (!explanation) {
    return complain(explanation.error().message, kCannotRead);
  }
  return render(*explanation, options);
}

}  // namespace

FileOutcome explain_file(const std::string& path, const Options& options) {
  try {
    return explain_or_throw(path, options);
  } catch (const std::exception& error) {
    return complain(fmt::format("internal error in {}: {}", path, error.what()), kInternalError);
  }
}

ExitCode explain_files(const Options& options) {
  ExitCode code = kDone;
  make_side_by_side<FileOutcome>(
      options.files.size(), options.jobs,
      [&options](std::size_t index) { return explain_file(options.files[index], options); },
      [&](const FileOutcome& outcome) {
        for (const std::string& complaint : outcome.complaints) {
          fmt::print(stderr, "autopar-explain: {}\n", complaint);
        }
        if (!options.is_quiet) {
          std::fwrite(outcome.text.data(), 1, outcome.text.size(), stdout);
        }
        code = std::max(code, outcome.code);
      });
  return code;
}

}  // namespace autopar::explain
