#include "verdicts/cell_loops.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>
#include <variant>

#include "autopar/check.hpp"
#include "dependence/analysis.hpp"
#include "dependence/loop_scan.hpp"
#include "frontend/damage.hpp"
#include "frontend/zip_domains.hpp"
#include "verdicts/loop_text.hpp"
#include "verdicts/nest_structure.hpp"

namespace autopar::verdicts {
namespace {

using loop_ir::Loop;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::Quality;

std::optional<std::uint32_t> count_target_names(const LoopNest& nest, const Loop& loop) {
  if (!loop.target_id.is_valid() || loop.domain.target_kind != loop_ir::TargetKind::Tuple) {
    return std::nullopt;
  }
  const auto* const display = std::get_if<loop_ir::Display>(&nest.expressions[loop.target_id].node);
  if (display == nullptr) {
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(display->element_ids.size());
}

void add_place(const cells::CellText& text, const SourceRange& range, LoopRecord& record) {
  AUTOPAR_CHECK(!text.lines.empty(), "a text with a loop has lines");
  const auto line_at = [&text](std::uint32_t row) -> const cells::ViewLine& {
    return text.lines[std::min<std::size_t>(row, text.lines.size()) - 1];
  };
  const cells::ViewLine& first = line_at(range.begin.line);
  const bool ends_at_line_begin = range.end.column_bytes == 0 && range.end.line > range.begin.line;
  record.line = first.cell_line;
  record.column_bytes = range.begin.column_bytes;
  record.end_line = line_at(ends_at_line_begin ? range.end.line - 1 : range.end.line).cell_line;
  record.origin = first.origin;
}

void add_verdict(dependence::LoopAnalysis&& analysis, LoopRecord& record) {
  const LoopVerdict& verdict = analysis.verdict;
  record.verdict = verdict.verdict;
  const bool is_unknown = verdict.verdict == Verdict::Unknown;
  if (is_unknown && analysis.verdict_if_guarded != Verdict::Unknown) {
    record.verdict_if_guarded = analysis.verdict_if_guarded;
  }
  record.distance_iterations = analysis.distance_iterations;
  record.is_float_reduction = analysis.is_float_reduction;
  record.stage = is_unknown ? verdict.stage_needed : verdict.stage;
  if (!verdict.guards.empty()) {
    record.guard = fmt::format("{}", fmt::join(verdict.guards, " and "));
  }
  record.reasons = verdict.reasons;
  record.sole_reason = analysis.sole_reason;
  record.effect = analysis.effect;
  record.tests = analysis.counters;
  record.pairs = std::move(analysis.pair_rows);
}

ScalarRecord to_record(const dependence::ScalarFlow& row) {
  using dependence::ScalarClass;
  ScalarRecord record;
  record.place = row.text;
  record.flow = row.flow;
  record.op = row.op.empty() ? std::nullopt : std::optional(row.op);
  const bool is_reduction =
      row.flow == ScalarClass::Reduction || row.flow == ScalarClass::CondReduction ||
      row.flow == ScalarClass::ArgReduction || row.flow == ScalarClass::Histogram;
  record.is_float = is_reduction ? std::optional(row.is_float) : std::nullopt;
  record.step = row.flow == ScalarClass::Induction ? row.step : std::nullopt;
  record.keeps_last_of_equals = row.flow == ScalarClass::ArgReduction
                                    ? std::optional(row.keeps_last_of_equals)
                                    : std::nullopt;
  return record;
}

std::optional<std::string> zip_domains_of(const LoopNest& nest, LoopId loop_id) {
  if (!nest.loops[loop_id].domain.wrappers.contains(loop_ir::DomainWrapper::Zip)) {
    return std::nullopt;
  }
  std::string codes;
  for (const loop_ir::DomainKind kind : frontend::other_zip_domains(nest, loop_id)) {
    codes += (codes.empty() ? "" : " ") + code_of(kind);
  }
  return codes;
}

// Integer-valued targets that the body does not store to, and unconditional inductions.
std::uint32_t count_index_vars(const LoopNest& nest, LoopId loop_id,
                               const std::vector<dependence::ScalarFlow>& scalars) {
  const loop_ir::NameId index_id = nest.loops[loop_id].index_name_id;
  const bool has_index = index_id.is_valid() && std::ranges::none_of(scalars, [&](const auto& row) {
                           return row.name_id == index_id;
                         });
  const auto inductions = std::ranges::count(scalars, dependence::ScalarClass::Induction,
                                             &dependence::ScalarFlow::flow);
  return (has_index ? 1U : 0U) + static_cast<std::uint32_t>(inductions);
}

// A loop before the loops of a cell are numbered.
struct FoundLoop {
  std::size_t nest_index = 0;
  LoopId loop_id;
  std::uint32_t offset_bytes = 0;
};

std::vector<FoundLoop> in_order_of_headers(const std::vector<LoopNest>& nests) {
  std::vector<FoundLoop> found;
  for (std::size_t index = 0; index < nests.size(); ++index) {
    for (const LoopId loop_id : nests[index].loops.ids()) {
      found.push_back({index, loop_id, nests[index].loops[loop_id].range.begin.offset_bytes});
    }
  }
  std::ranges::sort(found, {}, [](const FoundLoop& loop) {
    return std::tuple(loop.offset_bytes, loop.nest_index, loop.loop_id.index());
  });
  return found;
}

// By nest, then by LoopId::index(): the number of each loop in its cell.
std::vector<std::vector<std::uint32_t>> number_loops(const std::vector<LoopNest>& nests,
                                                     const std::vector<FoundLoop>& found) {
  std::vector<std::vector<std::uint32_t>> numbers;
  numbers.reserve(nests.size());
  for (const LoopNest& nest : nests) {
    numbers.emplace_back(nest.loops.size());
  }
  for (std::uint32_t number = 0; number < found.size(); ++number) {
    numbers[found[number].nest_index][found[number].loop_id.index()] = number;
  }
  return numbers;
}

// Makes the records of one nest, each once.
class NestRecords {
 public:
  // What the analysis makes of a nest differs from it in affine forms, subscripts, bounds and
  // symbols alone: what looks at these comes first.
  NestRecords(LoopNest nest, const ParsedCell& cell, const frontend::Damage& damage,
              const std::vector<std::uint32_t>& numbers)
      : cell_(cell),
        damage_(damage),
        numbers_(numbers),
        structures_(structure_of(nest)),
        references_(memory_references_of(nest)),
        analysis_(dependence::analyze(std::move(nest), nullptr, dependence::EffectTable::standard(),
                                      dependence::Words::LeftOut)) {}

  [[nodiscard]] LoopRecord take_record(LoopId loop_id) {
    const LoopNest& nest = analysis_.nest;
    const Loop& loop = nest.loops[loop_id];
    const LoopStructure& structure = structures_[loop_id.index()];
    LoopRecord record;
    add_place(*cell_.study, loop.range, record);
    add_origin_magic(record);
    record.is_in_exact_view = record.origin == cells::Origin::Cell &&
                              !cell_.record.flags.contains(cells::CellFlag::LenientIndent);
    record.context = nest.context;
    record.quality = damage_.quality_of(nest, loop);
    record.kind = loop.kind;
    record.has_else = !loop.else_block.empty();
    record.domain = loop.domain;
    record.zip_domains = zip_domains_of(nest, loop_id);
    record.text_sha1 = hash_loop(nest, loop_id, cell_.study->text);
    record.target_names = count_target_names(nest, loop);
    if (loop.parent_id.is_valid()) {
      record.parent = numbers_[loop.parent_id.index()];
    }
    record.nest = numbers_[LoopNest::root().index()];
    record.depth = loop.depth;
    record.height = structure.height;
    record.shape = structure.shape;
    record.bounds = structure.bounds;
    record.inner_comprehensions = structure.inner_comprehensions;
    if (record.quality != Quality::Damaged) {
      dependence::LoopAnalysis& analysis = analysis_.loops[loop_id.index()];
      add_facts(loop_id, analysis.scalars, record);
      add_verdict(std::move(analysis), record);
    }
    return record;
  }

 private:
  void add_origin_magic(LoopRecord& record) const {
    if (record.origin == cells::Origin::CellMagic) {
      record.origin_magic = cell_.record.magic;
    } else if (record.origin == cells::Origin::LineMagic) {
      const auto found = cell_.line_magics.find(record.line);
      record.origin_magic =
          found == cell_.line_magics.end() ? std::nullopt : std::optional(found->second);
    }
  }

  void add_facts(LoopId loop_id, const std::vector<dependence::ScalarFlow>& scalars,
                 LoopRecord& record) {
    const dependence::LoopScan scan = dependence::scan_loop(analysis_.nest, loop_id);
    record.control = control_of(analysis_.nest, loop_id, scan);
    record.calls = calls_of(analysis_.nest, loop_id, scan);
    record.memory_references = std::move(references_[loop_id.index()]);
    record.index_vars = count_index_vars(analysis_.nest, loop_id, scalars);
    std::ranges::transform(scalars, std::back_inserter(record.scalars), to_record);
  }

  const ParsedCell& cell_;
  const frontend::Damage& damage_;
  const std::vector<std::uint32_t>& numbers_;
  std::vector<LoopStructure> structures_;
  std::vector<std::vector<MemoryReference>> references_;
  dependence::NestAnalysis analysis_;
};

}  // namespace

std::vector<LoopRecord> loops_of_cell(const ParsedCell& cell, frontend::ModuleScope& module,
                                      const frontend::LoweringContext& context) {
  AUTOPAR_CHECK(cell.tree && cell.damage && cell.study, "a cell that was parsed");
  std::vector<LoopNest> nests = frontend::lower_loops(*cell.tree, module, context);
  const std::vector<FoundLoop> found = in_order_of_headers(nests);
  const std::vector<std::vector<std::uint32_t>> numbers = number_loops(nests, found);
  std::vector<NestRecords> nest_records;
  nest_records.reserve(nests.size());
  for (std::size_t index = 0; index < nests.size(); ++index) {
    nest_records.emplace_back(std::move(nests[index]), cell, *cell.damage, numbers[index]);
  }
  std::vector<LoopRecord> records;
  records.reserve(found.size());
  for (const FoundLoop& loop : found) {
    records.push_back(nest_records[loop.nest_index].take_record(loop.loop_id));
  }
  return records;
}

}  // namespace autopar::verdicts
