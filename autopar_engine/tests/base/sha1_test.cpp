#include "base/sha1.hpp"

#include <gtest/gtest.h>

namespace autopar {
namespace {

TEST(Sha1, GivesThePublishedDigests) {
  EXPECT_EQ(sha1_of(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(sha1_of("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(sha1_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  EXPECT_EQ(sha1_of(std::string(1'000'000, 'a')), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST(Sha1, DoesNotDependOnThePieces) {
  for (std::size_t size = 0; size < 200; ++size) {
    const std::string text(size, 'x');
    Sha1 pieces;
    pieces.update(std::string_view(text).substr(0, size / 3));
    pieces.update(std::string_view(text).substr(size / 3));
    EXPECT_EQ(pieces.finish(), sha1_of(text)) << size;
  }
}

}  // namespace
}  // namespace autopar
