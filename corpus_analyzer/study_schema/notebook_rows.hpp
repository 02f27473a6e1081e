#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "autopar/result.hpp"
#include "store/connection.hpp"
#include "store/row_buffer.hpp"
#include "study_schema/loop_rows.hpp"
#include "verdicts/records.hpp"

namespace autopar::study_schema {

// Keeps what the study says of notebooks, table notebook and the tables below it, and writes it in
// the order of their blobs.
class NotebookRows {
 public:
  static Result<NotebookRows> open(store::Connection& connection);

  // Between two calls of write, at most once for a blob.
  void add(std::string_view blob, std::string_view analyzer_version,
           const verdicts::NotebookRecord& record);

  // Writes what was added, in place of what is there of the same blobs, and keeps nothing. Belongs
  // into a transaction, which has to be rolled back if it fails.
  Result<void> write();

  // What was added takes about as much memory.
  [[nodiscard]] std::size_t kept_bytes() const;

  // Takes out the rows of blobs that table notebook does not have.
  static Result<void> drop_orphans(store::Connection& connection);

 private:
  struct Tables {
    store::RowBuffer notebook;
    store::RowBuffer sketch;
    store::RowBuffer cell;
    LoopRows loops;
  };
  NotebookRows(Tables tables, store::Statement find, std::vector<store::Statement> forget);

  void add_sketch(const verdicts::Sketch& sketch);
  void add_cell(const verdicts::CellRecord& cell);
  Result<void> forget(std::string_view blob);

  Tables tables_;
  store::Statement find_;
  std::vector<store::Statement> forget_;
  std::vector<std::string> blobs_;
};

}  // namespace autopar::study_schema
