#include "toolchain/clang_library.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "toolchain/dynamic_library.hpp"

namespace autopar::toolchain {
namespace {

constexpr const char* kFileName = "libautopar_toolchain.so";

Result<std::filesystem::path> find_library() {
  const auto here = folder_of_this_library();
  if (!here) {
    return fail("cannot tell in which folder this program lies");
  }
  std::error_code ignored;
  for (const std::filesystem::path& folder : {*here, here->parent_path() / "lib"}) {
    if (std::filesystem::exists(folder / kFileName, ignored)) {
      return folder / kFileName;
    }
  }
  return fail(fmt::format("no {} beside {}: this build has no Clang", kFileName, here->string()));
}

Result<const autopar_compiler*> entry_of(const std::filesystem::path& path) {
  const Result<DynamicLibrary> library = DynamicLibrary::open_for_ever(path);
  if (!library) {
    return tl::unexpected(library.error());
  }
  const auto entry =
      library->find<std::remove_pointer_t<autopar_compiler_entry>>(AUTOPAR_COMPILER_ENTRY);
  if (entry == nullptr || entry()->abi_version != AUTOPAR_COMPILER_ABI_VERSION) {
    return fail(fmt::format("{} is of another version: build it again", path.string()));
  }
  return entry();
}

}  // namespace

Result<const autopar_compiler*> open_clang_library() {
  static const Result<const autopar_compiler*> compiler = find_library().and_then(entry_of);
  return compiler;
}

}  // namespace autopar::toolchain
