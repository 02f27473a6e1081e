#include "crawl/crawl_remote.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/sha1.hpp"
#include "crawl/fetched_repository.hpp"
#include "crawl/remote_url.hpp"
#include "crawler/git_repository.hpp"
#include "crawler/paths.hpp"

namespace autopar::crawl {
namespace {

using crawler::CrawlDatabase;
using crawler::FileStatus;
using crawler::GitRepository;
using crawler::HeadEntry;
using crawler::HeadListing;
using crawler::NotebookFile;
using crawler::SourceState;

// A server names one object at a time that it does not have.
constexpr unsigned kRefusedObjects = 50;

// Of the lines "COMMIT NAME" that git ls-remote prints; other names may end like HEAD.
std::string commit_of_head(std::string_view output) {
  while (!output.empty()) {
    const std::string_view line = output.substr(0, output.find('\n'));
    if (line.ends_with("\tHEAD")) {
      return std::string(line.substr(0, line.find('\t')));
    }
    output.remove_prefix(std::min(line.size() + 1, output.size()));
  }
  return "";
}

bool was_read(const crawler::SourceRow& row, const std::string& version) {
  const bool is_done = row.state == SourceState::Scanned || row.state == SourceState::LfsOnly;
  return is_done && row.version == version;
}

// One repository on its way into the database. A step that fails leaves why in outcome_ or error_,
// and the steps behind it are not taken.
class RemoteCrawl {
 public:
  RemoteCrawl(CrawlDatabase& database, std::string source, const std::string& url,
              const RemoteOptions& options, Counters& counters, const std::atomic<bool>& stop)
      : database_(database),
        source_(std::move(source)),
        repository_name_(parse_remote_url(url)->repository),
        fetched_(url, options, stop),
        counters_(counters),
        stop_(stop) {}

  Result<RemoteOutcome> crawl_head() {
    if (has_new_head() && did(fetched_.make()) && did(fetched_.fetch_trees()) &&
        keep(database_.set_state(source_, SourceState::Tree)) && list_head() && fetch_new_blobs()) {
      store_head();
    }
    return answer();
  }

  Result<RemoteOutcome> crawl_pinned(const PinnedRepository& pinned) {
    const Result<crawler::SourceRow> row = database_.source(source_);
    if (!row) {
      return tl::unexpected(row.error());
    }
    if (was_read(*row, pinned.version())) {
      outcome_.damaged = row->damaged;
      return answer();
    }
    for (const PinnedFile& file : pinned.files) {
      want(file.blob);
    }
    if (did(fetched_.make()) && fetch_wanted_that_are_there()) {
      store_pinned(pinned);
    }
    return answer();
  }

 private:
  // Whether git did what it was asked.
  bool did(const Result<GitResult>& result) {
    if (!result) {
      return keep(tl::unexpected(result.error()));
    }
    outcome_.is_interrupted = result->is_stopped;
    if (result->exit_code != 0 && !result->is_stopped) {
      outcome_.failure = failure_of(*result);
    }
    return result->exit_code == 0;
  }

  bool keep(const Result<void>& done) {
    error_ = done;
    return done.has_value();
  }

  bool fail_with(SourceState state, std::string message) {
    outcome_.failure = {.state = state, .message = std::move(message)};
    return false;
  }

  bool has_new_head() {
    const Result<crawler::SourceRow> row = database_.source(source_);
    const Result<GitResult> head = fetched_.ask_head();
    if (!row || !did(head)) {
      return row ? false : keep(tl::unexpected(row.error()));
    }
    const std::string url = redirection_of(*head);
    if (!url.empty() && !keep(database_.set_redirection(source_, url))) {
      return false;
    }
    const std::string commit = commit_of_head(head->output);
    if (commit.empty()) {
      return fail_with(SourceState::Empty, "a repository without a commit");
    }
    if (was_read(*row, commit)) {
      outcome_.damaged = row->damaged;
      outcome_.is_complete = row->is_complete;
      return false;
    }
    return keep(database_.set_state(source_, SourceState::Resolved));
  }

  bool list_head() {
    Result<GitRepository> repository = GitRepository::open(fetched_.path());
    if (!repository) {
      return fail_with(SourceState::Unsupported, repository.error().message);
    }
    Result<std::optional<HeadListing>> listing = repository->list_head({});
    if (!listing || !*listing) {
      return fail_with(SourceState::Unsupported,
                       listing ? "HEAD is no commit" : listing.error().message);
    }
    listing_ = std::move(**listing);
    for (const HeadEntry& entry : listing_.entries) {
      if (entry.status == FileStatus::Read && !repository->has(entry.blob)) {
        want(entry.blob);
      }
    }
    return true;
  }

  void want(const std::string& blob) {
    if (!wanted_.contains(blob) && !database_.known_size(blob)) {
      wanted_.insert(blob);
    }
  }

  bool fetch_new_blobs() { return wanted_.empty() || did(fetched_.fetch_blobs(list_of_wanted())); }

  [[nodiscard]] std::vector<std::string> list_of_wanted() const {
    return {wanted_.begin(), wanted_.end()};
  }

  // Gives up those that the server does not have.
  bool fetch_wanted_that_are_there() {
    for (unsigned refused = 0; refused < kRefusedObjects && !wanted_.empty(); ++refused) {
      const Result<GitResult> result = fetched_.fetch_blobs(list_of_wanted());
      const std::string object = result ? refused_object_of(*result) : "";
      if (object.empty() || wanted_.erase(object) == 0) {
        return did(result);
      }
    }
    return true;
  }

  NotebookFile read(GitRepository& repository, const std::string& path, const std::string& blob) {
    NotebookFile file;
    file.path = crawler::printable_path(path);
    file.repeat = repeats_[file.path]++;
    file.repository = repository_name_;
    file.is_checkpoint = crawler::is_checkpoint_path(path);
    if (crawler::leaves_its_folder(path)) {
      file.status = FileStatus::UnsafePath;
    } else if (const std::optional<std::uint64_t> size = database_.known_size(blob)) {
      file.status = FileStatus::Read;
      file.blob = blob;
      file.size_bytes = *size;
    } else if (!blob.empty()) {
      repository.read_blob(blob, {}, file);
      outcome_.damaged += file.is_missing ? 1 : 0;
    }
    return file;
  }

  void store_head() {
    Result<GitRepository> repository = GitRepository::open(fetched_.path());
    if (!repository) {
      fail_with(SourceState::Failed, repository.error().message);
      return;
    }
    FileBatch batch(database_, source_, counters_);
    bool goes_on = keep(database_.begin_source(source_));
    for (const HeadEntry& entry : listing_.entries) {
      if (!goes_on || is_stopped()) {
        return;
      }
      NotebookFile file = read(*repository, entry.path, entry.blob);
      file.status = entry.status == FileStatus::Read ? file.status : entry.status;
      file.commit = listing_.commit;
      goes_on = keep(batch.add(std::move(file)));
    }
    for (const std::string& warning : listing_.warnings) {
      spdlog::warn("{}: {}", source_, warning);
    }
    outcome_.is_complete = listing_.is_complete;
    if (goes_on && keep(batch.flush())) {
      finish(listing_.commit, batch.files());
    }
  }

  void store_pinned(const PinnedRepository& pinned) {
    Result<GitRepository> repository = GitRepository::open(fetched_.path());
    if (!repository) {
      fail_with(SourceState::Failed, repository.error().message);
      return;
    }
    FileBatch batch(database_, source_, counters_);
    bool goes_on = keep(database_.begin_source(source_));
    for (const PinnedFile& wanted : pinned.files) {
      if (!goes_on || is_stopped()) {
        return;
      }
      NotebookFile file = read(*repository, wanted.path, wanted.blob);
      file.commit = pinned.commit;
      check(wanted, file);
      goes_on = keep(batch.add(std::move(file)));
    }
    if (goes_on && keep(batch.flush())) {
      finish(pinned.version(), batch.files());
    }
  }

  // What is not the content that the manifest names is not stored under its name.
  void check(const PinnedFile& wanted, NotebookFile& file) {
    const auto name_of = [](const std::string& bytes) {
      return sha1_of(fmt::format("blob {}{}", bytes.size(), '\0') + bytes);
    };
    const bool is_wanted = file.size_bytes == wanted.size_bytes &&
                           (!file.bytes || name_of(*file.bytes) == wanted.blob);
    if (file.status == FileStatus::Read && !is_wanted) {
      spdlog::warn("{}: {} is not what the manifest says", source_, file.path);
      file.status = FileStatus::Unreadable;
      ++outcome_.damaged;
    } else if (file.is_missing) {
      spdlog::warn("{}: {} is no longer there", source_, file.path);
    }
  }

  void finish(const std::string& version, std::uint64_t files) {
    const Result<std::uint64_t> pointers = database_.count_lfs_pointers(source_);
    if (!pointers) {
      keep(tl::unexpected(pointers.error()));
      return;
    }
    const bool is_lfs = files > 0 && *pointers == files;
    keep(database_.finish_source(source_,
                                 {.state = is_lfs ? SourceState::LfsOnly : SourceState::Scanned,
                                  .version = version,
                                  .files = files,
                                  .damaged = outcome_.damaged,
                                  .is_complete = outcome_.is_complete}));
  }

  bool is_stopped() {
    outcome_.is_interrupted = outcome_.is_interrupted || stop_;
    return outcome_.is_interrupted;
  }

  Result<RemoteOutcome> answer() {
    if (!error_) {
      return tl::unexpected(error_.error());
    }
    return std::move(outcome_);
  }

  CrawlDatabase& database_;
  std::string source_;
  std::string repository_name_;
  FetchedRepository fetched_;
  Counters& counters_;
  const std::atomic<bool>& stop_;
  HeadListing listing_;
  std::set<std::string> wanted_;
  std::map<std::string, std::uint32_t> repeats_;
  RemoteOutcome outcome_;
  Result<void> error_;
};

}  // namespace

Result<RemoteOutcome> crawl_remote(CrawlDatabase& database, const std::string& url,
                                   const RemoteOptions& options, Counters& counters,
                                   const std::atomic<bool>& stop) {
  return RemoteCrawl(database, url, url, options, counters, stop).crawl_head();
}

Result<RemoteOutcome> crawl_pinned(CrawlDatabase& database, const PinnedRepository& pinned,
                                   const RemoteOptions& options, Counters& counters,
                                   const std::atomic<bool>& stop) {
  return RemoteCrawl(database, pinned.source(), pinned.url, options, counters, stop)
      .crawl_pinned(pinned);
}

}  // namespace autopar::crawl
