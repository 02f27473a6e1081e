#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "autopar/result.hpp"
#include "toolchain/dynamic_library.hpp"

namespace autopar::toolchain {

// NVIDIA's run-time compiler, opened at run time: it needs neither a GPU nor a driver, and this
// program needs no CUDA to start. Any number of threads may compile at once.
class Nvrtc {
 public:
  // library, or the first that opens of: $AUTOPAR_NVRTC_LIBRARY; libnvrtc where the dynamic linker
  // looks; lib64 of $CUDA_HOME, $CUDA_PATH, /usr/local/cuda.
  [[nodiscard]] static Result<Nvrtc> open(
      const std::optional<std::filesystem::path>& library = std::nullopt);

  // CUDA C++ that includes nothing, compiled without contraction (--fmad=false). "compute_80" gives
  // PTX as text, "sm_80" a cubin.
  [[nodiscard]] Result<std::string> compile(std::string_view text,
                                            const std::string& architecture) const;

  // "13.0".
  [[nodiscard]] const std::string& version() const { return version_; }

 private:
  Nvrtc(DynamicLibrary library, std::string version)
      : library_(std::move(library)), version_(std::move(version)) {}

  DynamicLibrary library_;
  std::string version_;
};

}  // namespace autopar::toolchain
