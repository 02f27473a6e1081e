#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "toolchain/nvrtc.hpp"
#include "toolchain/opencl.hpp"

namespace autopar::toolchain {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kCuda = R"(
extern "C" __global__ void scale(double a, double* x, long long n) {
  for (long long i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) {
    x[i] = a * x[i] + 1.0;
  }
}
)";

class NvrtcTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!nvrtc_) {
      GTEST_SKIP() << nvrtc_.error().message;
    }
  }
  Result<Nvrtc> nvrtc_ = Nvrtc::open(AUTOPAR_TEST_NVRTC);
};

TEST_F(NvrtcTest, compiles_to_ptx_that_is_text_without_a_terminating_zero) {
  const Result<std::string> ptx = nvrtc_->compile(kCuda, "compute_80");
  ASSERT_TRUE(ptx) << ptx.error().message;
  EXPECT_THAT(*ptx, HasSubstr(".entry scale("));
  EXPECT_THAT(*ptx, Not(HasSubstr("fma.rn")));
  EXPECT_EQ(ptx->find('\0'), std::string::npos);
}

TEST_F(NvrtcTest, compiles_to_machine_code_of_several_generations) {
  for (const char* architecture : {"sm_80", "sm_90"}) {
    const Result<std::string> cubin = nvrtc_->compile(kCuda, architecture);
    ASSERT_TRUE(cubin) << cubin.error().message;
    EXPECT_THAT(*cubin, StartsWith("\x7f"
                                   "ELF"));
  }
}

TEST_F(NvrtcTest, reports_errors_in_the_text_and_unknown_architectures) {
  const Result<std::string> broken = nvrtc_->compile("__global__ void f() { return 1 }", "sm_80");
  ASSERT_FALSE(broken);
  EXPECT_THAT(broken.error().message, HasSubstr("error"));
  EXPECT_FALSE(nvrtc_->compile(kCuda, "sm_1"));
}

TEST(Nvrtc, reports_a_library_that_is_not_there) {
  const Result<Nvrtc> missing = Nvrtc::open("/nowhere/libnvrtc.so");
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("/nowhere/libnvrtc.so"));
}

TEST(Nvrtc, reports_a_library_that_is_something_else) {
  const Result<Nvrtc> other = Nvrtc::open("libm.so.6");
  ASSERT_FALSE(other);
  EXPECT_THAT(other.error().message, HasSubstr("nvrtc"));
}

constexpr const char* kOpencl = R"(
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#pragma OPENCL FP_CONTRACT OFF
__kernel void scale(double a, __global double* x, long n) {
  for (long i = get_global_id(0); i < n; i += get_global_size(0)) {
    x[i] = a * x[i] + 1.0;
  }
}
)";

class OpenclTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!device_) {
      GTEST_SKIP() << device_.error().message;
    }
  }
  Result<OpenclDevice> device_ = OpenclDevice::open();
};

TEST_F(OpenclTest, runs_a_kernel_on_a_copy_of_an_array_and_copies_it_back) {
  std::vector<double> x(1001);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = 0.1 * static_cast<double>(i);
  }
  std::vector<double> expected = x;
  for (double& value : expected) {
    value = 0.3 * value + 1.0;
  }
  const Result<OpenclProgram> program = device_->build(kOpencl);
  ASSERT_TRUE(program) << program.error().message;
  const Result<OpenclBuffer> buffer = device_->upload(std::as_bytes(std::span(x)));
  ASSERT_TRUE(buffer);
  const std::vector<OpenclArgument> arguments = {0.3, &*buffer, std::int64_t{1001}};
  ASSERT_TRUE(device_->launch(*program, "scale", arguments, {64, 1, 1}));
  ASSERT_TRUE(device_->download(*buffer, std::as_writable_bytes(std::span(x))));
  EXPECT_EQ(x, expected);
}

TEST_F(OpenclTest, reports_a_text_that_is_no_program) {
  EXPECT_FALSE(device_->build("__kernel void f() { return 1 }"));
}

TEST_F(OpenclTest, reports_kernels_and_arguments_that_do_not_fit) {
  const Result<OpenclProgram> program = device_->build(kOpencl);
  ASSERT_TRUE(program);
  EXPECT_FALSE(device_->launch(*program, "unknown", {}, {1, 1, 1}));
  const std::vector<OpenclArgument> too_many(4, OpenclArgument(std::int64_t{0}));
  EXPECT_FALSE(device_->launch(*program, "scale", too_many, {1, 1, 1}));
}

TEST_F(OpenclTest, holds_an_empty_array) {
  const Result<OpenclBuffer> buffer = device_->upload({});
  ASSERT_TRUE(buffer);
  EXPECT_TRUE(device_->download(*buffer, {}));
}

}  // namespace
}  // namespace autopar::toolchain
