#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "autopar/result.hpp"
#include "crawler/repository_list.hpp"
#include "crawler/source_reader.hpp"
#include "store/connection.hpp"
#include "store/transaction.hpp"
#include "study_schema/near_clusters.hpp"
#include "study_schema/notebook_rows.hpp"
#include "verdicts/records.hpp"

namespace autopar::study_schema {

struct StudyVersions {
  std::string_view analyzer;
  std::string_view taxonomy;
  std::string_view ipython;
};

// A step of the flow whose sum does not close (view flow_gap).
struct FlowGap {
  std::string step;
  std::int64_t previous = 0;
  std::int64_t kept = 0;
  std::int64_t dropped = 0;
};

// study.db while it is written. What it holds after a commit stays, however the program ends.
class StudyStore {
 public:
  // Makes the database or continues one; rows of other analyzer versions will be made anew.
  static Result<StudyStore> open(const std::string& path, const StudyVersions& versions);

  // Names of the contents that this analyzer version has already dealt with; those that it gave up
  // are tried again.
  [[nodiscard]] Result<std::unordered_set<std::string>> finished_blobs();

  // Forgets which files lay in a source, to be told again.
  Result<void> begin_source(std::string_view source);
  Result<void> add_file(std::string_view source, const crawler::NotebookFile& file);
  // Kept in memory until it is committed; between two commits, at most once for a blob.
  void add_notebook(std::string_view blob, const verdicts::NotebookRecord& record);
  Result<void> add_repository(std::string_view source, const crawler::ListedRepository& listed);
  Result<void> finish_source(std::string_view source, const crawler::SourceSummary& summary);

  // What is added until it is committed stays or goes together. The store must not move meanwhile.
  Result<store::Transaction> begin();
  Result<void> commit(store::Transaction& transaction);

  // Memory that notebooks take which are not committed.
  [[nodiscard]] std::size_t kept_bytes() const { return notebooks_.kept_bytes(); }

  // Drops notebooks of which no file is left.
  Result<void> drop_orphans();

  // Fills notebook.near_cluster, of all notebooks anew.
  Result<void> find_near_duplicates();

  Result<std::vector<FlowGap>> flow_gaps();

  // Writes the database anew, as its content alone determines it. Nobody may write meanwhile.
  Result<void> write_canonical_copy(const std::string& path);

 private:
  struct Statements {
    store::Statement occurrence;
    store::Statement repository;
  };
  StudyStore(store::Connection connection, Statements statements, NotebookRows notebooks,
             StudyVersions versions);

  Result<std::vector<SketchedNotebook>> sketches();

  store::Connection connection_;
  Statements statements_;
  NotebookRows notebooks_;
  StudyVersions versions_;
};

}  // namespace autopar::study_schema
