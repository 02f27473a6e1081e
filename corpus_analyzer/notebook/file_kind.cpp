#include "notebook/file_kind.hpp"

#include <algorithm>
#include <string>

#include "notebook/utf8.hpp"

namespace autopar::notebook {
namespace {

constexpr std::size_t kSniffedBytes = 64;
constexpr std::string_view kConflictMarker = "<<<<<<< ";

bool has_conflict_marker(std::string_view text) {
  return text.starts_with(kConflictMarker) ||
         text.find("\n" + std::string(kConflictMarker)) != std::string_view::npos;
}

}  // namespace

std::optional<NotebookStatus> recognize_other_file(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  const std::string head = lower_ascii(text.substr(begin, kSniffedBytes));
  if (head.starts_with("version https://git-lfs")) {
    return NotebookStatus::Lfs;
  }
  if (head.starts_with("<!doctype html") || head.starts_with("<html")) {
    return NotebookStatus::Html;
  }
  if (has_conflict_marker(text)) {
    return NotebookStatus::Conflict;
  }
  return std::nullopt;
}

}  // namespace autopar::notebook
