#include "crawler/repository_list.hpp"

#include <gtest/gtest.h>

#include "crawler/csv_reader.hpp"

namespace autopar::crawler {
namespace {

TEST(CsvReader, KeepsQuotedCommasLineEndsAndQuotes) {
  CsvReader reader("a,b\r\n\n\"x,\"\"y\"\"\n\",\"never ends\n");
  EXPECT_EQ(reader.next(), (CsvRecord{"a", "b"}));
  EXPECT_EQ(reader.next(), (CsvRecord{"x,\"y\"\n", "never ends\n"}));
  EXPECT_EQ(reader.next(), std::nullopt);
  EXPECT_EQ(reader.record(), 2U);
}

TEST(RepositoryList, TakesTheColumnsThatAreThere) {
  const auto listed = read_repository_list(
      "license,repo_url,fork,stars,notebooks_in_repo,other\n"
      "MIT AND BSD,https://host/owner/name.git/,true,12,3,x\n"
      ",https://host/owner/second,0,,,\n");
  ASSERT_TRUE(listed) << listed.error().message;
  ASSERT_EQ(listed->size(), 2U);
  const ListedRepository& first = listed->front();
  EXPECT_EQ(first.name, "owner/name");
  EXPECT_EQ(first.licence, "MIT AND BSD");
  EXPECT_EQ(first.is_fork, true);
  EXPECT_EQ(first.stars, 12);
  EXPECT_EQ(first.notebooks, 3);
  EXPECT_EQ(first.commit, std::nullopt);
  EXPECT_EQ(listed->back().is_fork, false);
  EXPECT_EQ(listed->back().licence, std::nullopt);
  EXPECT_EQ(listed->back().stars, std::nullopt);
}

TEST(RepositoryList, NamesTheRecordThatIsNone) {
  EXPECT_EQ(read_repository_list("url\nx\n").error().message, "no column repo_url");
  EXPECT_EQ(read_repository_list("repo_url,stars\nh/a/b,many\n").error().message,
            "record 2: stars: many is no count");
  EXPECT_EQ(read_repository_list("repo_url,fork\nh/a/b,maybe\n").error().message,
            "record 2: fork: maybe is neither 0 nor 1");
  EXPECT_EQ(read_repository_list("repo_url\nh/a/b\ng/a/b\n").error().message,
            "record 3: a/b is listed twice");
}

}  // namespace
}  // namespace autopar::crawler
