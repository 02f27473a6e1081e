#include "driver/remarks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <map>
#include <string_view>
#include <vector>

#include "dependence/transformations.hpp"
#include "loop_ir/loop_refusals.hpp"

namespace autopar::driver {
namespace {

using dependence::LoopAnalysis;
using loop_ir::LoopId;
using loop_ir::Quality;

// What a line of a remark is made from.
struct Subject {
  const Explanation& explanation;
  const ExplainedNest& nest;
  LoopId loop_id;

  [[nodiscard]] const LoopAnalysis& analysis() const { return nest.analysis.of(loop_id); }
  [[nodiscard]] const LoopVerdict& verdict() const { return analysis().verdict; }
};

std::string headline(const Subject& subject) {
  const LoopVerdict& verdict = subject.verdict();
  if (verdict.verdict != Verdict::Unknown) {
    return fmt::format("{}, decided at stage {}", code_of(verdict.verdict), code_of(verdict.stage));
  }
  std::string text = "UNKNOWN, so it runs in order";
  const Verdict guarded = subject.analysis().verdict_if_guarded;
  if (guarded != Verdict::Unknown && !verdict.guards.empty()) {
    text += fmt::format("; {} at stage {} if {}", code_of(guarded), code_of(verdict.stage_needed),
                        fmt::join(verdict.guards, " and "));
  } else if (verdict.stage_needed != Stage::Never) {
    text += fmt::format("; stage {} may decide it", code_of(verdict.stage_needed));
  }
  return text;
}

std::string why(const Subject& subject) { return subject.verdict().explanation; }

std::string reasons(const Subject& subject) {
  std::vector<std::string> codes;
  for (const Reason reason : all_of<Reason>()) {
    if (subject.verdict().reasons.contains(reason)) {
      codes.push_back(reason_code(reason));
    }
  }
  return fmt::format("{}", fmt::join(codes, ", "));
}

// The transformations say it, where there are some.
std::string names_without_transformation(const Subject& subject,
                                         const std::vector<std::string>& names) {
  return subject.verdict().transformations.empty() ? fmt::format("{}", fmt::join(names, ", ")) : "";
}

std::string private_names(const Subject& subject) {
  return names_without_transformation(subject, subject.verdict().private_names);
}

std::string reduced_names(const Subject& subject) {
  return names_without_transformation(subject, subject.verdict().reduced_names);
}

std::string counterexample(const Subject& subject) {
  const auto& example = subject.verdict().counterexample;
  if (!example) {
    return "";
  }
  const Explanation& explanation = subject.explanation;
  return describe(*example, explanation.line_number(example->first_access.begin.line),
                  explanation.line_number(example->second_access.begin.line));
}

// The first construct inside the loop that is not compiled.
std::string refusal(const Subject& subject) {
  const auto refusals = loop_ir::refusals_of(subject.nest.nest, subject.loop_id);
  return refusals.empty()
             ? ""
             : fmt::format("{} (line {})", describe(refusals.front()),
                           subject.explanation.line_number(refusals.front().range.begin.line));
}

std::string transformations_of(const Subject& subject) {
  std::vector<std::string> texts;
  for (const Transformation& each : subject.verdict().transformations) {
    texts.push_back(dependence::describe(each));
  }
  return fmt::format("{}", fmt::join(texts, "; "));
}

bool is_parallel_under_guards(const Subject& subject) {
  return is_parallel(subject.analysis().verdict_if_guarded);
}

std::string needed(const Subject& subject) {
  return is_parallel_under_guards(subject) ? transformations_of(subject) : "";
}

std::string possible(const Subject& subject) {
  return is_parallel_under_guards(subject) ? "" : transformations_of(subject);
}

std::string recovered(const Subject& subject) {
  return subject.nest.quality_of(subject.loop_id) == Quality::Recovered
             ? "elsewhere in the text, so what stands there may be missed"
             : "";
}

// One kind of line: nothing is printed where `print` gives an empty text.
struct Line {
  std::string_view label;
  std::string (*print)(const Subject&);
};

// In the order in which they stand below a loop.
constexpr auto kLines = std::to_array<Line>({
    {"", headline},
    {"", why},
    {"reasons: ", reasons},
    {"private: ", private_names},
    {"reduced: ", reduced_names},
    {"needs: ", needed},
    {"parallel with: ", possible},
    {"counterexample: ", counterexample},
    {"not compiled: ", refusal},
    {"syntax error: ", recovered},
});

struct Remark {
  SourcePosition position;
  std::vector<std::string> lines;
};

Remark remark_of(const Subject& subject) {
  const SourceRange& range = subject.nest.nest.loops[subject.loop_id].range;
  Remark remark{subject.explanation.shown_position(range.begin), {}};
  if (subject.nest.is_damaged(subject.loop_id)) {
    remark.lines.emplace_back(
        "no verdict, quality DAMAGED: there is a syntax error in the loop or around it");
    return remark;
  }
  for (const Line& line : kLines) {
    const std::string text = line.print(subject);
    if (!text.empty()) {
      remark.lines.push_back(fmt::format("{}{}", line.label, text));
    }
  }
  return remark;
}

std::vector<Remark> loop_remarks(const Explanation& explanation) {
  std::vector<Remark> remarks;
  for (const ExplainedNest& each : explanation.nests) {
    for (const LoopId loop_id : each.nest.loops.ids()) {
      remarks.push_back(remark_of({explanation, each, loop_id}));
    }
  }
  return remarks;
}

std::vector<Remark> problem_remarks(const Explanation& explanation) {
  std::vector<Remark> remarks;
  for (const Problem& problem : explanation.problems) {
    if (problem.range) {
      remarks.push_back({explanation.shown_position(problem.range->begin), {problem.message}});
    }
  }
  return remarks;
}

std::string margin_of(const Remark& remark) {
  std::string text;
  const std::string indent(remark.position.column_bytes, ' ');
  for (std::size_t index = 0; index < remark.lines.size(); ++index) {
    text += fmt::format("      | {}{}{}\n", indent, index == 0 ? "^ " : "  ", remark.lines[index]);
  }
  return text;
}

}  // namespace

std::string print_remarks(const Explanation& explanation) {
  std::multimap<std::uint32_t, Remark> by_line;
  for (const auto& remarks : {problem_remarks(explanation), loop_remarks(explanation)}) {
    for (const Remark& remark : remarks) {
      by_line.emplace(remark.position.line, remark);
    }
  }
  std::string text = explanation.source_name + "\n";
  std::uint32_t number = 0;
  for (const std::string& line : explanation.shown_lines()) {
    text += fmt::format("{:>5} | {}\n", ++number, line);
    for (auto [remark, end] = by_line.equal_range(number); remark != end; ++remark) {
      text += margin_of(remark->second);
    }
  }
  for (auto remark = by_line.upper_bound(number); remark != by_line.end(); ++remark) {
    text += margin_of(remark->second);
  }
  return text;
}

std::string print_verdicts(const Explanation& explanation) {
  std::string text;
  for (const Remark& remark : loop_remarks(explanation)) {
    text += fmt::format("{}:{}:{}: {}\n", explanation.source_name, remark.position.line,
                        remark.position.column_bytes + 1, remark.lines.front());
    for (std::size_t index = 1; index < remark.lines.size(); ++index) {
      text += "  " + remark.lines[index] + "\n";
    }
  }
  return text;
}

}  // namespace autopar::driver
