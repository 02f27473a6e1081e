#include "crawler/json_lines_reader.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "crawler/tests/temporary_folder.hpp"

namespace autopar::crawler {
namespace {

struct Read {
  std::vector<NotebookFile> files;
  JsonLinesSummary summary;
};

Read read_lines(const std::string& text, const ReadLimits& limits = {}) {
  const TemporaryFolder folder;
  std::ofstream(folder / "x.jsonl", std::ios::binary) << text;
  Read read;
  const Result<void> done = for_each_notebook_of_json_lines((folder / "x.jsonl").string(),
                                                            [&read](NotebookFile file) {
                                                              read.files.push_back(std::move(file));
                                                              return true;
                                                            },
                                                            limits, read.summary);
  EXPECT_TRUE(done);
  return read;
}

TEST(JsonLines, AreObjectsWithPathAndContent) {
  const Read read = read_lines(
      R"({"path": "a/b.ipynb", "content": "hello\n", "repository": "o/n", "other": [1, {}]})"
      "\n\n"
      R"({"content": "no notebook", "path": "readme.md"})"
      "\r\n"
      R"({"content": "", "path": "a/b.ipynb"})");
  ASSERT_EQ(read.files.size(), 2U);
  EXPECT_EQ(read.files[0].blob, "ce013625030ba8dba906f756967f9e9ca394464a");
  EXPECT_EQ(read.files[0].bytes, "hello\n");
  EXPECT_EQ(read.files[0].repository, "o/n");
  EXPECT_EQ(read.files[1].repeat, 1U);
  EXPECT_EQ(read.files[1].size_bytes, 0U);
  EXPECT_EQ(read.summary.damaged_lines, 0U);
}

TEST(JsonLines, CountsDamagedLinesAndGoesOn) {
  const Read read = read_lines(
      "{\"path\": \"a.ipynb\", \"content\": \"1\"}\nnot json\n[]\n{\"path\": \"b.ipynb\"}\n"
      "{\"path\": 1, \"content\": \"\"}\n{\"path\": \"c.ipynb\", \"content\": \"\\ud800\"}\n"
      "{\"path\": \"d.ipynb\", \"content\": \"\xFF\"}\n{\"path\": \"e.ipynb\", \"content\": "
      "\"2\"}\n"
      "{\"path\": \"f.ipynb\", \"cont");
  ASSERT_EQ(read.files.size(), 2U);
  EXPECT_EQ(read.files[1].path, "e.ipynb");
  EXPECT_EQ(read.summary.damaged_lines, 7U);
  EXPECT_EQ(read.summary.first_damaged_line, 2U);
}

TEST(JsonLines, MarksPathsThatLeadOut) {
  const Read read = read_lines(R"({"path": "../a.ipynb", "content": ""})"
                               "\n"
                               R"({"path": "/b.ipynb", "content": ""})"
                               "\n"
                               R"({"path": "c\u0000.ipynb", "content": ""})");
  ASSERT_EQ(read.files.size(), 3U);
  for (const NotebookFile& file : read.files) {
    EXPECT_EQ(file.status, FileStatus::UnsafePath) << file.path;
  }
}

TEST(JsonLines, HoldsNoLineBeyondTheLimit) {
  const std::string huge =
      R"({"path": "a.ipynb", "content": ")" + std::string(3 << 20, 'x') + "\"}\n";
  const Read read =
      read_lines(huge + R"({"path": "b.ipynb", "content": "after"})", {.content_bytes = 1000});
  ASSERT_EQ(read.files.size(), 1U);
  EXPECT_EQ(read.files[0].bytes, "after");
  EXPECT_EQ(read.summary.damaged_lines, 1U);
}

}  // namespace
}  // namespace autopar::crawler
