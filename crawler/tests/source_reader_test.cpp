#include "crawler/source_reader.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "crawler/tests/temporary_folder.hpp"

namespace autopar::crawler {
namespace {

namespace fs = std::filesystem;

void write_file(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

struct ArchiveEntry {
  std::string path;
  std::string text;
  unsigned type = AE_IFREG;
};

void write_archive(const fs::path& path, const std::vector<ArchiveEntry>& entries, bool is_zip) {
  archive* const writer = archive_write_new();
  if (is_zip) {
    archive_write_set_format_zip(writer);
  } else {
    archive_write_set_format_pax_restricted(writer);
    archive_write_add_filter_zstd(writer);
  }
  ASSERT_EQ(archive_write_open_filename(writer, path.c_str()), ARCHIVE_OK);
  for (const ArchiveEntry& row : entries) {
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, row.path.c_str());
    archive_entry_set_filetype(entry, row.type);
    archive_entry_set_perm(entry, 0644);
    if (row.type == AE_IFLNK) {
      archive_entry_set_symlink(entry, row.text.c_str());
    } else {
      archive_entry_set_size(entry, static_cast<la_int64_t>(row.text.size()));
    }
    archive_write_header(writer, entry);
    archive_write_data(writer, row.text.data(), row.text.size());
    archive_entry_free(entry);
  }
  archive_write_free(writer);
}

std::vector<NotebookFile> read_all(const std::string& source, const ReadOptions& options = {}) {
  std::vector<NotebookFile> files;
  const Result<SourceSummary> summary = for_each_notebook(
      source,
      [&](NotebookFile file) {
        files.push_back(std::move(file));
        return true;
      },
      options);
  EXPECT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->files, files.size());
  return files;
}

std::vector<std::string> describe(const std::vector<NotebookFile>& files) {
  std::vector<std::string> rows;
  for (const NotebookFile& file : files) {
    rows.push_back(file.container + "|" + file.path + "|" + file.repository + "|" +
                   std::string(name_of(file.status)));
  }
  return rows;
}

TEST(SourceReader, NamesContentsAsGitDoes) {
  const TemporaryFolder folder;
  write_file(folder / "a.ipynb", "hello\n");
  const std::vector<NotebookFile> files = read_all(folder.string());
  ASSERT_EQ(files.size(), 1);
  EXPECT_EQ(files[0].blob, "ce013625030ba8dba906f756967f9e9ca394464a");
  EXPECT_EQ(files[0].bytes, "hello\n");
  EXPECT_EQ(files[0].input_bytes, *measure_source(folder.string()));
}

TEST(SourceReader, WalksFoldersInOrderAndFollowsNoLink) {
  const TemporaryFolder folder;
  write_file(folder / "b/repo/.git/HEAD", "");
  write_file(folder / "b/repo/.git/hidden.ipynb", "");
  write_file(folder / "b/repo/deep/x.ipynb", "1");
  write_file(folder / "a/.ipynb_checkpoints/y.ipynb", "2");
  write_file(folder / "a/other.txt", "3");
  fs::create_symlink("/etc/passwd", folder / "link.ipynb");
  fs::create_directory_symlink("/", folder / "root");
  const std::vector<NotebookFile> files = read_all(folder.string());
  EXPECT_EQ(describe(files),
            (std::vector<std::string>{"|a/.ipynb_checkpoints/y.ipynb||Read",
                                      "|b/repo/deep/x.ipynb|b/repo|Read", "|link.ipynb||Symlink"}));
  EXPECT_TRUE(files[0].is_checkpoint);
}

TEST(SourceReader, ReadsArchivesOfBothKindsAndThoseInFolders) {
  const TemporaryFolder folder;
  const std::vector<ArchiveEntry> entries = {
      {"owner/name/a.ipynb", "one"},   {"owner/name/readme.md", "no"},
      {"owner/name/a.ipynb", "again"}, {"owner/name/l.ipynb", "/etc/passwd", AE_IFLNK},
      {"../outside.ipynb", "bad"},     {"owner/name/inner.zip", "not opened"}};
  write_archive(folder / "x.tar.zst", entries, false);
  const std::vector<std::string> expected = {
      "|owner/name/a.ipynb|owner/name|Read", "|owner/name/a.ipynb|owner/name|Read",
      "|owner/name/l.ipynb|owner/name|Symlink", "|../outside.ipynb||UnsafePath"};
  const std::vector<NotebookFile> alone = read_all((folder / "x.tar.zst").string());
  EXPECT_EQ(describe(alone), expected);
  EXPECT_EQ(alone[1].repeat, 1U);
  EXPECT_EQ(alone[1].bytes, "again");
  write_archive(folder / "y.zip", {{"a.ipynb", "two"}}, true);
  const std::vector<NotebookFile> both = read_all(folder.string());
  ASSERT_EQ(both.size(), 5);
  EXPECT_EQ(both[0].container, "x.tar.zst");
  EXPECT_EQ(both[4].container, "y.zip");
  EXPECT_EQ(both[4].bytes, "two");
}

TEST(SourceReader, ReadsTheHolesOfSparseFilesAsZeros) {
  const TemporaryFolder folder;
  const std::string text = "begin" + std::string(200'000, '\0') + "end" + std::string(3, '\0');
  archive* const writer = archive_write_new();
  archive_write_set_format_pax(writer);
  ASSERT_EQ(archive_write_open_filename(writer, (folder / "sparse.tar").c_str()), ARCHIVE_OK);
  archive_entry* const entry = archive_entry_new();
  archive_entry_set_pathname(entry, "owner/name/a.ipynb");
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
  archive_entry_sparse_add_entry(entry, 0, 5);
  archive_entry_sparse_add_entry(entry, 200'005, 3);
  archive_write_header(writer, entry);
  archive_write_data(writer, text.data(), text.size());
  archive_entry_free(entry);
  archive_write_free(writer);
  EXPECT_LT(fs::file_size(folder / "sparse.tar"), text.size());
  const std::vector<NotebookFile> files = read_all((folder / "sparse.tar").string());
  ASSERT_EQ(files.size(), 1);
  EXPECT_EQ(files[0].bytes, text);
}

TEST(SourceReader, HashesLargeContentsWithoutKeepingThem) {
  const TemporaryFolder folder;
  write_file(folder / "a.ipynb", "hello\n");
  const std::vector<NotebookFile> files =
      read_all(folder.string(), {.limits = {.content_bytes = 5}});
  EXPECT_EQ(files[0].status, FileStatus::Read);
  EXPECT_EQ(files[0].blob, "ce013625030ba8dba906f756967f9e9ca394464a");
  EXPECT_FALSE(files[0].bytes);
  EXPECT_EQ(read_all(folder.string(), {.limits = {.hashed_bytes = 5}})[0].status,
            FileStatus::Unreadable);
}

TEST(SourceReader, KeepsWhatStandsBeforeTheDamageOfAnArchive) {
  const TemporaryFolder folder;
  std::string noise;
  for (unsigned index = 0, state = 1; index < 200'000; ++index) {
    state = state * 1'664'525U + 1'013'904'223U;
    noise.push_back(static_cast<char>(state >> 24U));
  }
  write_archive(folder / "x.tar.zst", {{"a.ipynb", "one"}, {"b.ipynb", noise}}, false);
  const std::uintmax_t size = fs::file_size(folder / "x.tar.zst");
  for (std::uintmax_t cut = 0; cut < size; cut += size / 20) {
    fs::resize_file(folder / "x.tar.zst", size - cut);
    std::uint64_t files = 0;
    const Result<SourceSummary> summary =
        for_each_notebook(folder.string(), [&files](const NotebookFile&) { return ++files > 0; });
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->damaged_archives, cut > size / 20 ? 1U : summary->damaged_archives);
    EXPECT_EQ(summary->warnings.size(), summary->damaged_archives);
  }
}

TEST(SourceReader, TakesABombForADamagedArchive) {
  const TemporaryFolder folder;
  write_archive(folder / "x.tar.zst", {{"a.ipynb", "one"}, {"b.txt", std::string(5'000'000, 'x')}},
                false);
  write_archive(folder / "y.tar.zst", {{"c.ipynb", "two"}}, false);
  std::vector<NotebookFile> files;
  const Result<SourceSummary> summary =
      for_each_notebook(folder.string(),
                        [&files](NotebookFile file) {
                          files.push_back(std::move(file));
                          return true;
                        },
                        {.limits = {.unpacked_bytes = 1'000'000, .unpacking_ratio = 2}});
  ASSERT_TRUE(summary);
  EXPECT_EQ(describe(files),
            (std::vector<std::string>{"x.tar.zst|a.ipynb||Read", "y.tar.zst|c.ipynb||Read"}));
  EXPECT_EQ(summary->damaged_archives, 1U);
}

TEST(SourceReader, StopsWhenTheVisitorSaysSo) {
  const TemporaryFolder folder;
  write_file(folder / "a.ipynb", "1");
  write_file(folder / "b.ipynb", "2");
  int visited = 0;
  const Result<SourceSummary> summary =
      for_each_notebook(folder.string(), [&visited](const NotebookFile&) {
        ++visited;
        return false;
      });
  EXPECT_EQ(visited, 1);
  EXPECT_FALSE(summary->is_complete);
}

TEST(SourceReader, FailsForASourceThatIsNotThere) {
  EXPECT_FALSE(for_each_notebook("/nonexistent", [](const NotebookFile&) { return true; }));
}

}  // namespace
}  // namespace autopar::crawler
