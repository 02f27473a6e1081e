// Gives the texts of notebooks that autopar-analyze parses to tree-sitter, and nothing else.
//
// usage: parse_texts SOURCE HASHES
//
// Prints the processor seconds of the parsing alone, the number of texts and their bytes, and
// writes the SHA-1 of each text to the file HASHES, sorted: those that autopar-analyze
// --parsed-texts names.

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/sha1.hpp"
#include "crawler/source_reader.hpp"
#include "notebook/notebook.hpp"
#include "syntax/parse_cost.hpp"
#include "verdicts/python_cells.hpp"

namespace {

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// The texts of one file, as analyze_notebook takes them.
void add_texts(const std::string& bytes, std::vector<std::string>& texts) {
  const autopar::notebook::Notebook notebook = autopar::notebook::read_notebook(bytes);
  const bool is_ok = notebook.status == autopar::notebook::NotebookStatus::Ok;
  if (is_ok && autopar::verdicts::may_be_python(notebook.language)) {
    static_cast<void>(autopar::verdicts::parse_cells(
        notebook, [&](std::string_view text) { texts.emplace_back(text); }));
  }
}

autopar::Result<std::vector<std::string>> collect_texts(const std::string& source) {
  std::vector<std::string> texts;
  std::unordered_set<std::string> blobs;
  const auto summary =
      autopar::crawler::for_each_notebook(source, [&](const autopar::crawler::NotebookFile& file) {
        if (file.bytes && blobs.insert(file.blob).second) {
          add_texts(*file.bytes, texts);
        }
        return true;
      });
  return summary ? autopar::Result<std::vector<std::string>>(std::move(texts))
                 : tl::unexpected(summary.error());
}

double parse_all(const std::vector<std::string>& texts) {
  const double begin = processor_seconds();
  for (const std::string& text : texts) {
    autopar::syntax::parse_and_forget(text);
  }
  return processor_seconds() - begin;
}

bool write_hashes(const std::vector<std::string>& texts, const char* path) {
  std::vector<std::string> hashes;
  hashes.reserve(texts.size());
  for (const std::string& text : texts) {
    hashes.push_back(autopar::sha1_of(text));
  }
  std::ranges::sort(hashes);
  std::ofstream file(path, std::ios::binary);
  for (const std::string& hash : hashes) {
    file << hash << '\n';
  }
  file.close();
  return file.good();
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 3) {
    fmt::print(stderr, "usage: parse_texts SOURCE HASHES\n");
    return 2;
  }
  const auto texts = collect_texts(arguments[1]);
  if (!texts || !write_hashes(*texts, arguments[2])) {
    fmt::print(stderr, "parse_texts: {}\n",
               texts ? fmt::format("{} can't be written", arguments[2]) : texts.error().message);
    return 1;
  }
  std::size_t bytes = 0;
  for (const std::string& text : *texts) {
    bytes += text.size();
  }
  fmt::print(R"({{"cpu_seconds": {}, "texts": {}, "bytes": {}}})"
             "\n",
             parse_all(*texts), texts->size(), bytes);
  return 0;
}
