#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "autopar/named_enum.hpp"
#include "cells/source_line.hpp"

namespace autopar::cells {

AUTOPAR_NAMED_ENUM(CellKind, Python, PythonMagic, Cython, Opaque, OpaqueUnknown, Empty);

// Bit n of the database is enumerator n. Automagic and Python2 are set by those who parse.
AUTOPAR_NAMED_ENUM(CellFlag, LineMagic, System, Help, Autocall, Prompt, MisplacedCellMagic,
                   Automagic, TransformFailed, LenientIndent, Python2, ExternalCode, Subprocess,
                   Budget);

using CellFlags = EnumSet<CellFlag>;

// Exact: what IPython hands to the compiler. Study: the same with the bodies of magics that execute
// Python unwrapped, and with an indented first line taken as older IPython takes it.
enum class View : std::uint8_t { Exact, Study };

struct ViewLine {
  std::uint32_t cell_line = 1;
  Origin origin = Origin::Cell;
};

// Python text with, for each of its lines (ending at \n), where it comes from.
struct CellText {
  std::string text;
  std::vector<ViewLine> lines;
};

struct CellViews {
  CellKind kind = CellKind::Empty;
  CellFlags flags;
  std::optional<std::string> magic;  // the name of the cell magic
  CellText exact;                    // as the cell stands if the transform failed
  std::optional<CellText> study;     // nothing for text that is no Python
};

struct CellDialect {
  bool is_databricks = false;
};

// Both views of a code cell, whatever its text (valid UTF-8) is. Follows IPython 9 on CPython 3.11.
// Work is bounded: beyond 16 MiB of repeated reading the transform counts as failed (Budget).
[[nodiscard]] CellViews make_views(std::string_view source, CellDialect dialect = {});

}  // namespace autopar::cells
