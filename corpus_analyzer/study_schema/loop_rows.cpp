#include "study_schema/loop_rows.hpp"

#include <array>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace autopar::study_schema {
namespace {

using dependence::DistanceInterval;
using verdicts::LoopRecord;

struct TableColumns {
  std::string_view table;
  std::string_view columns;
};

// In the order of LoopRows::Table.
constexpr std::array<TableColumns, 6> kTables = {{
    {"loop",
     "blob, cell, loop, line, end_line, column_bytes, in_exact, context, quality, origin, "
     "origin_magic, kind, has_else, domain, wrappers, zip_domains, index_vars, countable, trip, "
     "step, target, target_names, parent, nest, depth, height, shape, bounds, "
     "inner_comprehensions, control, call_classes, effect, verdict, verdict_if_guarded, distance, "
     "float_reduction, stage, guard, reasons, primary_reason, sole_reason, loop_sha1, calls, "
     "memory_references, scalar_flows, pairs, test_runs"},
    {"call", "blob, cell, loop, callee, class, receiver, needs_type, sites"},
    {"memory_reference",
     "blob, cell, loop, reference, dimension, base, base_kind, mode, form, negwrap"},
    {"scalar_flow", "blob, cell, loop, position, place, flow, op, float, step, keeps_last"},
    {"pair_test",
     "blob, cell, loop, test, applied, independent, dependent, passed_on, gave_up, "
     "pairs_independent, pairs_dependent, pairs_unknown"},
    {"pair", "blob, cell, loop, class, result, test, kind, distances, pairs"},
}};

template <class Enum>
std::optional<std::string_view> code_if(bool applies, Enum value) {
  return applies ? std::optional<std::string_view>(code_of(value)) : std::nullopt;
}

template <class Enum>
std::optional<std::string_view> code_if(const std::optional<Enum>& value) {
  return value ? std::optional<std::string_view>(code_of(*value)) : std::nullopt;
}

std::string_view code_of_shape(verdicts::LoopShape shape) {
  switch (shape) {
    case verdicts::LoopShape::Leaf:
      return "LEAF";
    case verdicts::LoopShape::Perfect:
      return "PERFECT";
    case verdicts::LoopShape::ImperfectOne:
      return "IMPERFECT_1";
    case verdicts::LoopShape::ImperfectMany:
      break;
  }
  return "IMPERFECT_N";
}

std::string_view code_of_target(const LoopRecord& loop) {
  return loop.kind == loop_ir::LoopKind::While ? "NA"
                                               : std::string_view(code_of(loop.domain.target_kind));
}

std::optional<std::string> code_of_reason(const std::optional<Reason>& reason) {
  return reason ? std::optional(reason_code(*reason)) : std::nullopt;
}

// A call of a function that is not looked into may do anything.
dependence::Effect worst_effect(dependence::Effect effect) {
  return effect == dependence::Effect::HigherOrder ? dependence::Effect::Unknown : effect;
}

std::uint64_t call_class_bits(const LoopRecord& loop) {
  verdicts::CallClassSet classes;
  for (const auto& [row, sites] : loop.calls) {
    classes.insert(row.call_class);
  }
  return classes.bits();
}

// Rows of a loop, but for those that the number of its pairs is about.
struct Sums {
  std::uint64_t test_runs = 0;
  std::uint64_t pairs = 0;
};

Sums sums_of(const dependence::TestCounters& counters) {
  Sums sums;
  for (const dependence::PairTest test : all_of<dependence::PairTest>()) {
    sums.test_runs += counters[test].applied;
    sums.pairs += counters.pairs(test).all();
  }
  return sums;
}

std::string_view code_of_answer(dependence::Answer answer) {
  switch (answer) {
    case dependence::Answer::Independent:
      return "INDEP";
    case dependence::Answer::Dependent:
      return "DEP";
    case dependence::Answer::Unknown:
      break;
  }
  return "MAYBE";
}

// A number, or where it lies to zero.
std::string text_of(const DistanceInterval& distance) {
  if (const auto constant = distance.constant()) {
    return std::to_string(*constant);
  }
  if (distance.lower && *distance.lower >= 0) {
    return *distance.lower > 0 ? "<" : "<=";
  }
  if (distance.upper && *distance.upper <= 0) {
    return *distance.upper < 0 ? ">" : ">=";
  }
  return "*";
}

std::string text_of(const std::vector<DistanceInterval>& distances) {
  std::string text;
  for (const DistanceInterval& distance : distances) {
    text += (text.empty() ? "" : ",") + text_of(distance);
  }
  return text;
}

}  // namespace

LoopRows::LoopRows(std::vector<store::RowBuffer> tables) : tables_(std::move(tables)) {}

Result<LoopRows> LoopRows::open(store::Connection& connection) {
  std::vector<store::RowBuffer> tables;
  for (const auto& [table, columns] : kTables) {
    Result<store::RowBuffer> rows = store::RowBuffer::open(connection, table, columns);
    if (!rows) {
      return tl::unexpected(rows.error());
    }
    tables.push_back(std::move(*rows));
  }
  return LoopRows(std::move(tables));
}

void LoopRows::add(const LoopKey& key, const LoopRecord& loop) {
  add_loop(key, loop);
  add_calls(key, loop);
  add_references(key, loop);
  add_scalars(key, loop);
  add_pair_tests(key, loop);
  add_pairs(key, loop);
}

void LoopRows::end_notebook() {
  for (store::RowBuffer& table : tables_) {
    table.end_group();
  }
}

Result<void> LoopRows::write(std::span<const store::RowBuffer::Group> notebooks) {
  Result<void> done;
  for (store::RowBuffer& table : tables_) {
    done = done ? table.write(notebooks) : done;
  }
  return done;
}

std::size_t LoopRows::kept_bytes() const {
  std::size_t bytes = 0;
  for (const store::RowBuffer& table : tables_) {
    bytes += table.size_bytes();
  }
  return bytes;
}

void LoopRows::add_loop(const LoopKey& key, const LoopRecord& loop) {
  const bool is_judged = loop.verdict.has_value();
  const Sums sums = sums_of(loop.tests);
  const std::optional<std::string_view> guard =
      loop.guard.empty() ? std::nullopt : std::optional<std::string_view>(loop.guard);
  tables_[Loop].add(
      key.cell, key.loop, loop.line, loop.end_line, loop.column_bytes, loop.is_in_exact_view,
      code_of(loop.context), code_of(loop.quality), code_of(loop.origin), loop.origin_magic,
      code_of(loop.kind), loop.has_else, code_of(loop.domain.kind), loop.domain.wrappers.bits(),
      loop.zip_domains, loop.index_vars, code_of(loop.domain.countable), loop.domain.trip_count,
      code_of(loop.domain.step_kind), code_of_target(loop), loop.target_names, loop.parent,
      loop.nest, loop.depth, loop.height, code_of_shape(loop.shape), code_of(loop.bounds),
      loop.inner_comprehensions, loop.control.bits(), call_class_bits(loop),
      code_if(is_judged, worst_effect(loop.effect)), code_if(loop.verdict),
      code_if(loop.verdict_if_guarded), loop.distance_iterations, loop.is_float_reduction,
      code_if(is_judged, loop.stage), guard, loop.reasons.bits(),
      code_of_reason(primary_reason(loop.reasons)), code_of_reason(loop.sole_reason),
      loop.text_sha1, loop.calls.size(), loop.memory_references.size(), loop.scalars.size(),
      sums.pairs, sums.test_runs);
}

void LoopRows::add_calls(const LoopKey& key, const LoopRecord& loop) {
  for (const auto& [row, sites] : loop.calls) {
    tables_[Call].add(key.cell, key.loop, row.callee, code_of(row.call_class),
                      code_of(row.receiver), row.needs_type, sites);
  }
}

void LoopRows::add_references(const LoopKey& key, const LoopRecord& loop) {
  for (const verdicts::MemoryReference& row : loop.memory_references) {
    tables_[Reference].add(key.cell, key.loop, row.reference, row.dimension, row.base,
                           code_of(row.base_kind), code_of(row.mode), code_of(row.form),
                           row.is_negative);
  }
}

void LoopRows::add_scalars(const LoopKey& key, const LoopRecord& loop) {
  std::uint32_t position = 0;
  for (const verdicts::ScalarRecord& row : loop.scalars) {
    tables_[Scalar].add(key.cell, key.loop, position++, row.place, code_of(row.flow), row.op,
                        row.is_float, row.step, row.keeps_last_of_equals);
  }
}

void LoopRows::add_pair_tests(const LoopKey& key, const LoopRecord& loop) {
  for (const dependence::PairTest test : all_of<dependence::PairTest>()) {
    const dependence::TestCounter& runs = loop.tests[test];
    const dependence::PairCounter& pairs = loop.tests.pairs(test);
    if (runs.applied > 0 || pairs.all() > 0) {
      tables_[PairTest].add(key.cell, key.loop, code_of(test), runs.applied, runs.independent,
                            runs.dependent, runs.passed_on(), runs.gave_up, pairs.independent,
                            pairs.dependent, pairs.unknown);
    }
  }
}

void LoopRows::add_pairs(const LoopKey& key, const LoopRecord& loop) {
  // Two rows may read alike: distances tell more than the table keeps.
  using Row = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view,
                         std::string>;
  std::map<Row, std::uint64_t> rows;
  for (const auto& [row, pairs] : loop.pairs) {
    rows[{code_of(row.pair_class), code_of_answer(row.answer), code_of(row.decided_by),
          code_if(row.kind).value_or("NA"), text_of(row.distances)}] += pairs;
  }
  for (const auto& [row, pairs] : rows) {
    const auto& [pair_class, answer, test, kind, distances] = row;
    tables_[Pair].add(key.cell, key.loop, pair_class, answer, test, kind, distances, pairs);
  }
}

}  // namespace autopar::study_schema
