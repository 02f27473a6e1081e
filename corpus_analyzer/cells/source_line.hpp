#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "autopar/named_enum.hpp"

namespace autopar::cells {

// How a line of a view came to be Python.
AUTOPAR_NAMED_ENUM(Origin, Cell, CellMagic, LineMagic);

// One line of a cell on its way to Python, its line break included.
struct SourceLine {
  std::string text;
  std::uint32_t cell_line = 1;  // where it stands in the cell, from 1, lines ending at \n
  Origin origin = Origin::Cell;
};

using SourceLines = std::vector<SourceLine>;

}  // namespace autopar::cells
