#include "driver/json_report.hpp"

#include <vector>

#include "driver/json_writer.hpp"
#include "loop_ir/loop_refusals.hpp"

namespace autopar::driver {
namespace {

using loop_ir::LoopId;

void write_strings(JsonWriter& json, std::string_view name, const std::vector<std::string>& all) {
  json.key(name);
  json.open_array();
  for (const std::string& each : all) {
    json.value(each);
  }
  json.close_array();
}

void write_iteration(JsonWriter& json, const std::vector<IterationValue>& iteration) {
  json.key("iteration");
  json.open_array();
  for (const IterationValue& each : iteration) {
    std::visit([&](const auto& value) { json.value(value); }, each);
  }
  json.close_array();
}

void write_position(JsonWriter& json, const Explanation& text, const SourceRange& range) {
  const SourcePosition begin = text.shown_position(range.begin);
  const SourcePosition end = text.shown_position(range.end);
  json.field("line", begin.line);
  json.field("column", begin.column_bytes);
  json.field("end_line", end.line);
  json.field("end_column", end.column_bytes);
}

void write_access(JsonWriter& json, const Explanation& text, std::string_view name,
                  const SourceRange& range, const std::vector<IterationValue>& iteration) {
  json.key(name);
  json.open_object();
  write_position(json, text, range);
  write_iteration(json, iteration);
  json.close_object();
}

void write_counterexample(JsonWriter& json, const Explanation& text,
                          const std::optional<Counterexample>& example) {
  json.key("counterexample");
  if (!example) {
    return json.null();
  }
  json.open_object();
  json.field("cell", example->cell);
  json.key("conditional");
  json.boolean(example->is_conditional);
  write_access(json, text, "first", example->first_access, example->first_iteration);
  write_access(json, text, "second", example->second_access, example->second_iteration);
  json.close_object();
}

void write_refusals(JsonWriter& json, const Explanation& text, const loop_ir::LoopNest& nest,
                    LoopId loop_id) {
  json.key("refusals");
  json.open_array();
  for (const Refusal& refusal : loop_ir::refusals_of(nest, loop_id)) {
    json.open_object();
    json.field("kind", name_of(refusal.kind));
    json.field("sentence", sentence_of(refusal.kind));
    json.field("detail", refusal.detail);
    write_position(json, text, refusal.range);
    json.close_object();
  }
  json.close_array();
}

void write_transformations(JsonWriter& json, const std::vector<Transformation>& all) {
  json.key("transformations");
  json.open_array();
  for (const Transformation& each : all) {
    json.open_object();
    json.field("kind", code_of(each.kind));
    json.field("place", each.place);
    json.field("op", each.op);
    json.close_object();
  }
  json.close_array();
}

std::vector<std::string> reason_codes(const ReasonSet& reasons) {
  std::vector<std::string> codes;
  for (const Reason reason : all_of<Reason>()) {
    if (reasons.contains(reason)) {
      codes.push_back(reason_code(reason));
    }
  }
  return codes;
}

void write_cell(JsonWriter& json, const std::optional<std::uint32_t>& cell) {
  json.key("cell");
  if (cell) {
    json.value(static_cast<std::int64_t>(*cell));
  } else {
    json.null();
  }
}

// What is said of a loop that cannot be read.
dependence::LoopAnalysis damaged_analysis() {
  dependence::LoopAnalysis analysis;
  analysis.verdict.reasons.insert(Reason::Parse);
  analysis.verdict.explanation = "there is a syntax error in the loop or around it";
  return analysis;
}

void write_code(JsonWriter& json, std::string_view name, bool is_known, const std::string& code) {
  json.key(name);
  if (is_known) {
    json.value(code);
  } else {
    json.null();
  }
}

void write_loop(JsonWriter& json, const Explanation& text, const ExplainedNest& each,
                LoopId loop_id) {
  const loop_ir::Loop& loop = each.nest.loops[loop_id];
  const bool is_known = !each.is_damaged(loop_id);
  const dependence::LoopAnalysis analysis =
      is_known ? each.analysis.of(loop_id) : damaged_analysis();
  const LoopVerdict& verdict = analysis.verdict;
  json.open_object();
  write_cell(json, text.cell);
  write_position(json, text, loop.range);
  json.field("scope", each.nest.scope_name);
  json.field("context", code_of(each.nest.context));
  json.field("quality", code_of(each.quality_of(loop_id)));
  json.field("kind", code_of(loop.kind));
  json.field("depth", loop.depth);
  json.field("domain", code_of(loop.domain.kind));
  write_code(json, "verdict", is_known, code_of(verdict.verdict));
  write_code(json, "stage", is_known, code_of(verdict.stage));
  write_code(json, "verdict_if_guarded", is_known, code_of(analysis.verdict_if_guarded));
  write_code(json, "stage_needed", is_known, code_of(verdict.stage_needed));
  write_strings(json, "guards", verdict.guards);
  write_strings(json, "reasons", reason_codes(verdict.reasons));
  write_strings(json, "private", verdict.private_names);
  write_strings(json, "reduced", verdict.reduced_names);
  write_strings(json, "recurrences", analysis.recurrences);
  write_transformations(json, verdict.transformations);
  json.field("explanation", verdict.explanation);
  write_counterexample(json, text, verdict.counterexample);
  write_refusals(json, text, each.nest, loop_id);
  json.close_object();
}

// text: the one that the problem is in; null if it is in none that was read.
void write_problem(JsonWriter& json, const Problem& problem, const Explanation* text) {
  json.open_object();
  json.field("kind", code_of(problem.kind));
  json.field("message", problem.message);
  write_cell(json, text != nullptr ? text->cell : problem.cell);
  if (text != nullptr && problem.range) {
    write_position(json, *text, *problem.range);
  }
  json.close_object();
}

void write_problems(JsonWriter& json, std::span<const Explanation> texts,
                    std::span<const Problem> problems) {
  json.key("problems");
  json.open_array();
  for (const Problem& problem : problems) {
    write_problem(json, problem, nullptr);
  }
  for (const Explanation& text : texts) {
    for (const Problem& problem : text.problems) {
      write_problem(json, problem, &text);
    }
  }
  json.close_array();
}

}  // namespace

std::string print_json(const std::string& file, std::span<const Explanation> texts,
                       std::span<const Problem> problems) {
  JsonWriter json;
  json.open_object();
  json.field("file", file);
  json.key("loops");
  json.open_array();
  for (const Explanation& text : texts) {
    for (const ExplainedNest& each : text.nests) {
      for (const LoopId loop_id : each.nest.loops.ids()) {
        write_loop(json, text, each, loop_id);
      }
    }
  }
  json.close_array();
  write_problems(json, texts, problems);
  json.close_object();
  return json.text() + "\n";
}

}  // namespace autopar::driver
