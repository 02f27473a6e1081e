#include <fmt/format.h>

#include <array>
#include <fstream>
#include <string_view>
#include <utility>

#include "crawler/crawl_database.hpp"
#include "store/statement.hpp"

namespace autopar::crawler {
namespace {

constexpr std::string_view kSelectFiles =
    "SELECT o.source, o.container, o.path, o.repeat, o.repository, o.commit_name, o.status, "
    "o.blob, o.size_bytes, o.checkpoint, c.bytes FROM occurrence AS o "
    "LEFT JOIN content AS c ON c.blob = o.blob "
    "ORDER BY o.source, o.container, o.path, o.repeat";

// Where SQLite keeps the application_id, a big-endian number (its file format, 1.3).
constexpr std::size_t kApplicationIdOffset = 68;
constexpr std::string_view kFormat("SQLite format 3\0", 16);
constexpr std::string_view kApplication = "apcr";

NotebookFile file_of_row(const store::Statement& row) {
  NotebookFile file;
  file.container = row.text(0);
  if (!row.text(1).empty()) {
    file.container += fmt::format("/{}", row.text(1));
  }
  file.path = row.text(2);
  file.repeat = static_cast<std::uint32_t>(row.integer(3));
  file.repository = row.text(4);
  file.commit = row.text(5);
  file.status = parse_code<FileStatus>(row.text(6)).value_or(FileStatus::Unreadable);
  file.is_missing = row.text(6) == "MISSING_BLOB";
  file.blob = row.text(7);
  file.size_bytes = static_cast<std::uint64_t>(row.integer(8));
  file.is_checkpoint = row.integer(9) != 0;
  if (!row.is_null(10)) {
    file.bytes.emplace(row.bytes(10));
  }
  return file;
}

// After a crawl was killed the first reader has to take back what it had not committed, and for
// that may have to write.
Result<store::Connection> open_for_reading(const std::string& path) {
  Result<store::Connection> connection = store::Connection::open(path, store::OpenMode::ReadOnly);
  if (connection && !connection->query_integer("SELECT COUNT(*) FROM source")) {
    return store::Connection::open(path);
  }
  return connection;
}

Result<void> warn_of_unfinished(store::Connection& connection, SourceSummary& summary) {
  Result<store::Statement> select = connection.prepare(
      "SELECT name, state, damaged FROM source WHERE state <> 'SCANNED' OR damaged > 0 "
      "ORDER BY name");
  if (!select) {
    return tl::unexpected(select.error());
  }
  Result<bool> has_row = select->step();
  for (; has_row && *has_row; has_row = select->step()) {
    summary.damaged_archives += static_cast<std::uint64_t>(select->integer(2));
    if (select->text(1) != "SCANNED") {
      summary.warnings.push_back(
          fmt::format("{}: not read to its end, {}", select->text(0), select->text(1)));
    }
  }
  return has_row ? Result<void>() : tl::unexpected(has_row.error());
}

}  // namespace

bool is_crawl_database(const std::string& path) {
  std::array<char, kApplicationIdOffset + kApplication.size()> head{};
  std::ifstream stream(path, std::ios::binary);
  stream.read(head.data(), head.size());
  const std::string_view text(head.data(), head.size());
  return stream && text.starts_with(kFormat) && text.ends_with(kApplication);
}

Result<SourceSummary> for_each_notebook_of_crawl(const std::string& path,
                                                 const NotebookVisitor& visitor) {
  Result<store::Connection> connection = open_for_reading(path);
  if (!connection) {
    return tl::unexpected(connection.error());
  }
  SourceSummary summary;
  if (const Result<void> done = warn_of_unfinished(*connection, summary); !done) {
    return tl::unexpected(done.error());
  }
  Result<store::Statement> select = connection->prepare(kSelectFiles);
  if (!select) {
    return tl::unexpected(select.error());
  }
  std::uint64_t read_bytes = 0;
  Result<bool> has_row = select->step();
  for (; has_row && *has_row; has_row = select->step()) {
    NotebookFile file = file_of_row(*select);
    read_bytes += file.size_bytes;
    file.input_bytes = read_bytes;
    ++summary.files;
    if (!visitor(std::move(file))) {
      summary.is_complete = false;
      return summary;
    }
  }
  if (!has_row) {
    return tl::unexpected(has_row.error());
  }
  return summary;
}

Result<std::uint64_t> measure_crawl(const std::string& path) {
  Result<store::Connection> connection = open_for_reading(path);
  if (!connection) {
    return tl::unexpected(connection.error());
  }
  const Result<std::int64_t> bytes =
      connection->query_integer("SELECT COALESCE(SUM(size_bytes), 0) FROM occurrence");
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  return static_cast<std::uint64_t>(*bytes);
}

}  // namespace autopar::crawler
