// The pool, the launch and compiled kernels under ThreadSanitizer, without a Python: this program,
// what it tests and the kernels are compiled with -fsanitize=thread, in every build.

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "codegen/cpu_region.hpp"
#include "runtime/live_objects/launch.hpp"
#include "runtime/parallel_for.hpp"
#include "tests/codegen/call.hpp"
#include "tests/codegen/programs.hpp"
#include "tests/frontend/lowering_support.hpp"
#include "toolchain/dynamic_library.hpp"
#include "toolchain/posix_file.hpp"
#include "toolchain/subprocess.hpp"

// Of Python, launch.cpp needs nothing else.
extern "C" int PyErr_CheckSignals() { return 0; }

namespace autopar::runtime {
namespace {

using codegen::Call;
using loop_ir::LoopNest;

constexpr std::int32_t kThreads[] = {2, 3, 4, 5, 6, 7};

// A region as machine code that ThreadSanitizer watches.
class WatchedRegion {
 public:
  // parallel: the indices of the loops that are taken for parallel.
  WatchedRegion(const LoopNest& nest, const Call& call, const std::vector<std::string>& parallel) {
    const codegen::CpuRegion region = print_cpu_region(
        nest, types_of(nest, call), codegen::schedule_for(nest, parallel), call.specialization());
    compiled_.layout = region.layout;
    compiled_.text = region.text;
    load(region);
    // As many parts as there may be, and a look at signals between some of them.
    sizes_.assign(region.kernel_count, LaunchSizes{1, 23});
  }

  // What the region left in its frame; the arrays of the call are written.
  std::vector<std::int64_t> run(const Call& call, LaunchResult expected) const {
    auto frame = fill_frame(compiled_.layout, call.facts());
    EXPECT_TRUE(frame);
    EXPECT_EQ(launch_region(compiled_, sizes_, frame->data(), 0,
                            std::numeric_limits<std::int32_t>::max()),
              expected);
    std::vector<std::int64_t> left;
    for (const codegen::ScalarField& field : compiled_.layout.scalars) {
      if (field.is_output && expected == LaunchResult::Finished) {
        left.push_back((*frame)[field.value_slot].integer);
        left.push_back((*frame)[field.type_slot()].integer);
      }
    }
    return left;
  }

 private:
  void load(const codegen::CpuRegion& region) {
    auto folder = toolchain::TemporaryFolder::make();
    ASSERT_TRUE(folder);
    const std::string source = folder->path() / "kernel.c";
    const std::string library = folder->path() / "kernel.so";
    ASSERT_TRUE(toolchain::write_new_file(source, region.text));
    const auto done = toolchain::run_process(
        {"cc", "-std=gnu11", "-O1", "-g1", "-fsanitize=thread", "-ffp-contract=off", "-fwrapv",
         "-fno-strict-aliasing", "-fno-builtin", "-fPIC", "-shared", "-o", library, source, "-lm"},
        folder->path() / "log");
    ASSERT_TRUE(done);
    ASSERT_EQ(done->exit_status, 0) << done->output;
    auto opened = toolchain::DynamicLibrary::open_for_ever(library);
    ASSERT_TRUE(opened);
    compiled_.function = opened->find<codegen::RegionFunction>(codegen::kRegionName);
    for (std::uint32_t number = 0; number < region.kernel_count; ++number) {
      compiled_.kernels.push_back(
          opened->find<codegen::KernelFunction>(codegen::kernel_name(number).c_str()));
    }
  }

  CompiledRegion compiled_;
  std::vector<LaunchSizes> sizes_;
};

// One thread and many leave the same bits everywhere.
void expect_same_for_all_threads(const LoopNest& nest, const Call& call,
                                 const std::vector<std::string>& parallel) {
  const WatchedRegion region(nest, call, parallel);
  set_thread_count(1);
  const Call alone = call.clone();
  const auto left = region.run(alone, LaunchResult::Finished);
  for (const std::int32_t threads : kThreads) {
    set_thread_count(threads);
    const Call together = call.clone();
    EXPECT_EQ(region.run(together, LaunchResult::Finished), left) << threads;
    EXPECT_EQ(together.bits(), alone.bits()) << threads;
  }
}

TEST(KernelsUnderTsan, of_one_loop) {
  const LoopNest nest = codegen::saxpy();
  for (const std::string order : {"C", "padded", "reversed"}) {
    expect_same_for_all_threads(nest, codegen::saxpy_call(nest, 300, order), {"i"});
  }
}

TEST(KernelsUnderTsan, of_a_nest_with_a_reduction_inside) {
  const LoopNest nest = codegen::gemm();
  expect_same_for_all_threads(nest, codegen::gemm_call(nest, {21, 17, 13}, "C"), {"i", "j"});
  expect_same_for_all_threads(nest, codegen::gemm_call(nest, {21, 17, 13}, "F"), {"j"});
}

TEST(KernelsUnderTsan, that_leave_the_values_of_the_last_iteration) {
  const LoopNest nest = codegen::gemm_with_accumulator();
  expect_same_for_all_threads(nest, codegen::gemm_call(nest, {21, 17, 13}, "C"), {"i", "j"});
}

TEST(KernelsUnderTsan, launched_again_and_again_by_a_loop_around_them) {
  const LoopNest nest = codegen::jacobi_2d();
  expect_same_for_all_threads(nest, codegen::jacobi_2d_call(nest, {30, 20, 25}, "C"), {"i", "j"});
}

TEST(KernelsUnderTsan, that_read_and_leave_scalars_of_the_loop_around_them) {
  const LoopNest nest = codegen::scalars_across_loops();
  Call call(nest);
  call.set("n", std::int64_t{60});
  call.set("steps", std::int64_t{20});
  call.set("last", 0.5);
  for (const std::string name : {"x", "y", "z"}) {
    call.set_random_array(name, {60}, "C", 3);
  }
  expect_same_for_all_threads(nest, call, {"i"});
}

TEST(KernelsUnderTsan, that_fail_a_check_on_some_thread) {
  const LoopNest nest = frontend::nest_of(R"(
def f(x, y, n, p):
    for i in range(n):
        y[i] = x[i] + 12 // (i - p)
    return i
)");
  Call call(nest);
  call.set("n", std::int64_t{200});
  call.set("p", std::int64_t{150});
  call.set_random_array("x", {200}, "C", 1);
  call.set_random_array("y", {200}, "C", 2);
  const WatchedRegion region(nest, call, {"i"});
  for (const std::int32_t threads : kThreads) {
    set_thread_count(threads);
    for (int repetition = 0; repetition < 20; ++repetition) {
      region.run(call.clone(), LaunchResult::CheckFailed);
    }
  }
}

TEST(KernelsUnderTsan, whose_iterations_meet_are_seen) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto run_racy_loop = [] {
    const LoopNest nest = frontend::nest_of(R"(
def f(x, y, n):
    for i in range(n):
        y[0] = y[0] + x[i]
)");
    Call call(nest);
    call.set("n", std::int64_t{5000});
    call.set_random_array("x", {5000}, "C", 1);
    call.set_random_array("y", {1}, "C", 2);
    const WatchedRegion region(nest, call, {"i"});
    set_thread_count(4);
    for (int repetition = 0; repetition < 50; ++repetition) {
      region.run(call, LaunchResult::Finished);
    }
    std::exit(0);
  };
  constexpr int kRaceReported = 66;
  EXPECT_EXIT(run_racy_loop(), testing::ExitedWithCode(kRaceReported), "data race");
}

}  // namespace
}  // namespace autopar::runtime
