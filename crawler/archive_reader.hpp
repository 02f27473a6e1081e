#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "autopar/result.hpp"
#include "crawler/source_reader.hpp"

namespace autopar::crawler {

// Visits the notebooks of one archive; input_bytes counts the packed bytes read of it. False if
// the visitor stopped it. Fails where the archive is damaged: what was visited before stands.
[[nodiscard]] Result<bool> for_each_notebook_of_archive(const std::string& archive_path,
                                                        const NotebookVisitor& visitor,
                                                        const ReadLimits& limits);

}  // namespace autopar::crawler
