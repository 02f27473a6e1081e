#include "schedule/schedule.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schedule/choose_parallel_loops.hpp"
#include "schedule/legality.hpp"
#include "tests/codegen/call.hpp"
#include "tests/codegen/programs.hpp"
#include "tests/frontend/lowering_support.hpp"

namespace autopar::schedule {
namespace {

using codegen::schedule_for;
using codegen::verdicts_for;
using loop_ir::LoopNest;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr LoopRole kSequential = LoopRole::Sequential;
constexpr LoopRole kThreads = LoopRole::Threads;
constexpr LoopRole kGrid = LoopRole::Grid;

TEST(ChooseParallelLoops, gives_threads_to_the_outermost_parallel_loop_alone) {
  EXPECT_THAT(schedule_for(codegen::gemm(), {"i", "j"}).roles,
              ElementsAre(kThreads, kSequential, kSequential));
  EXPECT_THAT(schedule_for(codegen::gemm(), {"j"}).roles,
              ElementsAre(kSequential, kThreads, kSequential));
}

TEST(ChooseParallelLoops, leaves_everything_sequential_without_a_parallel_verdict) {
  EXPECT_FALSE(schedule_for(codegen::gemm(), {}).has_parallel_loops());
}

TEST(ChooseParallelLoops, keeps_loops_around_several_parallel_nests_sequential) {
  EXPECT_THAT(schedule_for(codegen::jacobi_2d(), {"i", "j"}).roles,
              ElementsAre(kSequential, kThreads, kSequential, kThreads, kSequential));
}

TEST(ChooseParallelLoops, gives_a_gpu_whole_bands) {
  EXPECT_THAT(schedule_for(codegen::gemm(), {"i", "j"}, Target::Gpu).roles,
              ElementsAre(kGrid, kGrid, kSequential));
  EXPECT_THAT(schedule_for(codegen::jacobi_2d(), {"i", "j"}, Target::Gpu).roles,
              ElementsAre(kSequential, kGrid, kGrid, kGrid, kGrid));
}

TEST(ChooseParallelLoops, ends_a_band_where_bounds_change_or_statements_stand_between) {
  EXPECT_THAT(schedule_for(codegen::triangle(), {"i", "j"}, Target::Gpu).roles,
              ElementsAre(kGrid, kSequential));
  EXPECT_THAT(schedule_for(codegen::gemm_with_accumulator(), {"i", "j", "k"}, Target::Gpu).roles,
              ElementsAre(kGrid, kGrid, kSequential));
}

TEST(ChooseParallelLoops, takes_no_reduction_although_its_verdict_is_parallel) {
  const LoopNest nest = codegen::total();
  std::vector<LoopVerdict> verdicts = verdicts_for(nest, {"i"});
  verdicts[0].verdict = Verdict::Reduce;
  EXPECT_FALSE(choose_parallel_loops(nest, verdicts, Target::Cpu).has_parallel_loops());
}

TEST(ChooseParallelLoops, takes_no_loop_whose_iterations_need_arrays_of_their_own) {
  const LoopNest nest = codegen::gemm();
  std::vector<LoopVerdict> verdicts = verdicts_for(nest, {"i"});
  verdicts[0].verdict = Verdict::DoallPriv;
  verdicts[0].transformations = {{TransformationKind::Privatize, "t", ""}};
  EXPECT_TRUE(choose_parallel_loops(nest, verdicts, Target::Cpu).has_parallel_loops());
  verdicts[0].transformations.push_back({TransformationKind::PrivatizeArray, "b[...]", ""});
  EXPECT_FALSE(choose_parallel_loops(nest, verdicts, Target::Cpu).has_parallel_loops());
}

TEST(ChooseParallelLoops, keeps_a_triangle_whose_inner_index_is_read_afterwards_from_a_gpu_alone) {
  LoopNest nest = codegen::triangle();
  EXPECT_EQ(schedule_for(nest, {"i"}, Target::Gpu).roles[0], kGrid);
  for (const loop_ir::NameId name_id : nest.names.ids()) {
    nest.names[name_id].is_read_after = nest.names[name_id].text == "j";
  }
  EXPECT_EQ(schedule_for(nest, {"i"}, Target::Gpu).roles[0], kSequential);
  EXPECT_EQ(schedule_for(nest, {"i"}).roles[0], kThreads);
}

std::vector<std::string> violations(const LoopNest& nest, const std::vector<std::string>& parallel,
                                    std::vector<LoopRole> roles) {
  return check_legal(nest, verdicts_for(nest, parallel), {std::move(roles)});
}

TEST(CheckLegal, finds_nothing_in_a_sequential_schedule) {
  const LoopNest nest = codegen::jacobi_2d();
  EXPECT_THAT(check_legal(nest, verdicts_for(nest, {}), sequential_schedule(nest)), IsEmpty());
}

TEST(CheckLegal, names_the_loop_that_has_no_parallel_verdict) {
  EXPECT_THAT(violations(codegen::gemm(), {"i"}, {kSequential, kThreads, kSequential}),
              ElementsAre(HasSubstr("line 4 has no verdict")));
}

TEST(CheckLegal, rejects_threads_inside_threads) {
  EXPECT_THAT(violations(codegen::gemm(), {"i", "j"}, {kThreads, kThreads, kSequential}),
              ElementsAre(HasSubstr("inside another")));
}

TEST(CheckLegal, rejects_a_band_whose_bounds_change) {
  EXPECT_THAT(violations(codegen::triangle(), {"i", "j"}, {kGrid, kGrid}),
              ElementsAre(HasSubstr("inside another")));
}

TEST(CheckLegal, rejects_schedules_of_other_nests) {
  EXPECT_FALSE(violations(codegen::gemm(), {}, {kSequential}).empty());
}

TEST(CheckLegal, rejects_a_parallel_loop_that_writes_its_own_bound) {
  const LoopNest nest = frontend::nest_of(R"(
def f(n, m):
    for t in range(n):
        for i in range(m):
            m = 3
)");
  EXPECT_THAT(violations(nest, {"i"}, {kSequential, kThreads}),
              ElementsAre(HasSubstr("what its bounds are made of")));
}

TEST(CheckLegal, rejects_a_grid_that_leaves_a_scalar_not_bound_in_every_iteration) {
  const LoopNest nest = frontend::nest_of(R"(
def f(x, n, m):
    for t in range(n):
        for i in range(m):
            for j in range(i):
                s = 1
        x[t] = s
)");
  EXPECT_THAT(violations(nest, {"i"}, {kSequential, kGrid, kSequential}),
              ElementsAre(HasSubstr("may bind `s`")));
  EXPECT_THAT(violations(nest, {"i"}, {kSequential, kThreads, kSequential}), IsEmpty());
}

}  // namespace
}  // namespace autopar::schedule
