#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "driver/explain.hpp"

namespace autopar::explain {

struct ExplainedNotebook {
  // In document order.
  std::vector<driver::Explanation> cells;
  // Why there are none, or what is missing among them.
  std::vector<driver::Problem> problems;
};

// The cells of a notebook that hold Python, in document order, each explained with what the cells
// before it import and define, under the name path[index among all cells]. The text of a cell is
// the study's view of it: IPython's syntax turned into Python; what is shown of it is the cell as
// it stands. Nothing of the notebook is run.
//
// Bytes that are no notebook, a notebook in another language, and cells beyond the parser's limits
// are problems.
[[nodiscard]] ExplainedNotebook explain_notebook(const std::string& path, std::string_view bytes);

}  // namespace autopar::explain
