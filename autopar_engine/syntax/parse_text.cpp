#include "syntax/parse_text.hpp"

#include <memory>

#include "autopar/check.hpp"
#include "syntax/grammar.hpp"
#include "syntax/parse_cost.hpp"

namespace autopar::syntax {
namespace {

TSParser* new_parser() {
  TSParser* const parser = ts_parser_new();
  const bool fits = ts_parser_set_language(parser, python_language());
  AUTOPAR_CHECK(fits, "the grammar was generated for another version of tree-sitter");
  return parser;
}

// The parser goes with its memory. Its scanner has other memory, which a finished parse frees and
// one that gave up keeps until it is told to begin anew.
const TSTree* parse(const std::string& text, std::uint64_t time_us) {
  TSParser* const parser = new_parser();
  ts_parser_set_timeout_micros(parser, time_us);
  const TSTree* const tree =
      ts_parser_parse_string(parser, nullptr, text.data(), static_cast<std::uint32_t>(text.size()));
  if (tree == nullptr) {
    ts_parser_reset(parser);
  }
  return tree;
}

struct DeleteParser {
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};

}  // namespace

ParsedText::ParsedText(const std::string& text, std::uint64_t time_us)
    : tree_(parse(text, time_us)) {}

void parse_and_forget(const std::string& text) {
  thread_local const std::unique_ptr<TSParser, DeleteParser> parser(new_parser());
  ts_tree_delete(ts_parser_parse_string(parser.get(), nullptr, text.data(),
                                        static_cast<std::uint32_t>(text.size())));
}

}  // namespace autopar::syntax
