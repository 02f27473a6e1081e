#include "analyze/run_study.hpp"

#include <fmt/format.h>
#include <malloc.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "analyze/pipeline.hpp"
#include "analyze/progress.hpp"
#include "analyze/run_costs.hpp"
#include "study_schema/study_store.hpp"
#include "verdicts/analyze_notebook.hpp"

namespace autopar::analyze {
namespace {

namespace fs = std::filesystem;
using study_schema::StudyStore;

// Contents come in no order, so every transaction writes to most pages: large ones write less. What
// they cost is that the work of as many files is done again after a kill. Where a content has
// killed the working process others may too.
constexpr std::uint64_t kFilesPerTransaction = 8000;
constexpr std::uint64_t kFilesPerRiskyTransaction = 2000;

// What bounds the memory of a transaction: rows of that many bytes are written before there are as
// many files.
constexpr std::size_t kKeptBytes = std::size_t{64} << 20U;

constexpr study_schema::StudyVersions kVersions = {.analyzer = verdicts::kAnalyzerVersion,
                                                   .taxonomy = verdicts::kTaxonomyVersion,
                                                   .ipython = verdicts::kIpythonVersion};

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// The name of a source in the database.
std::string name_of_source(const std::string& source) {
  const std::string name = fs::path(source).lexically_normal().generic_string();
  return name.size() > 1 && name.ends_with('/') ? name.substr(0, name.size() - 1) : name;
}

Result<std::uint64_t> measure_all(const std::vector<std::string>& sources) {
  std::uint64_t total_bytes = 0;
  std::set<std::string> names;
  for (const std::string& source : sources) {
    if (!names.insert(name_of_source(source)).second) {
      return fail(fmt::format("{} is given twice", source));
    }
    const Result<std::uint64_t> size = crawler::measure_source(source);
    if (!size) {
      return tl::unexpected(size.error());
    }
    total_bytes += *size;
  }
  return total_bytes;
}

// Fills the store from one source after the other, a transaction at a time.
class StudyRun {
 public:
  StudyRun(StudyStore& store, RunCosts& costs, std::unordered_set<std::string> finished_blobs,
           const StudyOptions& options, const WorkPlace& place, Progress& progress,
           const std::atomic<bool>& stop)
      : store_(store),
        costs_(costs),
        finished_blobs_(std::move(finished_blobs)),
        options_{.jobs = options.jobs, .names_parsed_texts = !options.parsed_texts.empty()},
        place_(place),
        files_per_transaction_(place.quarantine.given_up.empty() &&
                                       place.quarantine.suspects.empty()
                                   ? kFilesPerTransaction
                                   : kFilesPerRiskyTransaction),
        progress_(progress),
        stop_(stop) {}

  Result<void> add_source(const std::string& source) {
    const std::string name = name_of_source(source);
    source_begin_bytes_ = source_end_bytes_;
    open_transaction();
    keep(store_.begin_source(name));
    add_repositories(source, name);
    Result<crawler::SourceSummary> summary =
        run_pipeline(source, options_, place_.quarantine, place_.board, finished_blobs_,
                     should_stop_, [&](const AnalyzedFile& file) {
                       should_stop_ = should_stop_ || stop_ || !failure_.has_value();
                       add_file(name, file);
                     });
    if (!summary) {
      return tl::unexpected(summary.error());
    }
    for (const std::string& warning : summary->warnings) {
      spdlog::warn("{}: {}", name, warning);
    }
    outcome_.damaged_archives += summary->damaged_archives;
    outcome_.is_interrupted = outcome_.is_interrupted || should_stop_;
    if (!should_stop_) {
      keep(store_.finish_source(name, *summary));
    }
    const auto begin = std::chrono::steady_clock::now();
    commit();
    write_seconds_ += seconds_since(begin);
    return failure_;
  }

  [[nodiscard]] const StudyOutcome& outcome() const { return outcome_; }
  [[nodiscard]] double write_seconds() const { return write_seconds_; }
  // Sorted; as often as each was parsed.
  [[nodiscard]] std::vector<std::string> take_parsed_texts() {
    std::ranges::sort(parsed_texts_);
    return std::move(parsed_texts_);
  }

 private:
  void add_repositories(const std::string& source, const std::string& name) {
    const Result<std::vector<crawler::ListedRepository>> listed =
        crawler::find_repository_list(source);
    if (!listed) {
      return keep(tl::unexpected(listed.error()));
    }
    for (const crawler::ListedRepository& repository : *listed) {
      keep(store_.add_repository(name, repository));
    }
  }

  void add_file(const std::string& source, const AnalyzedFile& analyzed) {
    const auto begin = std::chrono::steady_clock::now();
    write_file(source, analyzed);
    write_seconds_ += seconds_since(begin);
    source_end_bytes_ =
        std::max(source_end_bytes_, source_begin_bytes_ + analyzed.file.input_bytes);
    progress_.update(outcome_.files, source_end_bytes_);
  }

  void write_file(const std::string& source, const AnalyzedFile& analyzed) {
    keep(store_.add_file(source, analyzed.file));
    if (analyzed.record) {
      ++outcome_.analyzed;
      store_.add_notebook(analyzed.file.blob, *analyzed.record);
      costs_.add(analyzed);
      parsed_texts_.insert(parsed_texts_.end(), analyzed.parsed_texts.begin(),
                           analyzed.parsed_texts.end());
      if (!analyzed.failure.empty()) {
        ++outcome_.failed;
        spdlog::error("{}: status {}: {}", analyzed.file.path, code_of(analyzed.record->status),
                      analyzed.failure);
      }
    }
    ++outcome_.files;
    ++uncommitted_files_;
    if (uncommitted_files_ == files_per_transaction_ || store_.kept_bytes() > kKeptBytes) {
      commit();
      open_transaction();
    }
  }

  // The first failure is the one that is told; nothing is written behind it.
  void keep(const Result<void>& done) {
    if (failure_ && !done) {
      failure_ = done;
    }
  }

  void open_transaction() {
    Result<store::Transaction> transaction = store_.begin();
    if (transaction) {
      transaction_.emplace(std::move(*transaction));
    } else {
      keep(tl::unexpected(transaction.error()));
    }
  }

  void commit() {
    if (transaction_ && failure_) {
      keep(store_.commit(*transaction_));
      keep(costs_.commit());
    }
    transaction_.reset();
    uncommitted_files_ = 0;
  }

  StudyStore& store_;
  RunCosts& costs_;
  std::unordered_set<std::string> finished_blobs_;
  PipelineOptions options_;
  const WorkPlace& place_;
  std::uint64_t files_per_transaction_;
  Progress& progress_;
  const std::atomic<bool>& stop_;
  std::atomic<bool> should_stop_ = false;
  std::optional<store::Transaction> transaction_;
  Result<void> failure_;
  StudyOutcome outcome_;
  std::uint64_t uncommitted_files_ = 0;
  double write_seconds_ = 0;
  std::vector<std::string> parsed_texts_;
  std::uint64_t source_begin_bytes_ = 0;
  std::uint64_t source_end_bytes_ = 0;
};

Result<void> check_flow(StudyStore& store) {
  const Result<std::vector<study_schema::FlowGap>> gaps = store.flow_gaps();
  if (!gaps) {
    return tl::unexpected(gaps.error());
  }
  if (gaps->empty()) {
    return {};
  }
  const study_schema::FlowGap& gap = gaps->front();
  return fail(
      fmt::format("the flow does not close at step {}: {} before, {} kept, {} dropped; "
                  "delete the database and run again",
                  gap.step, gap.previous, gap.kept, gap.dropped));
}

Result<void> write_lines(const std::string& path, const std::vector<std::string>& lines) {
  std::ofstream file(path, std::ios::binary);
  for (const std::string& line : lines) {
    file << line << '\n';
  }
  file.close();
  return file ? Result<void>() : fail(fmt::format("{} can't be written", path));
}

// What notebooks took is not needed any more, what is made of all of them may grow with their
// number.
void give_back_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

// Replaces the database by its canonical copy.
Result<void> finish_database(StudyStore store, const std::string& output, RunCosts& costs) {
  const std::string copy = output + ".new";
  std::error_code error;
  fs::remove(copy, error);
  const auto begin = std::chrono::steady_clock::now();
  give_back_memory();
  Result<void> done = store.drop_orphans();
  done = done ? store.find_near_duplicates() : done;
  const double near_seconds = seconds_since(begin);
  done = done ? check_flow(store) : done;
  done = done ? store.write_canonical_copy(copy) : done;
  if (!done) {
    return done;
  }
  {
    const StudyStore closed = std::move(store);
  }
  fs::rename(copy, output, error);
  done = costs.add_step("NEAR", near_seconds);
  done = done ? costs.add_step("FINISH", seconds_since(begin) - near_seconds) : done;
  return error ? Result<void>(fail(fmt::format("{}: {}", output, error.message()))) : done;
}

Result<void> add_sources(StudyRun& run, const std::vector<std::string>& sources) {
  for (const std::string& source : sources) {
    if (const Result<void> done = run.add_source(source); !done) {
      return done;
    }
    if (run.outcome().is_interrupted) {
      break;
    }
  }
  return {};
}

}  // namespace

Result<StudyOutcome> run_study(const StudyOptions& options, const WorkPlace& place,
                               const std::atomic<bool>& stop) {
  const Result<std::uint64_t> total_bytes = measure_all(options.sources);
  if (!total_bytes) {
    return tl::unexpected(total_bytes.error());
  }
  Result<StudyStore> store = StudyStore::open(options.output, kVersions);
  Result<study_schema::RunLog> log = study_schema::RunLog::open(options.run_log);
  if (!store || !log) {
    return tl::unexpected(store ? log.error() : store.error());
  }
  Result<std::unordered_set<std::string>> finished_blobs = store->finished_blobs();
  if (!finished_blobs) {
    return tl::unexpected(finished_blobs.error());
  }
  RunCosts costs(std::move(*log), place.run);
  Progress progress(*total_bytes, options.is_quiet);
  StudyRun run(*store, costs, std::move(*finished_blobs), options, place, progress, stop);
  Result<void> done = add_sources(run, options.sources);
  progress.finish();
  done = done ? costs.add_step("WRITE", run.write_seconds()) : done;
  done = done ? costs.add_sketches() : done;
  done = done && !options.parsed_texts.empty()
             ? write_lines(options.parsed_texts, run.take_parsed_texts())
             : done;
  if (done && !run.outcome().is_interrupted) {
    done = finish_database(std::move(*store), options.output, costs);
  }
  done = done ? costs.finish(run.outcome().files) : done;
  if (!done) {
    return tl::unexpected(done.error());
  }
  spdlog::info("{} files, {} contents analysed in {:.1f} s", run.outcome().files,
               run.outcome().analyzed, progress.elapsed_seconds());
  return run.outcome();
}

}  // namespace autopar::analyze
