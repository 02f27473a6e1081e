#include "crawler/json_lines_reader.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iostream>
#include <istream>
#include <map>
#include <optional>
#include <utility>

#include "crawler/content_collector.hpp"
#include "crawler/paths.hpp"

namespace autopar::crawler {
namespace {

constexpr std::size_t kReadBytes = std::size_t{1} << 18;

// The lines of a stream, each held only up to a limit.
class LineReader {
 public:
  LineReader(std::istream& stream, std::size_t limit_bytes)
      : stream_(stream), limit_bytes_(limit_bytes), buffer_(kReadBytes, '\0') {}

  // False at the end. A line beyond the limit comes as nothing.
  bool next(std::optional<std::string>& line) {
    line.emplace();
    bool has_any = false;
    while (position_ < end_ || refill()) {
      has_any = true;
      const char* const begin = buffer_.data() + position_;
      const void* const found = std::memchr(begin, '\n', end_ - position_);
      const char* const newline = static_cast<const char*>(found);
      const auto size =
          newline == nullptr ? end_ - position_ : static_cast<std::size_t>(newline - begin);
      append(line, {begin, size});
      position_ += size + (newline == nullptr ? 0 : 1);
      if (newline != nullptr) {
        return true;
      }
    }
    return has_any;
  }

  [[nodiscard]] std::uint64_t read_bytes() const { return read_bytes_; }

 private:
  bool refill() {
    stream_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    position_ = 0;
    end_ = static_cast<std::size_t>(stream_.gcount());
    read_bytes_ += end_;
    return end_ > 0;
  }

  void append(std::optional<std::string>& line, std::string_view piece) const {
    if (line && line->size() + piece.size() <= limit_bytes_) {
      *line += piece;
    } else {
      line.reset();
    }
  }

  std::istream& stream_;
  std::size_t limit_bytes_;
  std::string buffer_;
  std::size_t position_ = 0;
  std::size_t end_ = 0;
  std::uint64_t read_bytes_ = 0;
};

std::optional<std::string_view> text_of(const simdjson::dom::object& object, const char* key) {
  std::string_view text;
  return object[key].get(text) == simdjson::SUCCESS ? std::optional(text) : std::nullopt;
}

class JsonLinesReader {
 public:
  JsonLinesReader(const NotebookVisitor& visitor, const ReadLimits& limits,
                  JsonLinesSummary& summary)
      : visitor_(visitor), limits_(limits), summary_(summary) {}

  void read(std::istream& stream) {
    // A byte takes up to six in JSON, but seldom two.
    LineReader lines(stream, 2 * limits_.content_bytes + (std::size_t{1} << 20));
    std::optional<std::string> line;
    while (summary_.went_on && lines.next(line)) {
      ++line_number_;
      if (line && line->find_first_not_of(" \t\r") == std::string::npos) {
        continue;
      }
      if (!line || !read_line(*line, lines.read_bytes())) {
        ++summary_.damaged_lines;
        summary_.first_damaged_line =
            summary_.damaged_lines == 1 ? line_number_ : summary_.first_damaged_line;
      }
    }
  }

 private:
  bool read_line(const std::string& line, std::uint64_t read_bytes) {
    simdjson::dom::object object;
    if (parser_.parse(line).get(object) != simdjson::SUCCESS) {
      return false;
    }
    const std::optional<std::string_view> path = text_of(object, "path");
    const std::optional<std::string_view> content = text_of(object, "content");
    if (!path || !content) {
      return false;
    }
    if (is_notebook_path(*path)) {
      NotebookFile file = make_file(*path, *content);
      file.repository = printable_path(text_of(object, "repository").value_or(""));
      file.commit = printable_path(text_of(object, "commit").value_or(""));
      file.input_bytes = read_bytes;
      summary_.went_on = visitor_(std::move(file));
    }
    return true;
  }

  NotebookFile make_file(std::string_view path, std::string_view content) {
    NotebookFile file;
    const bool is_odd =
        path.size() > limits_.path_bytes || path.find('\0') != std::string_view::npos;
    file.path = printable_path(path.substr(0, std::min(path.find('\0'), limits_.path_bytes)));
    file.repeat = repeats_[file.path]++;
    file.is_checkpoint = is_checkpoint_path(path);
    if (is_odd || leaves_its_folder(path)) {
      file.status = FileStatus::UnsafePath;
      return file;
    }
    ContentCollector collector(content.size(), limits_);
    collector.add(content);
    collector.finish(file);
    return file;
  }

  const NotebookVisitor& visitor_;
  const ReadLimits& limits_;
  JsonLinesSummary& summary_;
  simdjson::dom::parser parser_;
  std::map<std::string, std::uint32_t> repeats_;
  std::uint64_t line_number_ = 0;
};

}  // namespace

Result<void> for_each_notebook_of_json_lines(const std::string& path,
                                             const NotebookVisitor& visitor,
                                             const ReadLimits& limits, JsonLinesSummary& summary) {
  JsonLinesReader reader(visitor, limits, summary);
  if (path == kStandardInput) {
    reader.read(std::cin);
    return {};
  }
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    return fail(fmt::format("{} can't be opened", path));
  }
  reader.read(stream);
  return {};
}

}  // namespace autopar::crawler
