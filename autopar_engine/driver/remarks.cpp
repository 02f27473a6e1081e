#include "driver/remarks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <string_view>
#include <vector>

#include "autopar/refusal.hpp"
#include "dependence/transformations.hpp"

namespace autopar::driver {
namespace {

using dependence::LoopAnalysis;
using loop_ir::LoopId;
using loop_ir::LoopNest;

struct LoopRemark {
  SourcePosition position;
  std::vector<std::string> lines;
};

std::string headline(const LoopAnalysis& analysis) {
  const LoopVerdict& verdict = analysis.verdict;
  if (verdict.verdict != Verdict::Unknown) {
    return fmt::format("{}, decided at stage {}", code_of(verdict.verdict), code_of(verdict.stage));
  }
  std::string text = "UNKNOWN, so it runs in order";
  if (analysis.verdict_if_guarded != Verdict::Unknown && !verdict.guards.empty()) {
    text += fmt::format("; {} at stage {} if {}", code_of(analysis.verdict_if_guarded),
                        code_of(verdict.stage_needed), fmt::join(verdict.guards, " and "));
  } else if (verdict.stage_needed != Stage::Never) {
    text += fmt::format("; stage {} may decide it", code_of(verdict.stage_needed));
  }
  return text;
}

std::string reasons_of(const LoopVerdict& verdict) {
  std::vector<std::string> codes;
  for (const Reason reason : all_of<Reason>()) {
    if (verdict.reasons.contains(reason)) {
      codes.push_back(reason_code(reason));
    }
  }
  return fmt::format("{}", fmt::join(codes, ", "));
}

std::string describe(const Explanation& explanation, const Counterexample& example) {
  return fmt::format("iterations ({}) and ({}) both touch {}: lines {} and {}",
                     fmt::join(example.first_iteration, ", "),
                     fmt::join(example.second_iteration, ", "), example.cell,
                     explanation.line_number(example.first_access.begin.line),
                     explanation.line_number(example.second_access.begin.line));
}

void add_if(std::vector<std::string>& lines, std::string_view label, const std::string& text) {
  if (!text.empty()) {
    lines.push_back(fmt::format("{}{}", label, text));
  }
}

// The first construct inside the loop that is not compiled.
std::string refusal_of(const Explanation& explanation, const LoopNest& nest, LoopId loop_id) {
  const SourceRange range = nest.loops[loop_id].range;
  for (const Refusal& refusal : nest.refusals) {
    if (refusal.range.begin >= range.begin && refusal.range.begin < range.end) {
      return fmt::format("{} (line {})", autopar::describe(refusal),
                         explanation.line_number(refusal.range.begin.line));
    }
  }
  return "";
}

std::string_view needs_label(const LoopAnalysis& analysis) {
  return is_parallel(analysis.verdict_if_guarded) ? "needs: " : "parallel with: ";
}

std::string transformations_of(const LoopVerdict& verdict) {
  std::vector<std::string> texts;
  for (const Transformation& each : verdict.transformations) {
    texts.push_back(dependence::describe(each));
  }
  return fmt::format("{}", fmt::join(texts, "; "));
}

LoopRemark remark_of(const Explanation& explanation, const ExplainedNest& each, LoopId loop_id) {
  const LoopAnalysis& analysis = each.analysis.of(loop_id);
  const LoopVerdict& verdict = analysis.verdict;
  LoopRemark remark{each.nest.loops[loop_id].range.begin, {headline(analysis)}};
  add_if(remark.lines, "", verdict.explanation);
  add_if(remark.lines, "reasons: ", reasons_of(verdict));
  add_if(remark.lines, "private: ", fmt::format("{}", fmt::join(verdict.private_names, ", ")));
  add_if(remark.lines, "reduced: ", fmt::format("{}", fmt::join(verdict.reduced_names, ", ")));
  add_if(remark.lines, needs_label(analysis), transformations_of(verdict));
  if (verdict.counterexample) {
    remark.lines.push_back("counterexample: " + describe(explanation, *verdict.counterexample));
  }
  add_if(remark.lines, "not compiled: ", refusal_of(explanation, each.nest, loop_id));
  return remark;
}

std::vector<LoopRemark> remarks_of(const Explanation& explanation) {
  std::vector<LoopRemark> remarks;
  for (const ExplainedNest& each : explanation.nests) {
    for (const LoopId loop_id : each.nest.loops.ids()) {
      remarks.push_back(remark_of(explanation, each, loop_id));
    }
  }
  return remarks;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return lines;
}

std::string margin_of(const LoopRemark& remark) {
  std::string text;
  const std::string indent(remark.position.column_bytes, ' ');
  for (std::size_t index = 0; index < remark.lines.size(); ++index) {
    text += fmt::format("      | {}{}{}\n", indent, index == 0 ? "^ " : "  ", remark.lines[index]);
  }
  return text;
}

}  // namespace

std::string print_remarks(const Explanation& explanation) {
  std::multimap<std::uint32_t, LoopRemark> by_line;
  for (LoopRemark& remark : remarks_of(explanation)) {
    by_line.emplace(remark.position.line, std::move(remark));
  }
  std::string text = explanation.source_name + "\n";
  std::uint32_t number = 0;
  for (const std::string_view line : lines_of(explanation.text())) {
    text += fmt::format("{:>5} | {}\n", explanation.line_number(++number), line);
    for (auto [remark, end] = by_line.equal_range(number); remark != end; ++remark) {
      text += margin_of(remark->second);
    }
  }
  return text;
}

std::string print_verdicts(const Explanation& explanation) {
  std::string text;
  for (const LoopRemark& remark : remarks_of(explanation)) {
    text += fmt::format("{}:{}:{}: {}\n", explanation.source_name,
                        explanation.line_number(remark.position.line),
                        remark.position.column_bytes + 1, remark.lines.front());
    for (std::size_t index = 1; index < remark.lines.size(); ++index) {
      text += "  " + remark.lines[index] + "\n";
    }
  }
  return text;
}

}  // namespace autopar::driver
