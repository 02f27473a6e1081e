#include "codegen/cpu_region.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <functional>
#include <limits>

#include "tests/codegen/call.hpp"
#include "tests/codegen/programs.hpp"
#include "tests/frontend/lowering_support.hpp"
#include "toolchain/compiler.hpp"

namespace autopar::codegen {
namespace {

using loop_ir::LoopNest;
using typing::ValueType;

constexpr std::int64_t kFloat = static_cast<std::int64_t>(ValueType::Float);
constexpr std::int64_t kInt = static_cast<std::int64_t>(ValueType::Int);
constexpr std::int64_t kNumpy = static_cast<std::int64_t>(ValueType::NumpyFloat64);

// Runs the chunks from the last to the first, so that whatever depends on their order shows.
std::int32_t run_backwards(void* context, KernelFunction* kernel, const void* frame,
                           std::int64_t trip_count) {
  const std::int64_t size = *static_cast<std::int64_t*>(context);
  for (std::int64_t end = trip_count; end > 0; end -= std::min(size, end)) {
    kernel(frame, std::max(end - size, std::int64_t{0}), end, 0);
  }
  return 0;
}

std::int32_t give_up(void* /*context*/, KernelFunction* /*kernel*/, const void* /*frame*/,
                     std::int64_t /*trip_count*/) {
  return 7;
}

struct Outcome {
  std::vector<FrameSlot> frame;
  FrameLayout layout;
  LoopNest nest;

  const ScalarField& field(const std::string& name) const {
    for (const ScalarField& scalar : layout.scalars) {
      if (nest.names[scalar.name_id].text == name) {
        return scalar;
      }
    }
    throw std::out_of_range(name);
  }
  std::int64_t type(const std::string& name) const {
    return frame[field(name).type_slot()].integer;
  }
  double real(const std::string& name) const { return frame[field(name).value_slot].real; }
  std::int64_t integer(const std::string& name) const {
    return frame[field(name).value_slot].integer;
  }
};

class CpuRegionTest : public testing::TestWithParam<toolchain::Backend> {
 protected:
  void SetUp() override {
    if (!open()) {
      GTEST_SKIP() << open().error().message;
    }
  }

  static Result<toolchain::Compiler> open() {
    return toolchain::Compiler::open({.backend = GetParam(), .cache_folder = {}});
  }

  // Compiles once for a kind of call, runs it on any number of them.
  struct Built {
    LoopNest nest;
    FrameLayout layout;
    toolchain::LoadedKernel kernel;

    Outcome run(const Call& call, std::int64_t chunk) const {
      auto frame = fill_frame(layout, call.facts());
      EXPECT_TRUE(frame);
      const Launcher launcher = {&chunk, run_backwards};
      EXPECT_EQ((*kernel.find<RegionFunction>(kRegionName).value())(frame->data(), &launcher), 0);
      return {*frame, layout, nest};
    }
  };

  // What the region returns, its parallel loops in chunks of two.
  static std::int32_t status_of(const Built& built, const Call& call) {
    auto frame = fill_frame(built.layout, call.facts());
    std::int64_t chunk = 2;
    const Launcher launcher = {&chunk, run_backwards, nullptr};
    const auto function = built.kernel.find<RegionFunction>(kRegionName);
    return (*function.value())(frame->data(), &launcher);
  }

  static Built build(const LoopNest& nest, const Call& call,
                     const std::vector<std::string>& parallel) {
    const auto region = print_cpu_region(nest, types_of(nest, call), schedule_for(nest, parallel),
                                         call.specialization());
    auto kernel = open()->build(region.text);
    EXPECT_TRUE(kernel) << kernel.error().message << region.text;
    return {nest, region.layout, std::move(*kernel)};
  }
};

INSTANTIATE_TEST_SUITE_P(Compilers, CpuRegionTest,
                         testing::Values(toolchain::Backend::Clang, toolchain::Backend::Cc),
                         [](const auto& parameter) {
                           return std::string(toolchain::name_of(parameter.param));
                         });

constexpr std::int64_t kSizes[] = {0, 1, 2, 3, 17, 64};
const std::vector<std::string> kOrders = {"C", "F", "reversed", "padded"};

TEST_P(CpuRegionTest, saxpy_has_the_bits_of_a_plain_loop_in_every_size_order_and_chunking) {
  const LoopNest nest = saxpy();
  for (const std::string& order : kOrders) {
    std::optional<Built> built;
    for (const std::int64_t n : kSizes) {
      const Call call = saxpy_call(nest, n, order);
      if (!built) {
        built.emplace(build(nest, call, {"i"}));
      }
      for (const std::int64_t chunk : {1, 5, 1000}) {
        Call expected = call.clone();
        run_saxpy(expected);
        const Call actual = call.clone();
        built->run(actual, chunk);
        EXPECT_EQ(actual.bits(), expected.bits()) << order << ' ' << n << ' ' << chunk;
      }
    }
  }
}

TEST_P(CpuRegionTest, a_loop_over_overlapping_views_keeps_the_order_of_the_source) {
  const LoopNest nest = saxpy();
  Call call(nest);
  call.set("n", std::int64_t{50});
  call.set("a", 0.7);
  call.set_random_array("y", {50}, "C", test_seed());
  call.set_alias("x", "y");
  Call expected = call.clone();
  run_saxpy(expected);
  build(nest, call, {}).run(call, 1);
  EXPECT_EQ(call.bits(), expected.bits());
}

constexpr Size kGemmSizes[] = {{0, 0, 0}, {1, 1, 1}, {2, 3, 0}, {2, 0, 3}, {17, 5, 9}, {8, 8, 8}};

TEST_P(CpuRegionTest, gemm_has_the_bits_of_a_plain_loop_nest) {
  const LoopNest nest = gemm();
  for (const std::string& order : kOrders) {
    const Built built = build(nest, gemm_call(nest, kGemmSizes[5], order), {"i", "j"});
    for (const Size& size : kGemmSizes) {
      Call call = gemm_call(nest, size, order);
      Call expected = call.clone();
      run_gemm(expected);
      built.run(call, 2);
      EXPECT_EQ(call.bits(), expected.bits()) << order << ' ' << size.n;
    }
  }
}

TEST_P(CpuRegionTest, gemm_with_an_accumulator_leaves_its_scalars_as_the_last_iteration_did) {
  const LoopNest nest = gemm_with_accumulator();
  const Built built = build(nest, gemm_call(nest, kGemmSizes[5], "C"), {"i", "j"});
  for (const Size& size : kGemmSizes) {
    Call call = gemm_call(nest, size, "C");
    Call expected = call.clone();
    const double s = run_gemm_with_accumulator(expected);
    const Outcome outcome = built.run(call, 3);
    EXPECT_EQ(call.bits(), expected.bits());
    const bool binds_s = size.n > 0 && size.m > 0;
    EXPECT_EQ(outcome.type("i"), size.n > 0 ? kInt : kNoValue);
    EXPECT_EQ(outcome.type("j"), binds_s ? kInt : kNoValue);
    EXPECT_EQ(outcome.type("k"), binds_s && size.p > 0 ? kInt : kNoValue);
    EXPECT_EQ(outcome.type("s"), !binds_s ? kNoValue : size.p > 0 ? kNumpy : kFloat);
    if (binds_s) {
      EXPECT_EQ(outcome.integer("i"), size.n - 1);
      EXPECT_EQ(outcome.real("s"), s);
    }
  }
}

TEST_P(CpuRegionTest, jacobi_2d_is_one_region_with_two_kernels_and_has_the_bits_of_plain_loops) {
  const LoopNest nest = jacobi_2d();
  for (const std::string& order : kOrders) {
    std::optional<Built> built;
    for (const Size& size : {Size{0, 0, 0}, {1, 2, 1}, {3, 3, 2}, {17, 9, 3}, {20, 33, 4}}) {
      Call call = jacobi_2d_call(nest, size, order);
      if (!built) {
        built.emplace(build(nest, call, {"i", "j"}));
      }
      Call expected = call.clone();
      run_jacobi_2d(expected);
      built->run(call, 3);
      EXPECT_EQ(call.bits(), expected.bits()) << order << ' ' << size.n;
    }
  }
}

TEST_P(CpuRegionTest, a_sum_that_starts_as_an_int_ends_as_what_the_data_made_of_it) {
  const LoopNest nest = total();
  std::optional<Built> built;
  for (const std::int64_t n : {0, 1, 100}) {
    Call call(nest);
    call.set("n", n);
    call.set("total", std::int64_t{3});
    call.set_random_array("x", {n}, "C", test_seed());
    if (!built) {
      built.emplace(build(nest, call, {}));
    }
    double sum = 3;
    for (std::int64_t i = 0; i < n; ++i) {
      sum += call.at("x", {i});
    }
    const Outcome outcome = built->run(call, 1);
    EXPECT_EQ(outcome.type("total"), n > 0 ? kNumpy : kNoValue);
    EXPECT_EQ(outcome.real("total"), sum);
    EXPECT_EQ(outcome.type("i"), n > 0 ? kInt : kNoValue);
  }
}

TEST_P(CpuRegionTest, a_complex_number_has_two_slots_and_is_computed_part_by_part) {
  const LoopNest nest = iterated_square();
  std::optional<Built> built;
  for (const std::int64_t n : {0, 1, 9}) {
    const std::complex<double> c(-0.4, 0.6);
    double real = 0.1;
    double imaginary = -0.7;
    Call call(nest);
    call.set("n", n);
    call.set("z", std::complex(real, imaginary));
    call.set("c", c);
    if (!built) {
      built.emplace(build(nest, call, {}));
    }
    for (std::int64_t i = 0; i < n; ++i) {
      const double next = (real * real - imaginary * imaginary) + c.real();
      imaginary = (real * imaginary + imaginary * real) + c.imag();
      real = next;
    }
    const Outcome outcome = built->run(call, 1);
    EXPECT_EQ(outcome.type("z"), n > 0 ? static_cast<std::int64_t>(ValueType::Complex) : kNoValue);
    EXPECT_EQ(outcome.real("z"), real);
    EXPECT_EQ(outcome.frame[outcome.field("z").imaginary_slot()].real, imaginary);
  }
}

TEST_P(CpuRegionTest, nothing_of_a_complex_product_is_recovered_from_a_nan) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const LoopNest nest = iterated_square();
  Call call(nest);
  call.set("n", std::int64_t{1});
  call.set("z", std::complex(kInfinity, std::numeric_limits<double>::quiet_NaN()));
  call.set("c", std::complex(0.0, 0.0));
  const Outcome outcome = build(nest, call, {}).run(call, 1);
  EXPECT_TRUE(std::isnan(outcome.real("z")));
  EXPECT_TRUE(std::isnan(outcome.frame[outcome.field("z").imaginary_slot()].real));
}

TEST_P(CpuRegionTest, functions_of_cmath_call_the_library_or_fail) {
  const LoopNest nest = iterated_logarithm();
  std::optional<Built> built;
  for (const std::complex<double> z : {std::complex(-3.5, 0.7), std::complex(0.0, -0.0)}) {
    Call call(nest);
    call.set("n", std::int64_t{1});
    call.set("z", z);
    if (!built) {
      built.emplace(build(nest, call, {}));
    }
    if (z.real() == 0) {
      EXPECT_EQ(status_of(*built, call), kCheckFailed);
      continue;
    }
    const Outcome outcome = built->run(call, 1);
    EXPECT_EQ(outcome.real("z"), std::log(std::hypot(z.real(), z.imag())));
    EXPECT_EQ(outcome.frame[outcome.field("z").imaginary_slot()].real,
              std::atan2(z.imag(), z.real()));
  }
}

TEST_P(CpuRegionTest, an_int_that_a_double_cannot_hold_makes_no_frame) {
  const LoopNest nest = total();
  Call call(nest);
  call.set("n", std::int64_t{2});
  call.set("total", (std::int64_t{1} << 53) + 1);
  call.set_random_array("x", {2}, "C", test_seed());
  const FrameLayout layout = make_frame_layout(nest, types_of(nest, call));
  EXPECT_EQ(fill_frame(layout, call.facts()), std::nullopt);
  call.set("total", std::int64_t{1} << 53);
  EXPECT_NE(fill_frame(layout, call.facts()), std::nullopt);
}

TEST_P(CpuRegionTest, a_loop_that_counts_down_by_two_runs_the_same_iterations) {
  const LoopNest nest = backwards();
  std::optional<Built> built;
  for (const std::int64_t n : kSizes) {
    Call call(nest);
    call.set("n", n);
    call.set_random_array("x", {n}, "C", test_seed());
    call.set_random_array("y", {n}, "padded", test_seed() + 1);
    if (!built) {
      built.emplace(build(nest, call, {"i"}));
    }
    Call expected = call.clone();
    for (std::int64_t i = n - 1; i > -1; i -= 2) {
      expected.at("y", {i}) = -expected.at("x", {i}) / 3.0 + static_cast<double>(i * 7);
    }
    const Outcome outcome = built->run(call, 4);
    EXPECT_EQ(call.bits(), expected.bits()) << n;
    EXPECT_EQ(outcome.type("i"), n > 0 ? kInt : kNoValue);
    if (n > 0) {
      EXPECT_EQ(outcome.integer("i"), (n - 1) % 2);
    }
  }
}

TEST_P(CpuRegionTest, a_triangular_nest_runs_in_parallel_where_its_index_is_not_read_afterwards) {
  const LoopNest nest = triangle();
  std::optional<Built> built;
  for (const std::int64_t n : kSizes) {
    Call call(nest);
    call.set("n", n);
    call.set_random_array("c", {n, n}, "C", test_seed());
    Call expected = call.clone();
    for (std::int64_t i = 0; i < n; ++i) {
      for (std::int64_t j = 0; j < i; ++j) {
        expected.at("c", {i, j}) = expected.at("c", {j, i}) * 2 - static_cast<double>(i);
      }
    }
    if (!built) {
      built.emplace(build(nest, call, {"i", "j"}));
    }
    built->run(call, 2);
    EXPECT_EQ(call.bits(), expected.bits()) << n;
  }
}

TEST_P(CpuRegionTest, scalars_flow_into_kernels_and_out_of_them) {
  const LoopNest nest = scalars_across_loops();
  std::optional<Built> built;
  for (const std::int64_t n : {1, 2, 9}) {
    Call call(nest);
    call.set("steps", std::int64_t{4});
    call.set("n", n);
    call.set_random_array("x", {n}, "C", test_seed());
    call.set_random_array("y", {n}, "C", test_seed() + 1);
    call.set_random_array("z", {4}, "C", test_seed() + 2);
    // What the loop finds in `last` if it ran with n = 0.
    call.set("last", 0.5);
    if (!built) {
      built.emplace(build(nest, call, {"i"}));
    }
    Call expected = call.clone();
    double scale = 0;
    double last = 0.5;
    for (std::int64_t t = 0; t < 4; ++t) {
      scale = static_cast<double>(t) * 0.5;
      for (std::int64_t i = 0; i < n; ++i) {
        last = expected.at("x", {i}) * scale;
        expected.at("y", {i}) = last;
      }
      expected.at("z", {t}) = last;
    }
    const Outcome outcome = built->run(call, 2);
    EXPECT_EQ(call.bits(), expected.bits()) << n;
    EXPECT_EQ(outcome.real("last"), last);
    EXPECT_EQ(outcome.type("last"), kNumpy);
    EXPECT_EQ(outcome.real("scale"), scale);
    EXPECT_EQ(outcome.type("scale"), kFloat);
    EXPECT_EQ(outcome.integer("i"), n - 1);
  }
}

TEST_P(CpuRegionTest, a_launcher_that_gives_up_ends_the_region_with_its_answer) {
  const LoopNest nest = saxpy();
  Call call = saxpy_call(nest, 4, "C");
  const Built built = build(nest, call, {"i"});
  auto frame = fill_frame(built.layout, call.facts());
  const Launcher launcher = {nullptr, give_up};
  EXPECT_EQ((*built.kernel.find<RegionFunction>(kRegionName).value())(frame->data(), &launcher), 7);
}

TEST(CpuRegion, says_restrict_only_of_arrays_that_are_known_to_be_disjoint) {
  const LoopNest nest = saxpy();
  Call call = saxpy_call(nest, 4, "C");
  const auto print = [&] {
    return print_cpu_region(nest, types_of(nest, call), schedule_for(nest, {}),
                            call.specialization())
        .text;
  };
  EXPECT_THAT(print(), testing::HasSubstr("char* RESTRICT"));
  call.set_alias("x", "y");
  EXPECT_THAT(print(), testing::Not(testing::HasSubstr("char* RESTRICT")));
}

TEST(CpuRegion, checks_only_what_is_not_proved) {
  const LoopNest nest = saxpy();
  Call call = saxpy_call(nest, 4, "C");
  Specialization specialization = call.specialization();
  const auto print = [&] {
    return print_cpu_region(nest, types_of(nest, call), schedule_for(nest, {"i"}), specialization)
        .text;
  };
  EXPECT_THAT(print(), testing::Not(testing::HasSubstr("&failed")));
  for (const auto expression_id : nest.expressions.ids()) {
    specialization.unproved_subscripts.insert(expression_id);
  }
  EXPECT_THAT(print(), testing::HasSubstr("place_in("));
}

TEST_P(CpuRegionTest, a_failed_check_ends_the_region_in_a_kernel_and_outside) {
  const LoopNest nest = frontend::nest_of(R"(
def f(x, n, k):
    for i in range(n):
        x[i] = 1.0 // (i - k)
)");
  for (const std::vector<std::string>& parallel : {std::vector<std::string>{}, {"i"}}) {
    Call call(nest);
    call.set("n", std::int64_t{9});
    call.set("k", std::int64_t{9});
    call.set_random_array("x", {9}, "C", 1);
    const Built built = build(nest, call, parallel);
    for (const auto& [divisor_zero_at, answer] :
         {std::pair{9, 0}, {0, kCheckFailed}, {8, kCheckFailed}}) {
      call.set("k", std::int64_t{divisor_zero_at});
      EXPECT_EQ(status_of(built, call), answer);
    }
  }
}

TEST_P(CpuRegionTest, a_large_int_in_a_name_that_is_a_float_elsewhere_fails_a_check) {
  for (const std::int64_t value : {std::int64_t{5}, (std::int64_t{1} << 53) + 1}) {
    const LoopNest nest = frontend::nest_of(fmt::format(R"(
def f(x, n):
    for i in range(n):
        s = {}
        for j in range(n):
            s += x[j]
        x[i] = s
)",
                                                        value));
    Call call(nest);
    call.set("n", std::int64_t{3});
    call.set_random_array("x", {3}, "C", 1);
    EXPECT_EQ(status_of(build(nest, call, {}), call), value == 5 ? 0 : kCheckFailed);
  }
}

}  // namespace
}  // namespace autopar::codegen
