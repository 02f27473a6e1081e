#include "base/sha1.hpp"

#include <gtest/gtest.h>

#include "base/sha1_blocks.hpp"

namespace autopar {
namespace {

TEST(Sha1, GivesThePublishedDigests) {
  EXPECT_EQ(sha1_of(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(sha1_of("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(sha1_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  EXPECT_EQ(sha1_of(std::string(1'000'000, 'a')), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST(Sha1, TheProcessorsInstructionsComputeTheSame) {
  if (!has_sha1_instructions()) {
    GTEST_SKIP() << "this processor has no instructions for SHA-1";
  }
  std::array<unsigned char, std::size_t{5} * 64> blocks{};
  std::uint32_t random = 1;
  for (int round = 0; round < 100; ++round) {
    for (unsigned char& byte : blocks) {
      random = random * 1664525U + 1013904223U;
      byte = static_cast<unsigned char>(random >> 24U);
    }
    Sha1State plain = {random, ~random, 3, 4, random * 5};
    Sha1State fast = plain;
    const std::size_t count = static_cast<std::size_t>(round) % 6;
    compress_plainly(plain, blocks.data(), count);
    compress_by_instructions(fast, blocks.data(), count);
    EXPECT_EQ(plain, fast) << count;
  }
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
