#include "base/id.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <type_traits>

namespace autopar {
namespace {

using AppleId = Id<struct AppleTag>;
using PearId = Id<struct PearTag>;

static_assert(!std::is_convertible_v<AppleId, PearId>);
static_assert(!std::is_constructible_v<AppleId, PearId>);

TEST(IdStore, keeps_what_was_added_under_its_id) {
  IdStore<AppleId, std::string> store;
  const AppleId first = store.add("first");
  const AppleId second = store.add("second");
  EXPECT_EQ(store[first], "first");
  EXPECT_EQ(store[second], "second");
  EXPECT_TRUE(std::ranges::equal(store.ids(), std::array{first, second}));
}

TEST(IdStore, an_id_from_nowhere_is_an_internal_error) {
  const IdStore<AppleId, std::string> store;
  EXPECT_THROW(static_cast<void>(store[AppleId()]), InternalError);
  EXPECT_THROW(static_cast<void>(store[AppleId(0)]), InternalError);
}

}  // namespace
}  // namespace autopar
