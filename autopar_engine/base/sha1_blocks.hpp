#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace autopar {

// Take `count` blocks of 64 bytes into the state of a SHA-1.
using Sha1State = std::array<std::uint32_t, 5>;
void compress_plainly(Sha1State& state, const unsigned char* blocks, std::size_t count);
// The same. Requires has_sha1_instructions().
void compress_by_instructions(Sha1State& state, const unsigned char* blocks, std::size_t count);

// The processor has instructions for SHA-1 that this build can use.
[[nodiscard]] bool has_sha1_instructions();

}  // namespace autopar
