#include "study_schema/study_store.hpp"

#include <array>
#include <optional>
#include <utility>

#include "dependence/effects.hpp"
#include "store/migrate.hpp"
#include "study_schema/sql_text.hpp"

namespace autopar::study_schema {
namespace {

constexpr std::string_view kInsertOccurrence =
    "INSERT INTO occurrence (source, container, path, repeat, repository, commit_name, status, "
    "blob, "
    "size_bytes, checkpoint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kInsertRepository =
    "INSERT INTO repository (source, repository, listed, url, commit_name, licence, notebooks, "
    "fork, "
    "stars, created) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?)";

// Runs steps in order until one fails.
template <class... Steps>
Result<void> in_order(const Steps&... steps) {
  Result<void> done;
  static_cast<void>(((done = steps(), done.has_value()) && ...));
  return done;
}

Result<void> set_meta(store::Connection& connection, std::string_view key, std::string_view value) {
  Result<store::Statement> insert =
      connection.prepare("INSERT OR REPLACE INTO study_meta (key, value) VALUES (?, ?)");
  return insert ? insert->run(key, value) : Result<void>(tl::unexpected(insert.error()));
}

Result<void> prepare_database(store::Connection& connection, const StudyVersions& versions) {
  static const std::string schema =
      std::string(kRetireSql) + std::string(kSchemaSql) + std::string(kFlowSql);
  const std::array<std::string_view, 3> steps = {"", "", schema};
  // Names of contents come in no order: the pages that they go to have to stay at hand. How many do
  // is also what sorting for an index and the canonical copy take, each. Checks of closed lists
  // cost more than the rows; the tests make them.
  return in_order([&] { return connection.execute("PRAGMA synchronous = NORMAL"); },
                  [&] { return connection.execute("PRAGMA cache_size = -32768"); },
                  [&] { return connection.execute("PRAGMA ignore_check_constraints = 1"); },
                  [&] { return store::migrate(connection, steps); },
                  [&] {
                    return connection.execute(
                        "DROP INDEX IF EXISTS occurrence_by_blob; DROP INDEX IF EXISTS "
                        "notebook_by_code; DROP INDEX IF EXISTS cell_by_text; "
                        "DROP INDEX IF EXISTS loop_by_text");
                  },
                  [&] { return set_meta(connection, "analyzer_version", versions.analyzer); },
                  [&] { return set_meta(connection, "taxonomy_version", versions.taxonomy); },
                  [&] {
                    return set_meta(connection, "effect_table_version",
                                    std::to_string(dependence::kEffectTableVersion));
                  },
                  [&] { return set_meta(connection, "ipython_version", versions.ipython); });
}

}  // namespace

StudyStore::StudyStore(store::Connection connection, Statements statements, NotebookRows notebooks,
                       StudyVersions versions)
    : connection_(std::move(connection)),
      statements_(std::move(statements)),
      notebooks_(std::move(notebooks)),
      versions_(versions) {}

Result<StudyStore> StudyStore::open(const std::string& path, const StudyVersions& versions) {
  Result<store::Connection> connection = store::Connection::open(path);
  if (!connection) {
    return tl::unexpected(connection.error());
  }
  if (const Result<void> prepared = prepare_database(*connection, versions); !prepared) {
    return tl::unexpected(prepared.error());
  }
  Result<store::Statement> occurrence = connection->prepare(kInsertOccurrence);
  Result<store::Statement> repository = connection->prepare(kInsertRepository);
  if (!occurrence || !repository) {
    return tl::unexpected(occurrence ? repository.error() : occurrence.error());
  }
  Result<NotebookRows> notebooks = NotebookRows::open(*connection);
  if (!notebooks) {
    return tl::unexpected(notebooks.error());
  }
  return StudyStore(std::move(*connection), {std::move(*occurrence), std::move(*repository)},
                    std::move(*notebooks), versions);
}

Result<std::unordered_set<std::string>> StudyStore::finished_blobs() {
  Result<store::Statement> select = connection_.prepare(
      "SELECT blob FROM notebook WHERE analyzer_version = ? "
      "AND status NOT IN ('CRASH', 'TIMEOUT')");
  if (!select) {
    return tl::unexpected(select.error());
  }
  select->bind(versions_.analyzer);
  std::unordered_set<std::string> blobs;
  Result<bool> has_row = select->step();
  for (; has_row && *has_row; has_row = select->step()) {
    blobs.emplace(select->text(0));
  }
  if (!has_row) {
    return tl::unexpected(has_row.error());
  }
  return blobs;
}

Result<void> StudyStore::begin_source(std::string_view source) {
  for (const std::string_view sql :
       {"DELETE FROM occurrence WHERE source = ?", "DELETE FROM repository WHERE source = ?",
        "DELETE FROM source WHERE name = ?"}) {
    Result<store::Statement> forget = connection_.prepare(sql);
    if (!forget) {
      return tl::unexpected(forget.error());
    }
    if (Result<void> done = forget->run(source); !done) {
      return done;
    }
  }
  return {};
}

Result<void> StudyStore::add_file(std::string_view source, const crawler::NotebookFile& file) {
  const bool is_read = file.status == crawler::FileStatus::Read;
  std::optional<std::string> blob;
  std::optional<std::int64_t> size_bytes;
  if (is_read) {
    blob = file.blob;
    size_bytes = static_cast<std::int64_t>(file.size_bytes);
  }
  return statements_.occurrence.run(source, file.container, file.path, file.repeat, file.repository,
                                    file.commit, code_of(file.status), blob, size_bytes,
                                    file.is_checkpoint);
}

void StudyStore::add_notebook(std::string_view blob, const verdicts::NotebookRecord& record) {
  notebooks_.add(blob, versions_.analyzer, record);
}

Result<void> StudyStore::add_repository(std::string_view source,
                                        const crawler::ListedRepository& listed) {
  return statements_.repository.run(source, listed.name, listed.url, listed.commit, listed.licence,
                                    listed.notebooks, listed.is_fork, listed.stars, listed.created);
}

Result<void> StudyStore::finish_source(std::string_view source,
                                       const crawler::SourceSummary& summary) {
  // A repository of which several commits were read has none.
  Result<store::Statement> found = connection_.prepare(
      "INSERT OR IGNORE INTO repository (source, repository, listed, commit_name) "
      "SELECT source, repository, 0, "
      "CASE WHEN count(DISTINCT commit_name) = 1 THEN nullif(min(commit_name), '') END "
      "FROM occurrence WHERE source = ? AND repository <> '' GROUP BY repository");
  Result<store::Statement> insert =
      connection_.prepare("INSERT INTO source (name, files, archives_damaged) VALUES (?, ?, ?)");
  if (!found || !insert) {
    return tl::unexpected(found ? insert.error() : found.error());
  }
  return in_order([&] { return found->run(source); },
                  [&] { return insert->run(source, summary.files, summary.damaged_archives); });
}

Result<store::Transaction> StudyStore::begin() { return store::Transaction::begin(connection_); }

Result<void> StudyStore::commit(store::Transaction& transaction) {
  const Result<void> written = notebooks_.write();
  return written ? transaction.commit() : written;
}

Result<void> StudyStore::drop_orphans() {
  constexpr std::string_view kOrphans =
      "SELECT count(*) FROM notebook "
      "WHERE blob NOT IN (SELECT blob FROM occurrence WHERE blob IS NOT NULL)";
  const Result<std::int64_t> orphans = connection_.query_integer(kOrphans);
  if (!orphans || *orphans == 0) {
    return orphans ? Result<void>() : tl::unexpected(orphans.error());
  }
  const Result<void> done = connection_.execute(
      "DELETE FROM notebook "
      "WHERE blob NOT IN (SELECT blob FROM occurrence WHERE blob IS NOT NULL)");
  return done ? NotebookRows::drop_orphans(connection_) : done;
}

Result<std::vector<SketchedNotebook>> StudyStore::sketches() {
  Result<store::Statement> select =
      connection_.prepare("SELECT blob, bins FROM notebook_sketch ORDER BY blob");
  if (!select) {
    return tl::unexpected(select.error());
  }
  std::vector<SketchedNotebook> found;
  Result<bool> has_row = select->step();
  for (; has_row && *has_row; has_row = select->step()) {
    const std::string_view bytes = select->bytes(1);
    SketchedNotebook& notebook = found.emplace_back(SketchedNotebook{std::string(select->text(0))});
    if (bytes.size() != 2 * verdicts::kSketchBins) {
      return fail("a sketch in the database is damaged; delete the database and run again");
    }
    for (std::size_t bin = 0; bin < verdicts::kSketchBins; ++bin) {
      notebook.sketch[bin] = static_cast<std::uint16_t>(
          static_cast<unsigned char>(bytes[2 * bin]) |
          static_cast<unsigned>(static_cast<unsigned char>(bytes[2 * bin + 1])) << 8U);
    }
  }
  return has_row ? Result<std::vector<SketchedNotebook>>(std::move(found))
                 : tl::unexpected(has_row.error());
}

Result<void> StudyStore::find_near_duplicates() {
  const Result<std::vector<SketchedNotebook>> notebooks = sketches();
  Result<store::Statement> update =
      connection_.prepare("UPDATE notebook SET near_cluster = ? WHERE blob = ?");
  Result<store::Transaction> transaction = begin();
  if (!notebooks || !update || !transaction) {
    return tl::unexpected(!notebooks ? notebooks.error()
                          : !update  ? update.error()
                                     : transaction.error());
  }
  const std::vector<std::size_t> first = near_clusters(*notebooks);
  Result<void> done;
  for (std::size_t position = 0; done && position < first.size(); ++position) {
    done = update->run((*notebooks)[first[position]].blob, (*notebooks)[position].blob);
  }
  return done ? transaction->commit() : done;
}

Result<std::vector<FlowGap>> StudyStore::flow_gaps() {
  Result<store::Statement> select = connection_.prepare(kFlowCheckSql);
  if (!select) {
    return tl::unexpected(select.error());
  }
  std::vector<FlowGap> gaps;
  Result<bool> has_row = select->step();
  for (; has_row && *has_row; has_row = select->step()) {
    gaps.push_back(
        {std::string(select->text(0)), select->integer(1), select->integer(2), select->integer(3)});
  }
  if (!has_row) {
    return tl::unexpected(has_row.error());
  }
  return gaps;
}

Result<void> StudyStore::write_canonical_copy(const std::string& path) {
  Result<store::Transaction> indexes = begin();
  Result<void> done = indexes ? connection_.execute(kIndexesSql) : tl::unexpected(indexes.error());
  done = done ? indexes->commit() : done;
  // SQLite counts copies in the schema cookie; the count is no content.
  done = done ? connection_.execute("PRAGMA schema_version = 1") : done;
  Result<store::Statement> vacuum = connection_.prepare("VACUUM INTO ?");
  if (!done || !vacuum) {
    return done ? Result<void>(tl::unexpected(vacuum.error())) : done;
  }
  return vacuum->run(path);
}

}  // namespace autopar::study_schema
