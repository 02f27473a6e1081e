#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "autopar/float_mode.hpp"
#include "autopar/result.hpp"

namespace autopar::runtime {

// Where regions run: Cpython never compiles anything.
enum class Device { Auto, Cpython, Cpu };

// What the environment asks for.
//
//   AUTOPAR_NUM_THREADS   1 to 1024; default OMP_NUM_THREADS, else the cores of this process
//   AUTOPAR_DEVICE        auto, cpython or cpu
//   AUTOPAR_FP            exact, libm or fast; default exact
//   AUTOPAR_CACHE_DIR     an absolute path, the folder for compiled kernels
//   (toolchain/object_cache.hpp)
struct Settings {
  std::int32_t threads = 1;
  Device device = Device::Auto;
  FloatMode float_mode = FloatMode::Exact;
};

// The value of an environment variable, or nothing when it is unset.
using Environment = std::function<std::optional<std::string>(const char* name)>;

// An unknown value is an error that names the allowed ones. OMP_NUM_THREADS is not ours: its first
// number counts, and anything unreadable in it is ignored.
[[nodiscard]] Result<Settings> read_settings(const Environment& environment);

[[nodiscard]] Environment process_environment();

}  // namespace autopar::runtime
