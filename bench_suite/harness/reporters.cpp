#include "harness/reporters.hpp"

#include <fmt/format.h>

#include <cmath>

namespace autopar::bench {
namespace {

std::unique_ptr<benchmark::BenchmarkReporter> make_reporter(const std::string& format) {
  if (format == "console") {
    return std::make_unique<benchmark::ConsoleReporter>(benchmark::ConsoleReporter::OO_None);
  }
  if (format == "csv") {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    return std::make_unique<benchmark::CSVReporter>();
#pragma GCC diagnostic pop
  }
  return std::make_unique<benchmark::JSONReporter>();
}

}  // namespace

bool JoinedReporter::ReportContext(const Context& context) {
  if (has_begun_) {
    return true;
  }
  has_begun_ = true;
  Context joined = context;
  joined.name_field_width = name_width_;
  return inner_->ReportContext(joined);
}

void JoinedReporter::ReportRuns(const std::vector<Run>& runs) {
  std::vector<Run> renamed = runs;
  for (Run& run : renamed) {
    run.run_name.repetitions.clear();
    run.run_name.iterations.clear();
    run.run_name.min_time.clear();
  }
  inner_->ReportRuns(renamed);
}

void JoinedReporter::finish() {
  if (has_begun_) {
    inner_->Finalize();
  }
}

FileReporter::FileReporter(const Options& options, Recorder* recorder, const Ledger& ledger)
    : recorder_(recorder), ledger_(ledger) {
  if (options.result_file.empty()) {
    return;
  }
  file_.open(options.result_file);
  if (!file_) {
    error_ = Error{fmt::format("cannot write {}", options.result_file)};
    return;
  }
  auto inner = make_reporter(options.result_format);
  inner->SetOutputStream(&file_);
  inner->SetErrorStream(&file_);
  result_.emplace(std::move(inner), 0);
}

bool FileReporter::ReportContext(const Context& context) {
  return !result_ || result_->ReportContext(context);
}

void FileReporter::ReportRuns(const std::vector<Run>& runs) { group_.push_back(runs); }

void FileReporter::keep_group() {
  for (const std::vector<Run>& runs : group_) {
    write(runs);
  }
  group_.clear();
}

void FileReporter::write(const std::vector<Run>& runs) {
  if (result_) {
    result_->ReportRuns(runs);
    file_.flush();
  }
  if (recorder_ != nullptr && !runs.empty() && runs.front().run_type == Run::RT_Iteration) {
    record(runs);
  }
}

void FileReporter::record(const std::vector<Run>& runs) {
  const auto cell = ledger_.find(runs.front().run_name.function_name);
  if (cell == ledger_.end()) {
    error_ = Error{"no outcome of " + runs.front().run_name.function_name};
    return;
  }
  std::vector<Repetition> repetitions;
  for (const Run& run : runs) {
    repetitions.push_back({run.iterations, std::llround(run.real_accumulated_time * 1e9)});
  }
  if (auto added = recorder_->add(cell->second, repetitions); !added && !error_) {
    error_ = added.error();
  }
}

void FileReporter::finish() {
  if (result_) {
    result_->finish();
    file_.flush();
    if (!file_ && !error_) {
      error_ = Error{"the result file could not be written to its end"};
    }
  }
}

}  // namespace autopar::bench
