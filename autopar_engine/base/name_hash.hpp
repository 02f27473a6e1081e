#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace autopar {

// Of an identifier, for tables of one text's names: names are short and looked up often, which
// std::hash is slow for. Never stored; the same only within one process.
[[nodiscard]] inline std::uint32_t hash_name(std::string_view name) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
  std::uint64_t hash = name.size();
  const auto mix_in = [&](std::size_t size_bytes) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, name.data(), size_bytes);
    hash = (hash ^ bytes) * kOdd;
    hash ^= hash >> 32U;
  };
  for (; name.size() > sizeof(std::uint64_t); name.remove_prefix(sizeof(std::uint64_t))) {
    mix_in(sizeof(std::uint64_t));
  }
  if (!name.empty()) {
    mix_in(name.size());
  }
  return static_cast<std::uint32_t>(hash);
}

}  // namespace autopar
