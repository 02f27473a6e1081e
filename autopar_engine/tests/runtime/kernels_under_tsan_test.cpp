// The pool, the launch and compiled kernels under ThreadSanitizer, without a Python: this program,
// what it tests and the kernels are compiled with -fsanitize=thread, in every build.

#include <gtest/gtest.h>

#include <cstdlib>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "codegen/cpu_region.hpp"
#include "runtime/call_plan.hpp"
#include "runtime/live_objects/launch.hpp"
#include "runtime/live_objects/private_copies.hpp"
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

// Of the arrays that a loop makes in each iteration.
enum class Copies : std::uint8_t { OneForEachThread, OneForAll };

// A region as machine code that ThreadSanitizer watches.
class WatchedRegion {
 public:
  // parallel: the indices of the loops that are taken for parallel.
  WatchedRegion(const LoopNest& nest, const Call& call, const std::vector<std::string>& parallel)
      : nest_(nest) {
    specialization_->schedule = codegen::schedule_for(nest, parallel);
    const codegen::CpuRegion region = print_cpu_region(
        nest, types_of(nest, call), specialization_->schedule, call.specialization());
    compiled().layout = region.layout;
    compiled().text = region.text;
    load(region);
    // As many parts as there may be, and a look at signals between some of them.
    sizes_.assign(region.kernel_count, LaunchSizes{1, 23});
  }

  // What the region left in its frame; the arrays of the call are written.
  std::vector<std::int64_t> run(const Call& call, LaunchResult expected,
                                Copies copies = Copies::OneForEachThread) const {
    auto frame = fill_frame(compiled().layout, call.facts());
    EXPECT_TRUE(frame);
    PrivateCopies private_copies;
    EXPECT_TRUE(private_copies.take(
        nest_, {.facts = call.facts(), .specialization = specialization_}, frame->data()));
    if (copies == Copies::OneForAll) {
      share_copies(*frame);
    }
    EXPECT_EQ(launch_region(compiled(), sizes_, frame->data(), 0, private_copies.most_threads()),
              expected);
    std::vector<std::int64_t> left;
    for (const codegen::ScalarField& field : compiled().layout.scalars) {
      if (field.is_output && expected == LaunchResult::Finished) {
        left.push_back((*frame)[field.value_slot].integer);
        left.push_back((*frame)[field.type_slot()].integer);
      }
    }
    return left;
  }

 private:
  CompiledRegion& compiled() { return specialization_->compiled; }
  [[nodiscard]] const CompiledRegion& compiled() const { return specialization_->compiled; }

  void share_copies(std::vector<codegen::FrameSlot>& frame) const {
    for (const codegen::ArrayField& field : compiled().layout.arrays) {
      if (field.copies_slot) {
        frame[field.copy_stride_slot()].integer = 0;
      }
    }
  }

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
    compiled().function = opened->find<codegen::RegionFunction>(codegen::kRegionName);
    for (std::uint32_t number = 0; number < region.kernel_count; ++number) {
      compiled().kernels.push_back(
          opened->find<codegen::KernelFunction>(codegen::kernel_name(number).c_str()));
    }
  }

  const LoopNest& nest_;
  std::shared_ptr<Specialization> specialization_ = std::make_shared<Specialization>();
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

LoopNest loop_with_a_new_array() {
  return frontend::counted_nests_of(R"(
import numpy as np
def f(a, b, n, m):
    for i in range(n):
        t = np.zeros(m)
        for j in range(m - 1):
            t[m - 1 - j] += a[i, j] * 2
        for j in range(m):
            b[i, j] = t[j] + t[m - 1 - j]
    return t
)")
      .at(0);
}

Call new_array_call(const LoopNest& nest) {
  constexpr std::int64_t kRows = 400;
  constexpr std::int64_t kColumns = 30;
  Call call(nest);
  call.set("n", kRows);
  call.set("m", kColumns);
  call.set_random_array("a", {kRows, kColumns}, "C", 1);
  call.set_random_array("b", {kRows, kColumns}, "C", 2);
  call.set_random_array("t", {kColumns}, "C", 3);
  return call;
}

TEST(KernelsUnderTsan, that_make_an_array_in_each_iteration) {
  const LoopNest nest = loop_with_a_new_array();
  ASSERT_EQ(nest.new_arrays.size(), 1U);
  expect_same_for_all_threads(nest, new_array_call(nest), {"i"});
}

constexpr int kRaceReported = 66;

TEST(KernelsUnderTsan, whose_threads_share_the_array_of_an_iteration_are_seen) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto run_with_one_copy = [] {
    const LoopNest nest = loop_with_a_new_array();
    const Call call = new_array_call(nest);
    const WatchedRegion region(nest, call, {"i"});
    set_thread_count(4);
    for (int repetition = 0; repetition < 50; ++repetition) {
      region.run(call, LaunchResult::Finished, Copies::OneForAll);
    }
    std::exit(0);
  };
  EXPECT_EXIT(run_with_one_copy(), testing::ExitedWithCode(kRaceReported), "data race");
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
  EXPECT_EXIT(run_racy_loop(), testing::ExitedWithCode(kRaceReported), "data race");
}

}  // namespace
}  // namespace autopar::runtime
