#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "autopar/result.hpp"
#include "toolchain/compiler_abi.hpp"
#include "toolchain/object_cache.hpp"

namespace autopar::toolchain {

enum class Backend : std::uint8_t { Clang, Cc };

[[nodiscard]] std::string_view name_of(Backend backend);

struct BuildReport {
  Backend backend = Backend::Clang;
  bool is_from_cache = false;
  std::int64_t elapsed_ns = 0;
};

// Machine code in this process; unloaded at the end, when none of its functions may be running.
class LoadedKernel {
 public:
  LoadedKernel(const autopar_compiler& compiler, autopar_loaded_object* object);
  LoadedKernel(LoadedKernel&& other) noexcept;
  LoadedKernel& operator=(LoadedKernel&& other) noexcept;
  ~LoadedKernel();

  // The function of this name, which lives as long as the kernel. The type is the caller's promise.
  template <class Function>
  [[nodiscard]] Result<Function*> find(const std::string& name) const {
    return find_address(name).map(
        [](void* address) { return reinterpret_cast<Function*>(address); });
  }
  [[nodiscard]] Result<void*> find_address(const std::string& name) const;

  BuildReport report;

 private:
  const autopar_compiler* compiler_;
  autopar_loaded_object* object_;
};

struct CompilerSettings {
  // Absent: Clang in this process, or cc where this build has no Clang.
  std::optional<Backend> backend;

  // Absent: objects are not kept.
  std::optional<std::filesystem::path> cache_folder = default_cache_folder();
};

// Kernel text to machine code in this process, under the one set of flags that keeps Python's
// arithmetic (docs/decisions/kernel_compiler.md). Any number of threads may use one compiler.
class Compiler {
 public:
  [[nodiscard]] static Result<Compiler> open(const CompilerSettings& settings = {});

  // Compiles C11 text that includes no header, or takes the object from the cache. A text that
  // does not compile is an error with the compiler's first message.
  [[nodiscard]] Result<LoadedKernel> build(std::string_view text, int optimization_level = 2) const;

  [[nodiscard]] Backend backend() const { return backend_; }

  // Under what key build() keeps the object of this text.
  [[nodiscard]] ObjectKey key_of(std::string_view text, int optimization_level = 2) const;

  // Why objects are not kept, where a folder was asked for and cannot be used.
  [[nodiscard]] const std::optional<Error>& cache_error() const { return cache_error_; }

 private:
  Compiler(Backend backend, const autopar_compiler& compiler)
      : backend_(backend), compiler_(&compiler) {}
  [[nodiscard]] std::optional<LoadedKernel> load_from_cache(const ObjectKey& key) const;
  [[nodiscard]] Result<LoadedKernel> compile_and_load(const ObjectKey& key,
                                                      int optimization_level) const;

  Backend backend_;
  const autopar_compiler* compiler_;
  std::optional<ObjectCache> cache_;
  std::optional<Error> cache_error_;
};

}  // namespace autopar::toolchain
