#include "runtime/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace autopar::runtime {
namespace {

using ::testing::HasSubstr;
using Variables = std::map<std::string, std::string>;

Result<Settings> read(const Variables& variables) {
  return read_settings([&](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional<std::string>(found->second);
  });
}

TEST(Settings, an_empty_environment_gives_the_defaults) {
  const auto settings = read({});
  ASSERT_TRUE(settings);
  EXPECT_GE(settings->threads, 1);
  EXPECT_EQ(settings->device, Device::Auto);
}

TEST(Settings, our_own_thread_count_goes_before_that_of_openmp) {
  EXPECT_EQ(read({{"AUTOPAR_NUM_THREADS", "3"}, {"OMP_NUM_THREADS", "5"}})->threads, 3);
  EXPECT_EQ(read({{"OMP_NUM_THREADS", "5"}})->threads, 5);
  EXPECT_EQ(read({{"OMP_NUM_THREADS", "6,2"}})->threads, 6);
  EXPECT_GE(read({{"OMP_NUM_THREADS", "many"}})->threads, 1);
}

TEST(Settings, a_bad_value_is_an_error_that_names_the_allowed_ones) {
  for (const std::string bad : {"0", "-1", "two", "2x", "1025"}) {
    const auto settings = read({{"AUTOPAR_NUM_THREADS", bad}});
    ASSERT_FALSE(settings) << bad;
    EXPECT_THAT(settings.error().message, HasSubstr("from 1 to 1024"));
  }
  const auto device = read({{"AUTOPAR_DEVICE", "gpu"}});
  ASSERT_FALSE(device);
  EXPECT_THAT(device.error().message, HasSubstr("auto, cpython and cpu"));
  const auto float_mode = read({{"AUTOPAR_FP", "quick"}});
  ASSERT_FALSE(float_mode);
  EXPECT_THAT(float_mode.error().message, HasSubstr("exact, libm and fast"));
}

TEST(Settings, a_cache_folder_has_to_be_an_absolute_path) {
  EXPECT_TRUE(read({{"AUTOPAR_CACHE_DIR", "/kernels"}}));
  const auto relative = read({{"AUTOPAR_CACHE_DIR", "kernels"}});
  ASSERT_FALSE(relative);
  EXPECT_THAT(relative.error().message, HasSubstr("absolute path"));
}

TEST(Settings, the_float_mode_is_exact_unless_the_environment_names_another) {
  EXPECT_EQ(read({})->float_mode, FloatMode::Exact);
  EXPECT_EQ(read({{"AUTOPAR_FP", ""}})->float_mode, FloatMode::Exact);
  EXPECT_EQ(read({{"AUTOPAR_FP", "exact"}})->float_mode, FloatMode::Exact);
  EXPECT_EQ(read({{"AUTOPAR_FP", "libm"}})->float_mode, FloatMode::Libm);
  EXPECT_EQ(read({{"AUTOPAR_FP", "fast"}})->float_mode, FloatMode::Fast);
}

TEST(Settings, the_device_is_taken_as_given) {
  const auto settings = read({{"AUTOPAR_DEVICE", "cpython"}});
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->device, Device::Cpython);
}

}  // namespace
}  // namespace autopar::runtime
