#include "analyze/pipeline.hpp"

#include <chrono>
#include <exception>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <utility>
#include <vector>

#include "analyze/bounded_queue.hpp"
#include "base/sha1.hpp"
#include "verdicts/analyze_notebook.hpp"

namespace autopar::analyze {
namespace {

// Files that wait for each analysing thread: what bounds the memory.
constexpr std::size_t kWaitingPerJob = 8;

// Analyzed files for which the writing thread is woken; few enough for an interrupt to be seen
// soon.
constexpr std::size_t kWrittenAtOnce = kWaitingPerJob / 2;

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void set_failed(AnalyzedFile& analyzed, notebook::NotebookStatus status, std::string failure) {
  analyzed.record.emplace();
  analyzed.record->status = status;
  analyzed.record->size_bytes = analyzed.file.size_bytes;
  analyzed.failure = std::move(failure);
}

// A failure of ours costs the record of one file and says so.
void analyze_file(AnalyzedFile& analyzed, bool names_parsed_texts) {
  const crawler::NotebookFile& file = analyzed.file;
  if (!file.bytes) {
    analyzed.record = verdicts::record_of_large_file(file.size_bytes);
    return;
  }
  verdicts::OnText on_text;
  if (names_parsed_texts) {
    on_text = [&](std::string_view text) { analyzed.parsed_texts.push_back(sha1_of(text)); };
  }
  const auto begin = std::chrono::steady_clock::now();
  try {
    analyzed.record = verdicts::analyze_notebook(*file.bytes, on_text);
  } catch (const std::exception& error) {
    set_failed(analyzed, notebook::NotebookStatus::Crash, error.what());
  }
  analyzed.seconds = seconds_since(begin);
}

class Pipeline {
 public:
  Pipeline(const PipelineOptions& options, const Quarantine& quarantine, WorkerBoard& board,
           std::unordered_set<std::string>& finished_blobs, const std::atomic<bool>& stop)
      : waiting_(kWaitingPerJob * options.jobs),
        analyzed_(kWaitingPerJob * options.jobs, kWrittenAtOnce),
        running_jobs_(options.jobs),
        options_(options),
        quarantine_(quarantine),
        board_(board),
        finished_blobs_(finished_blobs),
        stop_(stop) {}

  Result<crawler::SourceSummary> run(const std::string& source, const OnAnalyzed& on_analyzed) {
    Result<crawler::SourceSummary> summary;
    std::vector<std::jthread> threads;
    threads.emplace_back([&] { summary = read(source); });
    for (unsigned job = 0; job < options_.jobs; ++job) {
      threads.emplace_back([this, job] { analyze_waiting(job); });
    }
    while (const std::optional<AnalyzedFile> file = analyzed_.pop()) {
      on_analyzed(*file);
    }
    threads.clear();
    return summary;
  }

 private:
  Result<crawler::SourceSummary> read(const std::string& source) {
    Result<crawler::SourceSummary> summary =
        crawler::for_each_notebook(source, [this](crawler::NotebookFile file) {
          if (stop_) {
            return false;
          }
          const bool is_new =
              file.status == crawler::FileStatus::Read && finished_blobs_.insert(file.blob).second;
          if (!is_new) {
            file.bytes.reset();
          }
          waiting_.push({std::move(file), is_new});
          return true;
        });
    waiting_.close();
    return summary;
  }

  void analyze_waiting(unsigned job) {
    while (std::optional<Waiting> next = waiting_.pop()) {
      AnalyzedFile analyzed;
      analyzed.file = std::move(next->file);
      if (next->is_new) {
        analyze_new(job, analyzed);
      }
      analyzed.file.bytes.reset();
      analyzed_.push(std::move(analyzed));
    }
    if (--running_jobs_ == 0) {
      analyzed_.close();
    }
  }

  void analyze_new(unsigned job, AnalyzedFile& analyzed) {
    const std::string& blob = analyzed.file.blob;
    const auto given_up = quarantine_.given_up.find(blob);
    if (given_up != quarantine_.given_up.end()) {
      set_failed(analyzed, given_up->second, "the working process did not survive it");
    } else if (quarantine_.suspects.contains(blob)) {
      const std::unique_lock alone(company_);
      analyze_watched(job, analyzed);
    } else {
      const std::shared_lock among_others(company_);
      analyze_watched(job, analyzed);
    }
  }

  void analyze_watched(unsigned job, AnalyzedFile& analyzed) {
    board_.begin(job, analyzed.file.blob);
    analyze_file(analyzed, options_.names_parsed_texts);
    board_.end(job);
  }

  struct Waiting {
    crawler::NotebookFile file;
    bool is_new = false;
  };

  BoundedQueue<Waiting> waiting_;
  BoundedQueue<AnalyzedFile> analyzed_;
  std::atomic<unsigned> running_jobs_;
  const PipelineOptions& options_;
  const Quarantine& quarantine_;
  WorkerBoard& board_;
  std::shared_mutex company_;
  std::unordered_set<std::string>& finished_blobs_;
  const std::atomic<bool>& stop_;
};

}  // namespace

Result<crawler::SourceSummary> run_pipeline(const std::string& source,
                                            const PipelineOptions& options,
                                            const Quarantine& quarantine, WorkerBoard& board,
                                            std::unordered_set<std::string>& finished_blobs,
                                            const std::atomic<bool>& stop,
                                            const OnAnalyzed& on_analyzed) {
  return Pipeline(options, quarantine, board, finished_blobs, stop).run(source, on_analyzed);
}

}  // namespace autopar::analyze
