#include "frontend/identifiers.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace autopar::frontend {
namespace {

using syntax::Node;
using syntax::NodeKind;

struct CodePoints {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

// Letters without a decomposition of the compatibility kind, with their canonical composites, in
// which no combining mark can take part.
constexpr std::array<CodePoints, 6> kPlain{
    {{0xC0, 0xD6}, {0xD8, 0xF6}, {0xF8, 0xFF}, {0x391, 0x3A9}, {0x3B1, 0x3C9}, {0x410, 0x44F}}};

// Eight bytes at a time: texts are long.
bool is_ascii(std::string_view text) {
  std::uint64_t seen = 0;
  for (; text.size() >= sizeof(std::uint64_t); text.remove_prefix(sizeof(std::uint64_t))) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data(), sizeof bytes);
    seen |= bytes;
  }
  for (const char byte : text) {
    seen |= static_cast<unsigned char>(byte);
  }
  return (seen & 0x8080808080808080U) == 0;
}

// Two bytes of UTF-8 reach to U+07FF, beyond all that is plain.
bool is_plain(std::string_view identifier) {
  for (std::size_t index = 0; index < identifier.size(); ++index) {
    const auto lead = static_cast<unsigned char>(identifier[index]);
    if (lead < 0x80) {
      continue;
    }
    if ((lead & 0xE0U) != 0xC0 || ++index == identifier.size()) {
      return false;
    }
    const auto trail = static_cast<unsigned char>(identifier[index]);
    const std::uint32_t code_point = (lead & 0x1FU) << 6U | (trail & 0x3FU);
    const bool is_known = std::ranges::any_of(kPlain, [&](CodePoints range) {
      return range.first <= code_point && code_point <= range.last;
    });
    if (!is_known) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool has_plain_names(Node root) {
  if (is_ascii(root.text())) {
    return true;
  }
  std::vector<Node> pending{root};
  while (!pending.empty()) {
    const Node next = pending.back();
    pending.pop_back();
    if (next.is(NodeKind::Identifier) && !is_plain(next.text())) {
      return false;
    }
    const auto children = next.named_children();
    pending.insert(pending.end(), children.begin(), children.end());
  }
  return true;
}

}  // namespace autopar::frontend
