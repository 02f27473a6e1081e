#pragma once

#include "notebook/json_value.hpp"
#include "notebook/notebook.hpp"

namespace autopar::notebook {

// Fills in the status (Ok, NotNotebook, Unsupported), the versions, strict_ok and the cells, and
// adds flags. root has to be an object.
void read_cells(const JsonValue& root, Notebook& notebook);

}  // namespace autopar::notebook
