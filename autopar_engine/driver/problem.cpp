#include "driver/problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <tuple>

namespace autopar::driver {
namespace {

using frontend::LexicalFault;
using frontend::LexicalFaultKind;
using syntax::Node;
using syntax::NodeKind;

constexpr std::size_t kMaximumQuoteBytes = 40;

Problem syntax_problem(const SourceRange& range, std::string message) {
  return {ProblemKind::Syntax, "syntax error: " + std::move(message), std::nullopt, range};
}

std::string describe_fault(const LexicalFault& fault, std::string_view text) {
  const SourceRange& range = fault.range;
  const std::string_view token =
      text.substr(range.begin.offset_bytes, range.end.offset_bytes - range.begin.offset_bytes);
  switch (fault.kind) {
    case LexicalFaultKind::OpenBracket:
      return fmt::format("nothing closes this bracket: {}", token);
    case LexicalFaultKind::StrayBracket:
      return fmt::format("this bracket closes none: {}", token);
    case LexicalFaultKind::OpenString:
      return fmt::format("nothing ends the string that begins here: {}", token);
    case LexicalFaultKind::MissingColon:
      return "a colon is missing in this line";
    case LexicalFaultKind::MissingBlock:
      return "an indented block is missing here";
    case LexicalFaultKind::CutOff:
      return "the line ends in the middle of an expression";
    case LexicalFaultKind::UnexpectedIndent:
      return "this line is indented, but begins no block";
    case LexicalFaultKind::UnmatchedDedent:
      return "no line before has the indentation of this one";
  }
  return "";
}

Problem describe_error(Node error) {
  const std::string_view text = error.text();
  const SourceRange range = error.range();
  if (range.end.line > range.begin.line) {
    return syntax_problem(range, "the text that begins here cannot be read as Python");
  }
  const bool is_short = !text.empty() && text.size() <= kMaximumQuoteBytes;
  return syntax_problem(range,
                        is_short ? fmt::format("cannot be read as Python where it stands: {}", text)
                                 : "this cannot be read as Python");
}

// Without a fault of its own, it is left over from an error before it.
bool is_empty_block(Node node) { return !node.is(NodeKind::Error) && !node.is_missing(); }

Problem describe_node(Node node) {
  if (node.is(NodeKind::Error)) {
    return describe_error(node);
  }
  if (is_empty_block(node)) {
    return syntax_problem(node.range(), "what stands before this place cannot be read as Python");
  }
  return syntax_problem(node.range(), node.is(NodeKind::Identifier)
                                          ? "an expression is missing here"
                                          : fmt::format("missing here: {}", node.kind_name()));
}

// The node lies where the fault already says what is wrong, or around it.
bool is_due_to(const SourceRange& range, const LexicalFault& fault) {
  return range.begin.line <= fault.last_line && range.end.line >= fault.range.begin.line;
}

bool is_inside(Node inner, Node outer) {
  return inner.range().begin.offset_bytes >= outer.range().begin.offset_bytes &&
         inner.range().end.offset_bytes <= outer.range().end.offset_bytes;
}

}  // namespace

std::vector<Problem> syntax_problems(const frontend::Damage& damage) {
  std::vector<Problem> problems;
  // What an error before them has left behind.
  std::vector<Problem> left_over;
  const std::vector<Node>& nodes = damage.nodes();
  const auto& faults = damage.faults();
  for (std::size_t index = 0; index < nodes.size(); ++index) {
    const bool is_told_closer =
        index + 1 < nodes.size() && is_inside(nodes[index + 1], nodes[index]);
    const bool is_due = std::ranges::any_of(
        faults, [&](const LexicalFault& fault) { return is_due_to(nodes[index].range(), fault); });
    if (!is_told_closer && !is_due) {
      auto& told = is_empty_block(nodes[index]) ? left_over : problems;
      told.push_back(describe_node(nodes[index]));
    }
  }
  for (const LexicalFault& fault : faults) {
    problems.push_back(syntax_problem(fault.range, describe_fault(fault, damage.text())));
  }
  if (problems.empty()) {
    problems = std::move(left_over);
  }
  std::ranges::sort(problems, {}, [](const Problem& problem) {
    return std::tie(*problem.range, problem.message);
  });
  return problems;
}

}  // namespace autopar::driver
