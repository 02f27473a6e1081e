#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "autopar/result.hpp"

namespace autopar::toolchain {

// A shared library opened at run time with its symbols kept to itself (RTLD_LOCAL).
class DynamicLibrary {
 public:
  // A name without a slash is looked for where the dynamic linker looks.
  [[nodiscard]] static Result<DynamicLibrary> open(const std::filesystem::path& path);

  // Never closed: for libraries that leave threads or handlers behind.
  [[nodiscard]] static Result<DynamicLibrary> open_for_ever(const std::filesystem::path& path);

  // The function of this name and type; nullptr if there is none. The type is the caller's promise.
  template <class Function>
  [[nodiscard]] Function* find(const char* name) const {
    return reinterpret_cast<Function*>(find_address(name));
  }
  [[nodiscard]] void* find_address(const char* name) const;

 private:
  explicit DynamicLibrary(void* handle) : handle_(handle) {}
  struct Close {
    void operator()(void* handle) const;
  };
  std::unique_ptr<void, Close> handle_;
};

// The folder of the program or shared library that contains this function.
[[nodiscard]] std::optional<std::filesystem::path> folder_of_this_library();

}  // namespace autopar::toolchain
