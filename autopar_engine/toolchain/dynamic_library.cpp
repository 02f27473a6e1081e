#include "toolchain/dynamic_library.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <link.h>

#include <system_error>

namespace autopar::toolchain {
namespace {

Result<void*> open_handle(const std::filesystem::path& path, int flags) {
  void* handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | flags);
  if (handle == nullptr) {
    const char* reason = ::dlerror();
    return fail(fmt::format("cannot open {}: {}", path.string(), reason ? reason : "no reason"));
  }
  return handle;
}

}  // namespace

void DynamicLibrary::Close::operator()(void* handle) const { ::dlclose(handle); }

Result<DynamicLibrary> DynamicLibrary::open(const std::filesystem::path& path) {
  return open_handle(path, 0).map([](void* handle) { return DynamicLibrary(handle); });
}

Result<DynamicLibrary> DynamicLibrary::open_for_ever(const std::filesystem::path& path) {
  return open_handle(path, RTLD_NODELETE).map([](void* handle) { return DynamicLibrary(handle); });
}

void* DynamicLibrary::find_address(const char* name) const { return ::dlsym(handle_.get(), name); }

std::optional<std::filesystem::path> folder_of_this_library() {
  Dl_info info = {};
  link_map* map = nullptr;
  const auto* const address = reinterpret_cast<const void*>(&folder_of_this_library);
  if (::dladdr1(address, &info, reinterpret_cast<void**>(&map), RTLD_DL_LINKMAP) == 0) {
    return std::nullopt;
  }
  const bool is_the_program = map == nullptr || map->l_name == nullptr || *map->l_name == '\0';
  std::error_code error;
  const std::filesystem::path file =
      std::filesystem::canonical(is_the_program ? "/proc/self/exe" : map->l_name, error);
  if (error) {
    return std::nullopt;
  }
  return file.parent_path();
}

}  // namespace autopar::toolchain
