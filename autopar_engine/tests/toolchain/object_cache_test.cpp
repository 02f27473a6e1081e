#include "toolchain/object_cache.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "toolchain/posix_file.hpp"

namespace autopar::toolchain {
namespace {

const ObjectKey kKey = {"compiler", "text"};

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void overwrite(const std::filesystem::path& path, const std::string& content) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

class ObjectCacheTest : public testing::Test {
 protected:
  TemporaryFolder parent_ = *TemporaryFolder::make();
  std::filesystem::path folder_ = parent_.path() / "deep" / "cache";
  ObjectCache cache_ = *ObjectCache::open(folder_);
};

TEST_F(ObjectCacheTest, finds_what_was_stored_under_the_same_key_alone) {
  EXPECT_EQ(cache_.find(kKey), std::nullopt);
  ASSERT_TRUE(cache_.store(kKey, "object"));
  EXPECT_EQ(cache_.find(kKey), "object");
  EXPECT_EQ(cache_.find({"compiler", "other text"}), std::nullopt);
  EXPECT_EQ(cache_.find({"other compiler", "text"}), std::nullopt);
}

TEST_F(ObjectCacheTest, replaces_an_entry_and_leaves_nothing_else_behind) {
  ASSERT_TRUE(cache_.store(kKey, "old"));
  ASSERT_TRUE(cache_.store(kKey, "new"));
  EXPECT_EQ(cache_.find(kKey), "new");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_F(ObjectCacheTest, treats_every_damaged_entry_as_absent) {
  ASSERT_TRUE(cache_.store(kKey, "object"));
  const std::string whole = content_of(cache_.path_of(kKey));
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    overwrite(cache_.path_of(kKey), damaged);
    EXPECT_EQ(cache_.find(kKey), std::nullopt) << "byte " << at;
    overwrite(cache_.path_of(kKey), whole.substr(0, at));
    EXPECT_EQ(cache_.find(kKey), std::nullopt) << "cut at " << at;
  }
  overwrite(cache_.path_of(kKey), whole);
  EXPECT_EQ(cache_.find(kKey), "object");
}

TEST_F(ObjectCacheTest, does_not_take_the_entry_of_another_key_that_lies_in_its_place) {
  const ObjectKey other = {"compiler", "other text"};
  ASSERT_TRUE(cache_.store(kKey, "object"));
  std::filesystem::rename(cache_.path_of(kKey), cache_.path_of(other));
  EXPECT_EQ(cache_.find(other), std::nullopt);
}

TEST_F(ObjectCacheTest, makes_a_folder_and_files_that_only_the_user_can_open) {
  ASSERT_TRUE(cache_.store(kKey, "object"));
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(folder_).permissions(), perms::owner_all);
  EXPECT_EQ(std::filesystem::status(cache_.path_of(kKey)).permissions(),
            perms::owner_read | perms::owner_write);
}

TEST_F(ObjectCacheTest, refuses_a_folder_that_others_can_enter) {
  ASSERT_EQ(::chmod(folder_.c_str(), 0755), 0);
  EXPECT_FALSE(ObjectCache::open(folder_));
  EXPECT_FALSE(cache_.store(kKey, "object"));
  EXPECT_EQ(cache_.find(kKey), std::nullopt);
}

TEST_F(ObjectCacheTest, refuses_a_link_to_a_folder) {
  std::filesystem::create_symlink(folder_, parent_.path() / "link");
  EXPECT_FALSE(ObjectCache::open(parent_.path() / "link"));
}

TEST_F(ObjectCacheTest, refuses_a_folder_of_another_user) {
  if (::geteuid() != 0) {
    GTEST_SKIP() << "only root can give a folder away";
  }
  ASSERT_EQ(::chown(folder_.c_str(), 12345, 12345), 0);
  const Result<ObjectCache> opened = ObjectCache::open(folder_);
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().message.find("belongs to another user"), std::string::npos);
}

TEST_F(ObjectCacheTest, shows_readers_whole_entries_while_others_write) {
  const std::string object(100000, 'x');
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 3; ++writer) {
    writers.emplace_back([&] {
      for (int round = 0; round < 20; ++round) {
        EXPECT_TRUE(cache_.store(kKey, object));
      }
    });
  }
  for (int round = 0; round < 100; ++round) {
    const auto found = cache_.find(kKey);
    EXPECT_TRUE(!found || *found == object);
  }
  for (std::thread& writer : writers) {
    writer.join();
  }
  EXPECT_EQ(cache_.find(kKey), object);
}

TEST(DefaultCacheFolder, follows_the_first_variable_that_is_an_absolute_path) {
  ::setenv("AUTOPAR_CACHE_DIR", "/a", 1);
  ::setenv("XDG_CACHE_HOME", "/b", 1);
  ::setenv("HOME", "/c", 1);
  EXPECT_EQ(default_cache_folder(), "/a");
  ::setenv("AUTOPAR_CACHE_DIR", "relative", 1);
  EXPECT_EQ(default_cache_folder(), "/b/autopar");
  ::unsetenv("XDG_CACHE_HOME");
  EXPECT_EQ(default_cache_folder(), "/c/.cache/autopar");
  ::unsetenv("HOME");
  EXPECT_EQ(default_cache_folder(), std::nullopt);
}

}  // namespace
}  // namespace autopar::toolchain
