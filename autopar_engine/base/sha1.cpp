#include "base/sha1.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/sha1_blocks.hpp"

namespace autopar {
namespace {

constexpr std::size_t kBlockBytes = 64;
constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kDigits = 40;

struct Round {
  std::uint32_t mix;
  std::uint32_t constant;
};

Round round_of(std::size_t step, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  if (step < 20) {
    return {(b & c) | (~b & d), 0x5A827999};
  }
  if (step < 40) {
    return {b ^ c ^ d, 0x6ED9EBA1};
  }
  if (step < 60) {
    return {(b & c) | (b & d) | (c & d), 0x8F1BBCDC};
  }
  return {b ^ c ^ d, 0xCA62C1D6};
}

std::array<std::uint32_t, 80> expand(const unsigned char* block) {
  std::array<std::uint32_t, 80> words{};
  for (std::size_t index = 0; index < 16; ++index) {
    const unsigned char* const bytes = block + 4 * index;
    words[index] = (std::uint32_t{bytes[0]} << 24U) | (std::uint32_t{bytes[1]} << 16U) |
                   (std::uint32_t{bytes[2]} << 8U) | std::uint32_t{bytes[3]};
  }
  for (std::size_t index = 16; index < words.size(); ++index) {
    words[index] =
        std::rotl(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1);
  }
  return words;
}

void compress_block(Sha1State& state, const unsigned char* block) {
  const std::array<std::uint32_t, 80> words = expand(block);
  auto [a, b, c, d, e] = state;
  for (std::size_t step = 0; step < words.size(); ++step) {
    const Round round = round_of(step, b, c, d);
    const std::uint32_t next = std::rotl(a, 5) + round.mix + e + round.constant + words[step];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e};
}

}  // namespace

void compress_plainly(Sha1State& state, const unsigned char* blocks, std::size_t count) {
  for (std::size_t index = 0; index < count; ++index) {
    compress_block(state, blocks + index * kBlockBytes);
  }
}

void Sha1::compress(const unsigned char* blocks, std::size_t count) {
  if (has_sha1_instructions()) {
    compress_by_instructions(state_, blocks, count);
  } else {
    compress_plainly(state_, blocks, count);
  }
}

void Sha1::update(std::string_view bytes) {
  size_bytes_ += bytes.size();
  while (!bytes.empty()) {
    if (pending_size_ == 0 && bytes.size() >= kBlockBytes) {
      const std::size_t blocks = bytes.size() / kBlockBytes;
      const void* const begin = bytes.data();
      compress(static_cast<const unsigned char*>(begin), blocks);
      bytes.remove_prefix(blocks * kBlockBytes);
      continue;
    }
    const std::size_t size = std::min(bytes.size(), kBlockBytes - pending_size_);
    std::memcpy(pending_.data() + pending_size_, bytes.data(), size);
    pending_size_ += size;
    bytes.remove_prefix(size);
    if (pending_size_ == kBlockBytes) {
      compress(pending_.data(), 1);
      pending_size_ = 0;
    }
  }
}

// A bit 1, zeros, and the length in bits fill up the last block.
std::string Sha1::finish() {
  const std::uint64_t size_bits = size_bytes_ * 8;
  const std::size_t zeros = (2 * kBlockBytes - kLengthBytes - 1 - pending_size_) % kBlockBytes;
  std::array<char, 2 * kBlockBytes> tail{'\x80'};
  for (std::size_t index = 0; index < kLengthBytes; ++index) {
    tail[1 + zeros + index] = static_cast<char>((size_bits >> (56 - 8 * index)) & 0xFFU);
  }
  update({tail.data(), 1 + zeros + kLengthBytes});
  std::string digits;
  digits.reserve(kDigits);
  for (const std::uint32_t word : state_) {
    for (unsigned shift = 32; shift > 0; shift -= 4) {
      digits += "0123456789abcdef"[(word >> (shift - 4)) & 0xFU];
    }
  }
  return digits;
}

std::string sha1_of(std::string_view bytes) {
  Sha1 hash;
  hash.update(bytes);
  return hash.finish();
}

}  // namespace autopar
