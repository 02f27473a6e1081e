#include "base/sha1_blocks.hpp"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

namespace autopar {
namespace {

constexpr std::size_t kBlockBytes = 64;

#define AUTOPAR_WITH_SHA __attribute__((target("sha,sse4.1")))

// Bytes of each 32-bit word, and the words themselves, the other way round.
AUTOPAR_WITH_SHA __m128i load_words(const unsigned char* bytes) {
  const __m128i reversed = _mm_set_epi64x(0x0001020304050607, 0x08090A0B0C0D0E0F);
  __m128i words;
  __builtin_memcpy(&words, bytes, sizeof words);
  return _mm_shuffle_epi8(words, reversed);
}

// Four words further in the message schedule, from the sixteen before.
AUTOPAR_WITH_SHA __m128i next_words(const __m128i (&words)[4]) {
  return _mm_sha1msg2_epu32(_mm_xor_si128(_mm_sha1msg1_epu32(words[0], words[1]), words[2]),
                            words[3]);
}

}  // namespace

bool has_sha1_instructions() {
  static const bool kHas = [] {
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    const bool has_sha = __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & (1U << 29U)) != 0;
    const bool has_sse = __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & (1U << 19U)) != 0;
    return has_sha && has_sse;
  }();
  return kHas;
}

AUTOPAR_WITH_SHA void compress_by_instructions(Sha1State& state, const unsigned char* blocks,
                                               std::size_t count) {
  __m128i abcd = _mm_set_epi32(static_cast<int>(state[0]), static_cast<int>(state[1]),
                               static_cast<int>(state[2]), static_cast<int>(state[3]));
  __m128i first_e = _mm_set_epi32(static_cast<int>(state[4]), 0, 0, 0);
  for (std::size_t block = 0; block < count; ++block, blocks += kBlockBytes) {
    const __m128i abcd_before = abcd;
    const __m128i e_before = first_e;
    __m128i words[4] = {load_words(blocks), load_words(blocks + 16), load_words(blocks + 32),
                        load_words(blocks + 48)};
    __m128i last = abcd;
    for (int group = 0; group < 20; ++group) {
      __m128i now = words[0];
      const __m128i next = next_words(words);
      words[0] = words[1];
      words[1] = words[2];
      words[2] = words[3];
      words[3] = next;
      now = group == 0 ? _mm_add_epi32(first_e, now) : _mm_sha1nexte_epu32(last, now);
      last = abcd;
      switch (group / 5) {
        case 0:
          abcd = _mm_sha1rnds4_epu32(abcd, now, 0);
          break;
        case 1:
          abcd = _mm_sha1rnds4_epu32(abcd, now, 1);
          break;
        case 2:
          abcd = _mm_sha1rnds4_epu32(abcd, now, 2);
          break;
        default:
          abcd = _mm_sha1rnds4_epu32(abcd, now, 3);
          break;
      }
    }
    first_e = _mm_sha1nexte_epu32(last, e_before);
    abcd = _mm_add_epi32(abcd, abcd_before);
  }
  state[0] = static_cast<std::uint32_t>(_mm_extract_epi32(abcd, 3));
  state[1] = static_cast<std::uint32_t>(_mm_extract_epi32(abcd, 2));
  state[2] = static_cast<std::uint32_t>(_mm_extract_epi32(abcd, 1));
  state[3] = static_cast<std::uint32_t>(_mm_extract_epi32(abcd, 0));
  state[4] = static_cast<std::uint32_t>(_mm_extract_epi32(first_e, 3));
}

}  // namespace autopar

#else

namespace autopar {

bool has_sha1_instructions() { return false; }

void compress_by_instructions(Sha1State& state, const unsigned char* blocks, std::size_t count) {
  compress_plainly(state, blocks, count);
}

}  // namespace autopar

#endif
