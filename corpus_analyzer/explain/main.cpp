#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "explain/explain_file.hpp"
#include "explain/options.hpp"

int main(int argc, char** argv) {
  using namespace autopar::explain;
  try {
    const auto line = read_command_line(argc, argv);
    if (!line) {
      fmt::print(stderr, "autopar-explain: {}\n", line.error().message);
      return kBadCommandLine;
    }
    if (line->text_to_print) {
      fmt::print("{}", *line->text_to_print);
      return kDone;
    }
    return explain_files(line->options);
  } catch (const std::exception& error) {
    fmt::print(stderr, "autopar-explain: internal error: {}\n", error.what());
    return kInternalError;
  }
}
