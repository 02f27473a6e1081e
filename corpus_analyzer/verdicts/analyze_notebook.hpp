#pragma once

#include <string_view>

#include "verdicts/parsed_cell.hpp"
#include "verdicts/records.hpp"

namespace autopar::verdicts {

// Of this version of the analysis; a change of any result is a new one. Results of another version
// are made anew.
constexpr std::string_view kAnalyzerVersion = "0.1.0-8";
constexpr std::string_view kTaxonomyVersion = "3";
// Whose transforms the EXACT view follows.
constexpr std::string_view kIpythonVersion = "9.18.1";

// Everything the study keeps of one notebook file, whatever its bytes are. A function of the bytes
// alone; nothing of the notebook is run. Never fails: limits show as flags. on_text as in
// parse_cell.
[[nodiscard]] NotebookRecord analyze_notebook(std::string_view bytes, const OnText& on_text = {});

// The record of a file that is too large to be read.
[[nodiscard]] NotebookRecord record_of_large_file(std::uint64_t size_bytes);

}  // namespace autopar::verdicts
