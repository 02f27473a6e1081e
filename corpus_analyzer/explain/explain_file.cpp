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
#include <utility>
#include <vector>

#include "driver/explain.hpp"
#include "driver/json_report.hpp"
#include "driver/kernel_source.hpp"
#include "driver/remarks.hpp"
#include "driver/stages.hpp"
#include "explain/explain_notebook.hpp"
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

// A notebook's cells, or the one text of a Python file.
struct ExplainedFile {
  std::vector<driver::Explanation> texts;
  bool is_notebook = false;
};

Result<ExplainedFile> explain_texts(const std::string& path, std::string text) {
  ExplainedFile file{{}, path.ends_with(".ipynb")};
  if (file.is_notebook) {
    auto cells = explain_notebook(path, text);
    if (!cells) {
      return tl::unexpected(cells.error());
    }
    file.texts = std::move(*cells);
    return file;
  }
  auto explanation = driver::explain({path, std::move(text)});
  if (!explanation) {
    return tl::unexpected(explanation.error());
  }
  file.texts.push_back(std::move(*explanation));
  return file;
}

FileOutcome render_source(const ExplainedFile& file, codegen::Dialect dialect) {
  FileOutcome outcome{"", {}, kNothingToPrint};
  for (const driver::Explanation& text : file.texts) {
    driver::KernelSource source = driver::print_kernel_source(text, dialect);
    if (!file.is_notebook || !text.nests.empty()) {
      outcome.text += source.text;
    }
    if (source.printed_nests > 0) {
      outcome.code = kDone;
    }
  }
  return outcome;
}

std::string render_dump(const ExplainedFile& file, const driver::StageDump& stage) {
  std::string text;
  for (const driver::Explanation& each : file.texts) {
    const std::string dump = stage.dump(each);
    if (!dump.empty()) {
      text += (file.is_notebook ? each.source_name + "\n" : "") + dump;
    }
  }
  return text;
}

// Of a notebook only the cells that hold loops.
std::string render_remarks(const ExplainedFile& file) {
  std::string text;
  for (const driver::Explanation& each : file.texts) {
    if (!file.is_notebook || !each.nests.empty()) {
      text += driver::print_remarks(each);
    }
  }
  return text;
}

FileOutcome render(const std::string& path, const ExplainedFile& file, const Options& options) {
  if (options.source) {
    return render_source(file, *options.source);
  }
  if (options.dump) {
    return {render_dump(file, *driver::find_stage_dump(*options.dump)), {}, kDone};
  }
  return {options.is_json ? driver::print_json(path, file.texts) : render_remarks(file), {}, kDone};
}

FileOutcome explain_or_throw(const std::string& path, const Options& options) {
  auto text = read_file(path);
  if (!text) {
    return complain(text.error().message, kCannotRead);
  }
  const auto file = explain_texts(path, std::move(*text));
  if (!file) {
    return complain(file.error().message, kCannotRead);
  }
  return render(path, *file, options);
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
