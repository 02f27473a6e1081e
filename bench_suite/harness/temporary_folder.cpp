#include "harness/temporary_folder.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace autopar::bench {

Result<TemporaryFolder> TemporaryFolder::make() {
  std::error_code error;
  const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
  if (error) {
    return fail(fmt::format("there is no folder for temporary files ({}); set TMPDIR to one",
                            error.message()));
  }
  std::string path = parent.string() + "/autopar-bench-XXXXXX";
  if (mkdtemp(path.data()) == nullptr) {
    return fail(fmt::format("cannot make a folder like {}", path));
  }
  return TemporaryFolder(std::move(path));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) {
    std::filesystem::remove_all(path_, ignored);
  }
}

}  // namespace autopar::bench
