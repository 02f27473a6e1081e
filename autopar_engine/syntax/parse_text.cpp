#include "syntax/parse_text.hpp"

#include "autopar/check.hpp"
#include "syntax/grammar.hpp"
#include "syntax/parse_cost.hpp"

namespace autopar::syntax {
namespace {

struct DeleteParser {
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};

using ParserPointer = std::unique_ptr<TSParser, DeleteParser>;

ParserPointer make_parser() {
  ParserPointer parser(ts_parser_new());
  const bool fits = ts_parser_set_language(parser.get(), python_language());
  AUTOPAR_CHECK(fits, "the grammar was generated for another version of tree-sitter");
  return parser;
}

}  // namespace

TreePointer parse_text(const std::string& text, std::uint64_t time_us) {
  thread_local const ParserPointer parser = make_parser();
  ts_parser_reset(parser.get());
  ts_parser_set_timeout_micros(parser.get(), time_us);
  return TreePointer(ts_parser_parse_string(parser.get(), nullptr, text.data(),
                                            static_cast<std::uint32_t>(text.size())));
}

void parse_and_forget(const std::string& text) { static_cast<void>(parse_text(text, 0)); }

}  // namespace autopar::syntax
