#include "toolchain/nvrtc.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <vector>

namespace autopar::toolchain {
namespace {

// The part of NVRTC's C interface that is used here, so that building needs no CUDA headers. A
// status other than 0 is an error.
struct Program;
using Version = int(int*, int*);
using CreateProgram = int(Program**, const char*, const char*, int, const char* const*,
                          const char* const*);
using DestroyProgram = int(Program**);
using CompileProgram = int(Program*, int, const char* const*);
using GetSize = int(Program*, std::size_t*);
using GetBytes = int(Program*, char*);

constexpr std::array kFunctions = {
    "nvrtcVersion",       "nvrtcCreateProgram",     "nvrtcDestroyProgram", "nvrtcCompileProgram",
    "nvrtcGetProgramLog", "nvrtcGetProgramLogSize", "nvrtcGetPTX",         "nvrtcGetPTXSize",
    "nvrtcGetCUBIN",      "nvrtcGetCUBINSize"};

std::vector<std::filesystem::path> candidates() {
  std::vector<std::filesystem::path> paths;
  if (const char* path = std::getenv("AUTOPAR_NVRTC_LIBRARY"); path != nullptr && *path != '\0') {
    return {path};
  }
  paths = {"libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so"};
  for (const char* variable : {"CUDA_HOME", "CUDA_PATH"}) {
    if (const char* folder = std::getenv(variable); folder != nullptr && *folder != '\0') {
      paths.push_back(std::filesystem::path(folder) / "lib64" / "libnvrtc.so");
    }
  }
  paths.emplace_back("/usr/local/cuda/lib64/libnvrtc.so");
  return paths;
}

struct Opened {
  DynamicLibrary library;
  std::filesystem::path path;
};

Result<Opened> open_first(const std::vector<std::filesystem::path>& paths) {
  for (const std::filesystem::path& path : paths) {
    Result<DynamicLibrary> library = DynamicLibrary::open_for_ever(path);
    if (!library && paths.size() == 1) {
      return tl::unexpected(library.error());
    }
    if (library) {
      return Opened{*std::move(library), path};
    }
  }
  return fail("no libnvrtc found: install the CUDA toolkit or set AUTOPAR_NVRTC_LIBRARY");
}

// NVRTC opens its second library at the first compilation, by name. It lies beside the first, where
// the dynamic linker doesn't look if a sanitizer stands between; once open, it is found.
void open_builtins(const Opened& nvrtc, const std::string& version) {
  if (nvrtc.path.has_parent_path()) {
    static_cast<void>(DynamicLibrary::open_for_ever(nvrtc.path.parent_path() /
                                                    ("libnvrtc-builtins.so." + version)));
  }
}

// Text or bytes that NVRTC gives out under a pair of functions.
Result<std::string> get(const DynamicLibrary& library, Program* program, const std::string& what) {
  std::size_t size = 0;
  if (library.find<GetSize>((what + "Size").c_str())(program, &size) != 0) {
    return fail(fmt::format("{} has no size", what));
  }
  std::string bytes(size, '\0');
  if (size != 0 && library.find<GetBytes>(what.c_str())(program, bytes.data()) != 0) {
    return fail(fmt::format("{} gives nothing", what));
  }
  return bytes;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

Result<Nvrtc> Nvrtc::open(const std::optional<std::filesystem::path>& library) {
  Result<Opened> opened = open_first(library ? std::vector{*library} : candidates());
  if (!opened) {
    return tl::unexpected(opened.error());
  }
  for (const char* function : kFunctions) {
    if (opened->library.find_address(function) == nullptr) {
      return fail(fmt::format("libnvrtc has no {}: it is older than CUDA 11.1", function));
    }
  }
  int major = 0;
  int minor = 0;
  if (opened->library.find<Version>("nvrtcVersion")(&major, &minor) != 0) {
    return fail("libnvrtc does not tell its version");
  }
  std::string version = fmt::format("{}.{}", major, minor);
  open_builtins(*opened, version);
  return Nvrtc(std::move(opened->library), std::move(version));
}

Result<std::string> Nvrtc::compile(std::string_view text, const std::string& architecture) const {
  Program* raw = nullptr;
  const std::string source(text);
  if (library_.find<CreateProgram>("nvrtcCreateProgram")(&raw, source.c_str(), "kernel.cu", 0,
                                                         nullptr, nullptr) != 0) {
    return fail("libnvrtc makes no program");
  }
  const auto destroy = [this](Program* program) {
    library_.find<DestroyProgram>("nvrtcDestroyProgram")(&program);
  };
  const std::unique_ptr<Program, decltype(destroy)> program(raw, destroy);
  const std::string architecture_flag = "--gpu-architecture=" + architecture;
  const std::array flags = {architecture_flag.c_str(), "--fmad=false", "--std=c++17"};
  if (library_.find<CompileProgram>("nvrtcCompileProgram")(raw, static_cast<int>(flags.size()),
                                                           flags.data()) != 0) {
    const Result<std::string> log = get(library_, raw, "nvrtcGetProgramLog");
    return fail(fmt::format("nvrtc does not compile a kernel for {}: {}", architecture,
                            log ? first_line(*log) : log.error().message));
  }
  if (architecture.starts_with("sm_")) {
    return get(library_, raw, "nvrtcGetCUBIN");
  }
  // Its size counts a terminating zero.
  return get(library_, raw, "nvrtcGetPTX").map([](std::string ptx) {
    ptx.resize(ptx.empty() ? 0 : ptx.size() - 1);
    return ptx;
  });
}

}  // namespace autopar::toolchain
