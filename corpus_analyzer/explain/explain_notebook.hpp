#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "autopar/result.hpp"
#include "driver/explain.hpp"

namespace autopar::explain {

// The cells of a notebook that hold Python, in document order, each explained with what the cells
// before it import and define, under the name path[index among all cells]. The text of a cell is
// the study's view of it: IPython's syntax turned into Python. Nothing of the notebook is run.
//
// Fails for bytes that are no notebook and for notebooks in another language; cells beyond the
// parser's limits are left out.
[[nodiscard]] Result<std::vector<driver::Explanation>> explain_notebook(const std::string& path,
                                                                        std::string_view bytes);

}  // namespace autopar::explain
