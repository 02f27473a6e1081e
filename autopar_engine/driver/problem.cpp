#include "driver/problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace autopar::driver {
namespace {

using syntax::Node;
using syntax::NodeKind;

constexpr std::size_t kMaximumQuoteBytes = 40;

Problem syntax_problem(const SourceRange& range, std::string message) {
  return {ProblemKind::Syntax, "syntax error: " + std::move(message), std::nullopt, range};
}

// The bracket among the direct tokens of an ERROR node that nothing closes, if there is one.
std::optional<Node> find_open_bracket(Node error) {
  std::vector<Node> open;
  for (const Node& child : error.children()) {
    const std::string_view token = child.text();
    if (token == "(" || token == "[" || token == "{") {
      open.push_back(child);
    } else if (!open.empty() && (token == ")" || token == "]" || token == "}")) {
      open.pop_back();
    }
  }
  return open.empty() ? std::nullopt : std::optional(open.back());
}

Problem describe_error(Node error) {
  if (const auto bracket = find_open_bracket(error)) {
    return syntax_problem(bracket->range(),
                          fmt::format("nothing closes this bracket: {}", bracket->text()));
  }
  const std::string_view text = error.text();
  const SourceRange range = error.range();
  if (range.end.line > range.begin.line) {
    return syntax_problem(range, "the text that begins here cannot be read as Python");
  }
  const bool is_short = !text.empty() && text.size() <= kMaximumQuoteBytes;
  return syntax_problem(range, is_short ? fmt::format("cannot be read as Python: {}", text)
                                        : "this cannot be read as Python");
}

Problem describe_node(Node node) {
  if (node.is(NodeKind::Error)) {
    return describe_error(node);
  }
  if (!node.is_missing()) {
    return syntax_problem(node.range(), "an indented block is missing here");
  }
  return syntax_problem(node.range(), node.is(NodeKind::Identifier)
                                          ? "an expression is missing here"
                                          : fmt::format("missing here: {}", node.kind_name()));
}

bool is_inside(Node inner, Node outer) {
  return inner.range().begin.offset_bytes >= outer.range().begin.offset_bytes &&
         inner.range().end.offset_bytes <= outer.range().end.offset_bytes;
}

}  // namespace

std::vector<Problem> syntax_problems(const frontend::Damage& damage) {
  std::vector<Problem> problems;
  const std::vector<Node>& nodes = damage.nodes();
  for (std::size_t index = 0; index < nodes.size(); ++index) {
    const bool is_told_closer =
        index + 1 < nodes.size() && is_inside(nodes[index + 1], nodes[index]);
    if (!is_told_closer) {
      problems.push_back(describe_node(nodes[index]));
    }
  }
  return problems;
}

}  // namespace autopar::driver
