#include "toolchain/compiler.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <limits>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "toolchain/posix_file.hpp"

namespace autopar::toolchain {

void PrintTo(Backend backend, std::ostream* stream) { *stream << name_of(backend); }

namespace {

constexpr const char* kSaxpy = R"(
void saxpy(double a, const double* x, double* y, long n) {
  for (long i = 0; i < n; ++i) {
    y[i] = a * x[i] + y[i];
  }
}
)";
using Saxpy = void(double, const double*, double*, long);

class EachBackend : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    Result<Compiler> opened = open({});
    if (!opened && GetParam() == Backend::Clang) {
      GTEST_SKIP() << opened.error().message;
    }
    ASSERT_TRUE(opened) << opened.error().message;
  }

  static Result<Compiler> open(const std::optional<std::filesystem::path>& cache_folder) {
    return Compiler::open({.backend = GetParam(), .cache_folder = cache_folder});
  }
};

INSTANTIATE_TEST_SUITE_P(Compilers, EachBackend, testing::Values(Backend::Clang, Backend::Cc),
                         [](const auto& parameter) {
                           return std::string(name_of(parameter.param));
                         });

std::vector<double> random_doubles(std::size_t size, unsigned seed) {
  std::mt19937_64 engine(seed);
  std::uniform_real_distribution<double> distribution(-1.0, 1.0);
  std::vector<double> values(size);
  for (double& value : values) {
    value = distribution(engine);
  }
  return values;
}

void expect_saxpy_works(const LoadedKernel& kernel) {
  const Result<Saxpy*> saxpy = kernel.find<Saxpy>("saxpy");
  ASSERT_TRUE(saxpy) << saxpy.error().message;
  const std::vector<double> x = random_doubles(1001, 1);
  std::vector<double> y = random_doubles(1001, 2);
  std::vector<double> expected = y;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const volatile double product = 0.1 * x[i];
    expected[i] = product + y[i];
  }
  (*saxpy)(0.1, x.data(), y.data(), static_cast<long>(x.size()));
  EXPECT_EQ(y, expected);
}

TEST_P(EachBackend, compiles_and_runs_a_loop_without_contracting_it) {
  const Result<LoadedKernel> kernel = open({})->build(kSaxpy);
  ASSERT_TRUE(kernel) << kernel.error().message;
  expect_saxpy_works(*kernel);
  EXPECT_EQ(kernel->report.backend, GetParam());
  EXPECT_FALSE(kernel->report.is_from_cache);
  EXPECT_GT(kernel->report.elapsed_ns, 0);
}

TEST_P(EachBackend, reports_a_text_that_is_no_program_as_an_error_of_one_line) {
  const Result<LoadedKernel> kernel = open({})->build("void f(void) {\n  int x = ;\n}\n");
  ASSERT_FALSE(kernel);
  EXPECT_THAT(kernel.error().message, testing::HasSubstr("kernel.c:2:"));
  EXPECT_THAT(kernel.error().message, testing::HasSubstr("error:"));
  EXPECT_THAT(kernel.error().message, testing::Not(testing::HasSubstr("\n")));
}

TEST_P(EachBackend, reports_a_function_that_is_not_there) {
  const Result<LoadedKernel> kernel = open({})->build(kSaxpy);
  ASSERT_TRUE(kernel);
  EXPECT_FALSE(kernel->find<Saxpy>("daxpy"));
}

TEST_P(EachBackend, reports_a_call_of_a_function_that_the_process_does_not_have) {
  const Result<LoadedKernel> kernel =
      open({})->build("void missing_function(void);\nvoid f(void) { missing_function(); }\n");
  EXPECT_FALSE(kernel && kernel->find<void()>("f"));
}

TEST_P(EachBackend, lets_kernels_call_the_math_library) {
  const Result<LoadedKernel> kernel =
      open({})->build("double exp(double);\ndouble f(double x) { return exp(x); }\n");
  ASSERT_TRUE(kernel) << kernel.error().message;
  const auto function = kernel->find<double(double)>("f");
  ASSERT_TRUE(function) << function.error().message;
  const volatile double argument = 0.3;
  EXPECT_EQ((*function)(0.3), std::exp(argument));
}

TEST_P(EachBackend, wraps_integers_that_overflow) {
  const Result<LoadedKernel> kernel =
      open({})->build("long f(long x) { return x + 1 > x ? x + 1 : 0; }\n");
  ASSERT_TRUE(kernel);
  const long largest = std::numeric_limits<long>::max();
  EXPECT_EQ((*kernel->find<long(long)>("f"))(largest), 0);
}

TEST_P(EachBackend, does_not_rewrite_calls_of_the_math_library) {
  const Result<LoadedKernel> kernel = open({})->build(
      "static int calls;\n"
      "__attribute__((noinline)) double pow(double x, double y) { calls += 1; return x + y; }\n"
      "double f(double x) { return pow(x, 2.0); }\n"
      "int count(void) { return calls; }\n");
  ASSERT_TRUE(kernel) << kernel.error().message;
  EXPECT_EQ((*kernel->find<double(double)>("f"))(5.0), 7.0);
  EXPECT_EQ((*kernel->find<int()>("count"))(), 1);
}

TEST_P(EachBackend, keeps_kernels_with_the_same_names_apart) {
  const Compiler compiler = *open({});
  const Result<LoadedKernel> one = compiler.build("int f(void) { return 1; }");
  const Result<LoadedKernel> two = compiler.build("int f(void) { return 2; }");
  ASSERT_TRUE(one && two);
  EXPECT_EQ((*one->find<int()>("f"))(), 1);
  EXPECT_EQ((*two->find<int()>("f"))(), 2);
}

TEST_P(EachBackend, compiles_again_after_kernels_were_unloaded) {
  const Compiler compiler = *open({});
  for (int round = 0; round < 3; ++round) {
    const Result<LoadedKernel> kernel = compiler.build(kSaxpy);
    ASSERT_TRUE(kernel);
    expect_saxpy_works(*kernel);
  }
}

TEST_P(EachBackend, compiles_on_several_threads_at_once) {
  const Compiler compiler = *open({});
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int number = 0; number < 4; ++number) {
    threads.emplace_back([&, number] {
      const std::string text = "int f(void) { return " + std::to_string(number) + "; }";
      const Result<LoadedKernel> kernel = compiler.build(text);
      right += kernel && (*kernel->find<int()>("f"))() == number ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(right, 4);
}

TEST_P(EachBackend, takes_the_second_build_of_a_text_from_the_cache) {
  const TemporaryFolder folder = *TemporaryFolder::make();
  const Compiler compiler = *open(folder.path() / "cache");
  EXPECT_FALSE(compiler.build(kSaxpy)->report.is_from_cache);
  const Result<LoadedKernel> second = compiler.build(kSaxpy);
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->report.is_from_cache);
  expect_saxpy_works(*second);
  EXPECT_FALSE(compiler.build(kSaxpy, 1)->report.is_from_cache);
}

TEST_P(EachBackend, compiles_again_when_a_cached_object_is_no_object) {
  const TemporaryFolder folder = *TemporaryFolder::make();
  const Compiler compiler = *open(folder.path() / "cache");
  const ObjectCache cache = *ObjectCache::open(folder.path() / "cache");
  ASSERT_TRUE(cache.store(compiler.key_of(kSaxpy), "this is no machine code"));
  const Result<LoadedKernel> kernel = compiler.build(kSaxpy);
  ASSERT_TRUE(kernel) << kernel.error().message;
  EXPECT_FALSE(kernel->report.is_from_cache);
  expect_saxpy_works(*kernel);
  EXPECT_TRUE(compiler.build(kSaxpy)->report.is_from_cache);
}

TEST_P(EachBackend, works_without_a_cache_where_the_folder_cannot_be_used) {
  const TemporaryFolder folder = *TemporaryFolder::make();
  std::ofstream(folder.path() / "file") << "not a folder";
  const Compiler compiler = *open(folder.path() / "file");
  ASSERT_TRUE(compiler.cache_error());
  EXPECT_TRUE(compiler.build(kSaxpy));
}

TEST(Compilers, agree_on_every_bit_of_a_loop) {
  const Result<Compiler> clang = Compiler::open({.backend = Backend::Clang, .cache_folder = {}});
  if (!clang) {
    GTEST_SKIP() << clang.error().message;
  }
  constexpr const char* kText =
      "double f(const double* x, long n) {\n"
      "  double s = 0.0;\n"
      "  for (long i = 0; i < n; ++i) { s = s + x[i] * x[i] / (1.0 + x[i]); }\n"
      "  return s;\n}\n";
  const Compiler cc = *Compiler::open({.backend = Backend::Cc, .cache_folder = {}});
  const Result<LoadedKernel> one = clang->build(kText);
  const Result<LoadedKernel> two = cc.build(kText);
  ASSERT_TRUE(one && two);
  const std::vector<double> x = random_doubles(1000, 3);
  using Function = double(const double*, long);
  EXPECT_EQ((*one->find<Function>("f"))(x.data(), 1000),
            (*two->find<Function>("f"))(x.data(), 1000));
}

}  // namespace
}  // namespace autopar::toolchain
