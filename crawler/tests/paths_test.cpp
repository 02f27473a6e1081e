#include "crawler/paths.hpp"

#include <gtest/gtest.h>

namespace autopar::crawler {
namespace {

TEST(Paths, TellWhatLeavesItsFolder) {
  EXPECT_TRUE(leaves_its_folder("/etc/x.ipynb"));
  EXPECT_TRUE(leaves_its_folder("../x.ipynb"));
  EXPECT_TRUE(leaves_its_folder("a/../../x.ipynb"));
  EXPECT_FALSE(leaves_its_folder("a..b/..c/x.ipynb"));
}

TEST(Paths, NameTheRepositoryByTheFirstTwoFolders) {
  EXPECT_EQ(repository_of_entry("owner/name/a/b.ipynb"), "owner/name");
  EXPECT_EQ(repository_of_entry("owner/b.ipynb"), "");
}

TEST(Paths, KnowCheckpointsByTheirFolder) {
  EXPECT_TRUE(is_checkpoint_path("a/.ipynb_checkpoints/b-checkpoint.ipynb"));
  EXPECT_FALSE(is_checkpoint_path("a/my.ipynb_checkpoints/b.ipynb"));
}

TEST(Paths, EscapeWhatIsNoUtf8AndControlCharacters) {
  EXPECT_EQ(printable_path("./a/\xC3\xA9.ipynb"), "a/\xC3\xA9.ipynb");
  EXPECT_EQ(printable_path("\xE9.ipynb"), "\\xe9.ipynb");
  EXPECT_EQ(printable_path("a\n\x1B[2J\x7F"), "a\\x0a\\x1b[2J\\x7f");
  EXPECT_EQ(printable_path("\xED\xA0\x80"), "\\xed\\xa0\\x80");
}

}  // namespace
}  // namespace autopar::crawler
