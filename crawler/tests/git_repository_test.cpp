#include "crawler/git_repository.hpp"

#include <fmt/format.h>
#include <git2.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/tests/temporary_folder.hpp"

namespace autopar::crawler {
namespace {

namespace fs = std::filesystem;

struct TreeRow {
  std::string mode;
  std::string name;
  git_oid oid;
};

// A bare repository whose objects are written as they are told, so that they may be as no git
// would make them.
class TestRepository {
 public:
  explicit TestRepository(const std::string& path) : path_(path) {
    git_libgit2_init();
    git_repository* repository = nullptr;
    EXPECT_EQ(git_repository_init(&repository, path.c_str(), 1), 0);
    git_repository_odb(&objects_, repository);
    git_repository_free(repository);
  }
  ~TestRepository() {
    git_odb_free(objects_);
    git_libgit2_shutdown();
  }
  TestRepository(const TestRepository&) = delete;
  TestRepository& operator=(const TestRepository&) = delete;

  git_oid write(std::string_view bytes, git_object_t type = GIT_OBJECT_BLOB) {
    git_oid oid;
    EXPECT_EQ(git_odb_write(&oid, objects_, bytes.data(), bytes.size(), type), 0);
    return oid;
  }

  git_oid write_tree(const std::vector<TreeRow>& rows) {
    std::string bytes;
    for (const TreeRow& row : rows) {
      bytes += row.mode + " " + row.name + std::string(1, '\0');
      bytes.append(reinterpret_cast<const char*>(row.oid.id), GIT_OID_RAWSZ);
    }
    return write(bytes, GIT_OBJECT_TREE);
  }

  void commit(const git_oid& tree) {
    const git_oid oid = write(
        fmt::format("tree {}\nauthor a <a> 0 +0000\ncommitter a <a> 0 +0000\n\nx\n", name_of(tree)),
        GIT_OBJECT_COMMIT);
    std::ofstream(fs::path(path_) / "HEAD") << name_of(oid) << "\n";
  }

  void remove(const git_oid& oid) {
    const std::string name = name_of(oid);
    fs::remove(fs::path(path_) / "objects" / name.substr(0, 2) / name.substr(2));
  }

  static std::string name_of(const git_oid& oid) {
    std::string name(GIT_OID_HEXSZ, '\0');
    git_oid_fmt(name.data(), &oid);
    return name;
  }

 private:
  std::string path_;
  git_odb* objects_ = nullptr;
};

HeadListing list_head(const std::string& path, const ReadLimits& limits = {}) {
  Result<GitRepository> repository = GitRepository::open(path);
  EXPECT_TRUE(repository) << repository.error().message;
  Result<std::optional<HeadListing>> listing = repository->list_head(limits);
  EXPECT_TRUE(listing && *listing);
  return std::move(**listing);
}

std::vector<std::string> describe(const HeadListing& listing) {
  std::vector<std::string> rows;
  for (const HeadEntry& entry : listing.entries) {
    rows.push_back(entry.path + "|" + std::string(name_of(entry.status)));
  }
  return rows;
}

TEST(GitRepository, ListsFilesAndNamesWhatIsNone) {
  const TemporaryFolder folder;
  TestRepository repository(folder.string());
  const git_oid blob = repository.write("hello\n");
  const git_oid inner = repository.write_tree({{"100644", "b.ipynb", blob}});
  repository.commit(repository.write_tree({{"100644", "a.ipynb", blob},
                                           {"120000", "link.ipynb", blob},
                                           {"160000", "module.ipynb", blob},
                                           {"40000", "deep", inner},
                                           {"100755", "run.ipynb", blob},
                                           {"100644", "z.txt", blob}}));
  const HeadListing listing = list_head(folder.string());
  EXPECT_EQ(describe(listing), (std::vector<std::string>{"a.ipynb|Read", "link.ipynb|Symlink",
                                                         "deep/b.ipynb|Read", "run.ipynb|Read"}));
  EXPECT_EQ(listing.entries[0].blob, "ce013625030ba8dba906f756967f9e9ca394464a");
  EXPECT_TRUE(listing.is_complete);
}

TEST(GitRepository, ReadsNothingThroughNamesThatLeadOut) {
  const TemporaryFolder folder;
  TestRepository repository(folder.string());
  const git_oid blob = repository.write("x");
  const git_oid inner = repository.write_tree({{"100644", "b.ipynb", blob}});
  repository.commit(repository.write_tree({{"40000", "..", inner},
                                           {"40000", ".git", inner},
                                           {"100644", "../../out.ipynb", blob},
                                           {"100644", "/etc/a.ipynb", blob}}));
  EXPECT_EQ(describe(list_head(folder.string())),
            (std::vector<std::string>{"../b.ipynb|UnsafePath", ".git/b.ipynb|UnsafePath",
                                      "../../out.ipynb|UnsafePath", "/etc/a.ipynb|UnsafePath"}));
}

TEST(GitRepository, NumbersFilesOfOneName) {
  const TemporaryFolder folder;
  TestRepository repository(folder.string());
  const git_oid blob = repository.write("x");
  repository.commit(repository.write_tree({{"100644", "a.ipynb", blob},
                                           {"100644", "a.ipynb", blob},
                                           {"100644", "\\xff.ipynb", blob},
                                           {"100644", "\xFF.ipynb", blob}}));
  std::vector<std::uint32_t> repeats;
  const Result<SourceSummary> summary =
      for_each_notebook(folder.string(), [&repeats](const NotebookFile& file) {
        repeats.push_back(file.repeat);
        return true;
      });
  ASSERT_TRUE(summary);
  EXPECT_EQ(repeats, (std::vector<std::uint32_t>{0, 1, 0, 1}));
}

// A tree of ten times the same tree of ten times the same tree ... has 10^30 files.
TEST(GitRepository, StopsInTreesThatMultiply) {
  const TemporaryFolder folder;
  TestRepository repository(folder.string());
  const git_oid blob = repository.write("x");
  for (const std::string name : {"a.ipynb", "a.txt"}) {
    git_oid tree = repository.write_tree({{"100644", name, blob}});
    for (int level = 0; level < 30; ++level) {
      std::vector<TreeRow> rows;
      for (int copy = 0; copy < 10; ++copy) {
        rows.push_back({"40000", std::to_string(copy), tree});
      }
      tree = repository.write_tree(rows);
    }
    repository.commit(tree);
    const HeadListing listing = list_head(folder.string(), {.repository_files = 1000});
    EXPECT_EQ(listing.is_complete, name == "a.txt");
    EXPECT_EQ(listing.entries.size(), name == "a.txt" ? 0U : 1000U);
    EXPECT_EQ(listing.warnings.size(), name == "a.txt" ? 0U : 1U);
  }
}

TEST(GitRepository, BoundsDepthAndLengthOfPaths) {
  const TemporaryFolder folder;
  TestRepository repository(folder.string());
  const git_oid blob = repository.write("x");
  git_oid tree = repository.write_tree({{"100644", "a.ipynb", blob}});
  for (int level = 0; level < 5; ++level) {
    tree = repository.write_tree({{"100644", "b.ipynb", blob}, {"40000", "folder", tree}});
  }
  repository.commit(tree);
  EXPECT_EQ(list_head(folder.string()).entries.size(), 6U);
  EXPECT_EQ(list_head(folder.string(), {.folder_depth = 3}).entries.size(), 4U);
  const HeadListing short_paths = list_head(folder.string(), {.path_bytes = 20});
  EXPECT_EQ(short_paths.entries.size(), 2U);
  EXPECT_FALSE(short_paths.is_complete);
}

TEST(GitRepository, ReadsContentsUpToALimitAndNamesWhatIsMissing) {
  const TemporaryFolder folder;
  TestRepository repository(folder.string());
  const git_oid kept = repository.write("hello\n");
  const git_oid lost = repository.write("lost");
  const git_oid tree = repository.write_tree({{"100644", "a.ipynb", kept}});
  repository.remove(lost);
  Result<GitRepository> opened = GitRepository::open(folder.string());
  ASSERT_TRUE(opened);
  NotebookFile file;
  opened->read_blob(TestRepository::name_of(kept), {}, file);
  EXPECT_EQ(file.status, FileStatus::Read);
  EXPECT_EQ(file.bytes, "hello\n");
  NotebookFile large;
  opened->read_blob(TestRepository::name_of(kept), {.content_bytes = 5}, large);
  EXPECT_EQ(large.status, FileStatus::Read);
  EXPECT_EQ(large.size_bytes, 6U);
  EXPECT_FALSE(large.bytes);
  NotebookFile missing;
  opened->read_blob(TestRepository::name_of(lost), {}, missing);
  EXPECT_EQ(missing.status, FileStatus::Unreadable);
  EXPECT_TRUE(missing.is_missing);
  NotebookFile no_blob;
  opened->read_blob(TestRepository::name_of(tree), {}, no_blob);
  EXPECT_EQ(no_blob.status, FileStatus::Unreadable);
  EXPECT_FALSE(no_blob.is_missing);
}

TEST(GitRepository, OpensPartialOnesAndRefusesSha256) {
  const TemporaryFolder folder;
  const TestRepository repository(folder.string());
  const auto set_extension = [&](const std::string& line) {
    std::ofstream(folder / "config")
        << "[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\t" << line << "\n";
  };
  set_extension("partialclone = origin");
  Result<GitRepository> partial = GitRepository::open(folder.string());
  ASSERT_TRUE(partial) << partial.error().message;
  const Result<std::optional<HeadListing>> listing = partial->list_head({});
  ASSERT_TRUE(listing);
  EXPECT_FALSE(*listing);
  set_extension("objectformat = sha256");
  EXPECT_FALSE(GitRepository::open(folder.string()));
}

}  // namespace
}  // namespace autopar::crawler
