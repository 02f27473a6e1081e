#include "tests/dependence/loop_summary.hpp"

#include <fmt/format.h>

#include "frontend/lower.hpp"
#include "loop_ir/text.hpp"

namespace autopar::dependence {
namespace {

std::string label_of(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id) {
  const loop_ir::Loop& loop = nest.loops[loop_id];
  return loop.target_id.is_valid() ? loop_ir::print_expression(nest, loop.target_id) : "while";
}

// The last cell's nests.
std::vector<loop_ir::LoopNest> nests_of(const std::string& text) {
  static constexpr std::string_view kSeparator = "# %%\n";
  frontend::ModuleFacts facts;
  std::string rest = text;
  for (auto cut = rest.find(kSeparator); cut != std::string::npos; cut = rest.find(kSeparator)) {
    frontend::add_facts(syntax::SyntaxTree::parse(rest.substr(0, cut)).value(), facts);
    rest = rest.substr(cut + kSeparator.size());
  }
  const auto tree = syntax::SyntaxTree::parse(rest).value();
  return frontend::lower_loops(tree, {"golden.py", facts, nullptr});
}

bool is_proven_no(Verdict verdict) {
  return verdict == Verdict::Scan || verdict == Verdict::Pipeline || verdict == Verdict::Doacross ||
         verdict == Verdict::Seq;
}

}  // namespace

std::string summarize(const LoopAnalysis& analysis) {
  const LoopVerdict& verdict = analysis.verdict;
  std::string text = code_of(verdict.verdict);
  if (analysis.distance_iterations) {
    text += fmt::format("({})", *analysis.distance_iterations);
  }
  const bool counts_floats =
      verdict.verdict == Verdict::Reduce || verdict.verdict == Verdict::Histo;
  if (counts_floats && analysis.is_float_reduction == true) {
    text += " of floats";
  }
  const bool is_unknown = verdict.verdict == Verdict::Unknown;
  text += fmt::format(" {} {}", is_unknown ? "until" : "at",
                      code_of(is_unknown ? verdict.stage_needed : verdict.stage));
  const auto reason = primary_reason(verdict.reasons);
  return reason ? fmt::format("{}, {}", text, reason_code(*reason)) : text;
}

std::string summarize_text(const std::string& text) {
  std::string summary;
  for (const loop_ir::LoopNest& nest : nests_of(text)) {
    const NestAnalysis analysis = analyze(nest);
    for (const loop_ir::LoopId loop_id : nest.loops.ids()) {
      summary += fmt::format("{}{}: {}", summary.empty() ? "" : "; ", label_of(nest, loop_id),
                             summarize(analysis.of(loop_id)));
    }
  }
  return summary;
}

std::string loops_without_counterexample(const std::string& text) {
  std::string labels;
  for (const loop_ir::LoopNest& nest : nests_of(text)) {
    const NestAnalysis analysis = analyze(nest);
    for (const loop_ir::LoopId loop_id : nest.loops.ids()) {
      const LoopVerdict& verdict = analysis.of(loop_id).verdict;
      if (is_proven_no(verdict.verdict) && !verdict.counterexample) {
        labels += label_of(nest, loop_id) + "; ";
      }
    }
  }
  return labels;
}

}  // namespace autopar::dependence
