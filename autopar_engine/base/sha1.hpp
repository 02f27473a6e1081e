#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace autopar {

// SHA-1 of a text that comes in pieces. A name for contents, as git uses it; no protection against
// those who forge.
class Sha1 {
 public:
  void update(std::string_view bytes);

  // 40 lower case hex digits. The object is used up.
  [[nodiscard]] std::string finish();

 private:
  void compress(const unsigned char* blocks, std::size_t count);

  std::array<std::uint32_t, 5> state_ = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476,
                                         0xC3D2E1F0};
  std::array<unsigned char, 64> pending_{};
  std::size_t pending_size_ = 0;
  std::uint64_t size_bytes_ = 0;
};

[[nodiscard]] std::string sha1_of(std::string_view bytes);

}  // namespace autopar
