#include "crawl/manifest.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "crawler/tests/temporary_folder.hpp"

namespace autopar::crawl {
namespace {

const std::string kName = "0123456789abcdef0123456789abcdef01234567";

Result<std::vector<PinnedRepository>> read_text(const std::string& text) {
  const crawler::TemporaryFolder folder;
  std::ofstream(folder / "m.csv", std::ios::binary) << text;
  return read_manifest((folder / "m.csv").string());
}

TEST(Manifest, GroupsFilesByRepositoryAndCommit) {
  const std::string line = ",https://example.org/o/n," + kName + "," + kName + ",";
  const auto read = read_text("bytes,repository,blob,commit,path,more\r\n7" + line +
                              "\"a, \"\"b\"\".ipynb\",x\r\n\r\n8" + line + "c.ipynb,\r\n9," +
                              "https://example.org/o/m," + kName + "," + kName + ",d.ipynb,");
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ(read->at(0).source(), "https://example.org/o/n#" + kName);
  ASSERT_EQ(read->at(0).files.size(), 2U);
  EXPECT_EQ(read->at(0).files[0].path, "a, \"b\".ipynb");
  EXPECT_EQ(read->at(0).files[0].size_bytes, 7U);
  EXPECT_EQ(read->at(0).files[1].path, "c.ipynb");
  EXPECT_NE(read->at(0).version(), read->at(1).version());
}

TEST(Manifest, NamesTheRecordThatIsWrong) {
  const std::string header = "repository,commit,path,blob,bytes\n";
  for (const std::string& line : {"https://x/o/n," + kName + ",a.ipynb,beef,1",
                                  "https://x/o/n," + kName + ",," + kName + ",1",
                                  "https://x/o/n," + kName + ",a.ipynb," + kName + ",-1",
                                  "file:///x," + kName + ",a," + kName + ",1",
                                  std::string("https://x/o/n"), std::string("\"")}) {
    const auto read = read_text(header + line);
    ASSERT_FALSE(read) << line;
    EXPECT_NE(read.error().message.find("record 2"), std::string::npos) << read.error().message;
  }
  EXPECT_FALSE(read_text("repository,commit\n"));
  EXPECT_FALSE(read_text(""));
  EXPECT_FALSE(read_manifest("/nonexistent.csv"));
}

}  // namespace
}  // namespace autopar::crawl
