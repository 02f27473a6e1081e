#include "runtime/settings.hpp"

#include <fmt/format.h>
#include <sched.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <utility>

namespace autopar::runtime {

namespace {

constexpr std::int32_t kMostThreads = 1024;

std::optional<std::int32_t> parse_thread_count(std::string_view text) {
  std::int32_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const bool all_read = end == text.data() + text.size();
  if (error != std::errc() || !all_read || count < 1 || count > kMostThreads) {
    return std::nullopt;
  }
  return count;
}

std::int32_t cores_of_this_process() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  if (sched_getaffinity(0, sizeof cores, &cores) == 0) {
    return std::max(1, static_cast<std::int32_t>(CPU_COUNT(&cores)));
  }
  return std::max(1, static_cast<std::int32_t>(std::thread::hardware_concurrency()));
}

Result<std::int32_t> read_thread_count(const Environment& environment) {
  if (const auto text = environment("AUTOPAR_NUM_THREADS"); text && !text->empty()) {
    if (const auto count = parse_thread_count(*text)) {
      return *count;
    }
    return fail(fmt::format("AUTOPAR_NUM_THREADS is '{}': a whole number from 1 to {} is allowed",
                            *text, kMostThreads));
  }
  if (const auto text = environment("OMP_NUM_THREADS")) {
    const std::string first = text->substr(0, text->find(','));
    if (const auto count = parse_thread_count(first)) {
      return *count;
    }
  }
  return std::min(cores_of_this_process(), kMostThreads);
}

Result<Device> read_device(const Environment& environment) {
  constexpr std::array<std::pair<std::string_view, Device>, 3> kDevices{
      {{"auto", Device::Auto}, {"cpython", Device::Cpython}, {"cpu", Device::Cpu}}};
  const std::string text = environment("AUTOPAR_DEVICE").value_or("");
  if (text.empty()) {
    return Device::Auto;
  }
  for (const auto& [name, device] : kDevices) {
    if (text == name) {
      return device;
    }
  }
  return fail(fmt::format("AUTOPAR_DEVICE is '{}': auto, cpython and cpu are allowed", text));
}

Result<FloatMode> read_float_mode(const Environment& environment) {
  const std::string text = environment("AUTOPAR_FP").value_or("");
  if (text.empty()) {
    return FloatMode::Exact;
  }
  if (const auto mode = parse_float_mode(text)) {
    return *mode;
  }
  return fail(fmt::format("AUTOPAR_FP is '{}': {}", text, kAllowedFloatModes));
}

Result<void> check_cache_folder(const Environment& environment) {
  const std::string text = environment("AUTOPAR_CACHE_DIR").value_or("");
  if (text.empty() || text.front() == '/') {
    return {};
  }
  return fail(fmt::format("AUTOPAR_CACHE_DIR is '{}': an absolute path is allowed", text));
}

}  // namespace

Result<Settings> read_settings(const Environment& environment) {
  const auto threads = read_thread_count(environment);
  if (!threads) {
    return fail(threads.error().message);
  }
  const auto device = read_device(environment);
  if (!device) {
    return fail(device.error().message);
  }
  const auto float_mode = read_float_mode(environment);
  if (!float_mode) {
    return fail(float_mode.error().message);
  }
  const auto cache_folder = check_cache_folder(environment);
  if (!cache_folder) {
    return fail(cache_folder.error().message);
  }
  return Settings{*threads, *device, *float_mode};
}

Environment process_environment() {
  return [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
}

}  // namespace autopar::runtime
