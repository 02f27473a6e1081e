#pragma once

#include <cstdint>
#include <string_view>

namespace autopar::cells {

// What a cell magic does with its body.
enum class MagicClass : std::uint8_t {
  RunsPython,       // in the notebook's own name space
  RunsPythonApart,  // in a process of its own
  Cython,
  Opaque,  // another language or a file
  Unknown,
};

[[nodiscard]] MagicClass classify_cell_magic(std::string_view name);

// Databricks writes cell magics with one %; is this one of its names?
[[nodiscard]] bool is_databricks_cell_magic(std::string_view name);

// The Python statement in the arguments of %time, %timeit or %prun, behind the options; empty for
// other magics or if there is none. Points into arguments.
[[nodiscard]] std::string_view statement_of_magic(std::string_view name,
                                                  std::string_view arguments);

// Does the magic run or load code that is not in the notebook?
[[nodiscard]] bool is_external_code(std::string_view name);

// Is the first word of the text a magic or shell command that IPython takes without its %?
[[nodiscard]] bool begins_with_automagic(std::string_view text);

}  // namespace autopar::cells
