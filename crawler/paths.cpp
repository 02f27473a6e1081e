#include "crawler/paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace autopar::crawler {
namespace {

std::vector<std::string_view> components_of(std::string_view path) {
  std::vector<std::string_view> components;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    if (slash > 0) {
      components.push_back(path.substr(0, slash));
    }
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return components;
}

bool is_control(char character) {
  const auto code = static_cast<unsigned char>(character);
  return code < 0x20 || code == 0x7F;
}

// The size of the valid UTF-8 character at the beginning; 0 if there is none.
std::size_t character_size(std::string_view text) {
  const auto byte = [&](std::size_t index) {
    return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
  };
  const auto continues = [&](std::size_t index) { return (byte(index) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0);
  if (first < 0x80) {
    return 1;
  }
  if (first >= 0xC2 && first <= 0xDF) {
    return continues(1) ? 2 : 0;
  }
  if (first >= 0xE0 && first <= 0xEF) {
    const bool is_overlong = first == 0xE0 && byte(1) < 0xA0;
    const bool is_surrogate = first == 0xED && byte(1) >= 0xA0;
    return continues(1) && continues(2) && !is_overlong && !is_surrogate ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool is_overlong = first == 0xF0 && byte(1) < 0x90;
    const bool is_beyond = first == 0xF4 && byte(1) >= 0x90;
    return continues(1) && continues(2) && continues(3) && !is_overlong && !is_beyond ? 4 : 0;
  }
  return 0;
}

}  // namespace

bool is_notebook_path(std::string_view path) { return path.ends_with(".ipynb"); }

bool is_archive_path(std::string_view path) {
  constexpr std::array<std::string_view, 9> kSuffixes = {
      ".tar", ".tar.zst", ".tzst", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".txz", ".zip"};
  return std::ranges::any_of(kSuffixes,
                             [path](std::string_view suffix) { return path.ends_with(suffix); });
}

bool is_json_lines_path(std::string_view path) { return path.ends_with(".jsonl"); }

bool is_checkpoint_path(std::string_view path) {
  const std::vector<std::string_view> components = components_of(path);
  return std::ranges::find(components, ".ipynb_checkpoints") != components.end();
}

bool leaves_its_folder(std::string_view path) {
  const std::vector<std::string_view> components = components_of(path);
  return path.starts_with('/') || std::ranges::find(components, "..") != components.end();
}

std::string repository_of_entry(std::string_view path) {
  const std::vector<std::string_view> components = components_of(path);
  return components.size() < 3 ? std::string() : fmt::format("{}/{}", components[0], components[1]);
}

std::string printable_path(std::string_view path) {
  while (path.starts_with("./")) {
    path.remove_prefix(2);
  }
  std::string printable;
  while (!path.empty()) {
    const std::size_t size = character_size(path);
    if (size == 0 || is_control(path[0])) {
      printable += fmt::format("\\x{:02x}", static_cast<unsigned char>(path[0]));
    } else {
      printable += path.substr(0, size);
    }
    path.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return printable;
}

}  // namespace autopar::crawler
