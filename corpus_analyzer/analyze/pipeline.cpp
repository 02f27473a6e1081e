#include "analyze/pipeline.hpp"

#include <exception>
#include <thread>
#include <utility>
#include <vector>

#include "analyze/bounded_queue.hpp"
#include "verdicts/analyze_notebook.hpp"

namespace autopar::analyze {
namespace {

// Files that wait for each analysing thread: what bounds the memory.
constexpr std::size_t kWaitingPerJob = 8;

// A failure of ours costs the record of one file and says so.
void analyze_file(AnalyzedFile& analyzed) {
  const crawler::NotebookFile& file = analyzed.file;
  if (!file.bytes) {
    analyzed.record = verdicts::record_of_large_file(file.size_bytes);
    return;
  }
  try {
    analyzed.record = verdicts::analyze_notebook(*file.bytes);
  } catch (const std::exception& error) {
    analyzed.failure = error.what();
    analyzed.record.emplace();
    analyzed.record->status = notebook::NotebookStatus::Crash;
    analyzed.record->size_bytes = file.size_bytes;
  }
}

class Pipeline {
 public:
  Pipeline(unsigned jobs, std::unordered_set<std::string>& finished_blobs,
           const std::atomic<bool>& stop)
      : waiting_(kWaitingPerJob * jobs),
        analyzed_(kWaitingPerJob * jobs),
        running_jobs_(jobs),
        jobs_(jobs),
        finished_blobs_(finished_blobs),
        stop_(stop) {}

  Result<crawler::SourceSummary> run(const std::string& source, const OnAnalyzed& on_analyzed) {
    Result<crawler::SourceSummary> summary;
    std::vector<std::jthread> threads;
    threads.emplace_back([&] { summary = read(source); });
    for (unsigned job = 0; job < jobs_; ++job) {
      threads.emplace_back([this] { analyze_waiting(); });
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

  void analyze_waiting() {
    while (std::optional<Waiting> next = waiting_.pop()) {
      AnalyzedFile analyzed;
      analyzed.file = std::move(next->file);
      if (next->is_new) {
        analyze_file(analyzed);
      }
      analyzed.file.bytes.reset();
      analyzed_.push(std::move(analyzed));
    }
    if (--running_jobs_ == 0) {
      analyzed_.close();
    }
  }

  struct Waiting {
    crawler::NotebookFile file;
    bool is_new = false;
  };

  BoundedQueue<Waiting> waiting_;
  BoundedQueue<AnalyzedFile> analyzed_;
  std::atomic<unsigned> running_jobs_;
  unsigned jobs_;
  std::unordered_set<std::string>& finished_blobs_;
  const std::atomic<bool>& stop_;
};

}  // namespace

Result<crawler::SourceSummary> run_pipeline(const std::string& source, unsigned jobs,
                                            std::unordered_set<std::string>& finished_blobs,
                                            const std::atomic<bool>& stop,
                                            const OnAnalyzed& on_analyzed) {
  return Pipeline(jobs, finished_blobs, stop).run(source, on_analyzed);
}

}  // namespace autopar::analyze
