#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "autopar/named_enum.hpp"
#include "autopar/verdict.hpp"
#include "cells/cell_views.hpp"
#include "dependence/counters.hpp"
#include "dependence/effects.hpp"
#include "dependence/pair_class.hpp"
#include "dependence/scalar_flow.hpp"
#include "loop_ir/loop.hpp"
#include "loop_ir/loop_nest.hpp"
#include "notebook/notebook.hpp"
#include "verdicts/loop_calls.hpp"
#include "verdicts/loop_control.hpp"
#include "verdicts/memory_references.hpp"
#include "verdicts/sketch.hpp"

namespace autopar::verdicts {

// Dimension D3.
enum class LoopShape : std::uint8_t { Leaf, Perfect, ImperfectOne, ImperfectMany };
AUTOPAR_NAMED_ENUM(LoopBounds, Rect, Affine, Dependent);

// What the study keeps of a row of D7.
struct ScalarRecord {
  std::string place;
  dependence::ScalarClass flow = dependence::ScalarClass::MaybePrivate;
  std::optional<std::string> op;
  std::optional<bool> is_float;
  std::optional<std::int64_t> step;
  std::optional<bool> keeps_last_of_equals;
};

// What the study keeps of one loop header: dimensions D0 to D3 and, unless it is damaged, D4 to
// D10. Loops are numbered within their cell in the order of their headers.
struct LoopRecord {
  std::uint32_t line = 1;          // of the header, in the cell as it stands
  std::uint32_t column_bytes = 0;  // in the line of the STUDY view
  std::uint32_t end_line = 1;
  bool is_in_exact_view = true;
  loop_ir::Context context = loop_ir::Context::Top;
  loop_ir::Quality quality = loop_ir::Quality::Clean;
  cells::Origin origin = cells::Origin::Cell;
  std::optional<std::string> origin_magic;
  loop_ir::LoopKind kind = loop_ir::LoopKind::For;
  bool has_else = false;
  loop_ir::IterationDomain domain;
  std::optional<std::string> zip_domains;     // codes of zip's other arguments
  std::uint32_t index_vars = 0;               // names that count
  std::optional<std::uint32_t> target_names;  // of a tuple
  std::optional<std::uint32_t> parent;        // number of the enclosing loop of the same scope
  std::uint32_t nest = 0;                     // number of the outermost loop around it
  std::uint32_t depth = 1;
  std::uint32_t height = 1;
  LoopShape shape = LoopShape::Leaf;
  LoopBounds bounds = LoopBounds::Rect;
  std::uint32_t inner_comprehensions = 0;
  std::string text_sha1;  // L5
  ControlSet control;
  CallRows calls;
  std::vector<MemoryReference> memory_references;
  std::vector<ScalarRecord> scalars;
  dependence::Effect effect = dependence::Effect::None;
  std::optional<Verdict> verdict;             // nothing for a damaged loop
  std::optional<Verdict> verdict_if_guarded;  // where it is not Unknown
  std::optional<std::int64_t> distance_iterations;
  std::optional<bool> is_float_reduction;
  Stage stage = Stage::Never;  // that decides it; for Unknown, that may
  std::string guard;           // empty if there is none
  ReasonSet reasons;
  std::optional<Reason> sole_reason;
  dependence::TestCounters tests;
  dependence::PairRows pairs;
};

enum class Syntax : std::uint8_t { Clean, Damaged, NotParsed };

// One code cell of a Python notebook.
struct CellRecord {
  std::uint32_t position = 0;  // among all cells
  std::optional<std::int64_t> execution_count;
  std::uint32_t outputs = 0;
  std::uint32_t lines = 0;
  std::uint64_t size_bytes = 0;
  cells::CellKind kind = cells::CellKind::Empty;
  std::optional<std::string> magic;
  cells::CellFlags flags;
  Syntax exact_syntax = Syntax::NotParsed;
  Syntax study_syntax = Syntax::NotParsed;
  std::optional<std::string> study_sha1;  // nothing without a STUDY view
  std::vector<LoopRecord> loops;
};

// Dimension D11: the execution counts of the code cells in document order.
AUTOPAR_NAMED_ENUM(OrderEvidence, Monotone, Permuted, None);

struct NotebookRecord {
  notebook::NotebookStatus status = notebook::NotebookStatus::Crash;
  notebook::NotebookFlags flags;
  std::uint64_t size_bytes = 0;
  std::optional<std::int64_t> nbformat_declared;
  std::optional<std::int64_t> nbformat_minor;
  int nbformat_shape = 0;
  bool strict_ok = false;
  notebook::NotebookLanguage language;
  std::uint32_t code_cells = 0;
  std::uint32_t markdown_cells = 0;
  std::uint32_t raw_cells = 0;
  std::uint32_t other_cells = 0;
  std::uint64_t outputs = 0;
  std::uint64_t output_bytes = 0;
  OrderEvidence order_evidence = OrderEvidence::None;
  std::optional<std::string> code_sha1;
  std::optional<std::uint64_t> code_tokens;
  std::optional<Sketch> sketch;   // nothing without a token
  double sketch_seconds = 0;      // processor time that it took; nothing of the study
  std::vector<CellRecord> cells;  // empty unless the language is Python

  [[nodiscard]] bool is_python() const { return language.name == "python"; }
};

}  // namespace autopar::verdicts
