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

// More complaints of one text are counted, not printed; --json has them all.
constexpr std::size_t kMaximumComplaints = 10;
// A longer line is not shown with its complaint.
constexpr std::size_t kMaximumExcerptBytes = 200;

Result<std::string> read_file(const std::string& path) {
  if (std::filesystem::is_directory(path)) {
    return fail("cannot be read: it is a folder");
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return fail(fmt::format("cannot be read: {}", std::strerror(errno)));
  }
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// A notebook's cells, or the one text of a Python file.
struct ExplainedFile {
  std::vector<driver::Explanation> texts;
  // What could not be read at all: problems of none of the texts.
  std::vector<driver::Problem> problems;
  bool is_notebook = false;
};

// Where something could not be read it is not known that nothing is compiled.
ExitCode worse_of(ExitCode one, ExitCode other) {
  for (const ExitCode code : {kInternalError, kCannotRead, kNothingToPrint}) {
    if (one == code || other == code) {
      return code;
    }
  }
  return kDone;
}

ExplainedFile with_problem(driver::ProblemKind kind, std::string message) {
  return {{}, {{kind, std::move(message), std::nullopt, std::nullopt}}, false};
}

ExplainedFile explain_texts(const std::string& path, std::string text) {
  if (path.ends_with(".ipynb")) {
    ExplainedNotebook notebook = explain_notebook(path, text);
    return {std::move(notebook.cells), std::move(notebook.problems), true};
  }
  auto explanation = driver::explain({path, std::move(text)});
  if (!explanation) {
    return with_problem(driver::ProblemKind::Limit, "not analyzed: " + explanation.error().message);
  }
  ExplainedFile file;
  file.texts.push_back(std::move(*explanation));
  return file;
}

ExplainedFile read_and_explain(const std::string& path) {
  auto text = read_file(path);
  return text ? explain_texts(path, std::move(*text))
              : with_problem(driver::ProblemKind::File, text.error().message);
}

// The place, the sentence, and the line that it speaks of.
std::string complaint_in_text(const driver::Explanation& text, const driver::Problem& problem) {
  const SourcePosition place = text.shown_position(problem.range->begin);
  std::string complaint = fmt::format("{}:{}:{}: {}", text.source_name, place.line,
                                      place.column_bytes + 1, problem.message);
  const std::vector<std::string> lines = text.shown_lines();
  if (place.line <= lines.size() && lines[place.line - 1].size() <= kMaximumExcerptBytes) {
    complaint += fmt::format("\n{:>5} | {}", place.line, lines[place.line - 1]);
  }
  return complaint;
}

void add_complaints_in_text(const driver::Explanation& text, std::vector<std::string>& complaints) {
  const std::size_t shown = std::min(text.problems.size(), kMaximumComplaints);
  for (std::size_t index = 0; index < shown; ++index) {
    complaints.push_back(complaint_in_text(text, text.problems[index]));
  }
  if (shown < text.problems.size()) {
    complaints.push_back(
        fmt::format("{}: {} more syntax errors", text.source_name, text.problems.size() - shown));
  }
}

std::vector<std::string> complaints_of(const std::string& path, const ExplainedFile& file) {
  std::vector<std::string> complaints;
  for (const driver::Problem& problem : file.problems) {
    const std::string cell = problem.cell ? fmt::format("[{}]", *problem.cell) : "";
    complaints.push_back(fmt::format("{}{}: {}", path, cell, problem.message));
  }
  for (const driver::Explanation& text : file.texts) {
    add_complaints_in_text(text, complaints);
  }
  return complaints;
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

// Of a notebook only the cells that hold loops or cannot be read.
std::string render_remarks(const ExplainedFile& file) {
  std::string text;
  for (const driver::Explanation& each : file.texts) {
    if (!file.is_notebook || !each.nests.empty() || !each.problems.empty()) {
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
  return {
      options.is_json ? driver::print_json(path, file.texts, file.problems) : render_remarks(file),
      {},
      kDone};
}

FileOutcome explain_or_throw(const std::string& path, const Options& options) {
  const ExplainedFile file = read_and_explain(path);
  FileOutcome outcome = render(path, file, options);
  outcome.complaints = complaints_of(path, file);
  if (!outcome.complaints.empty()) {
    outcome.code = worse_of(outcome.code, kCannotRead);
  }
  return outcome;
}

}  // namespace

FileOutcome explain_file(const std::string& path, const Options& options) {
  try {
    return explain_or_throw(path, options);
  } catch (const std::exception& error) {
    return {"", {fmt::format("internal error in {}: {}", path, error.what())}, kInternalError};
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
        code = worse_of(code, outcome.code);
      });
  return code;
}

}  // namespace autopar::explain
