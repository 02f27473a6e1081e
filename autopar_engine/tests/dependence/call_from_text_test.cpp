#include <gtest/gtest.h>

#include <iostream>
#include <random>

#include "dependence/analysis.hpp"
#include "tests/dependence/golden_nests.hpp"
#include "tests/dependence/random_seed.hpp"

// A call is decided from the text's analysis and its guards, or by an analysis with the facts of
// the call: two ways to one answer, put to the loops of the golden files with random arguments.
namespace autopar::dependence {
namespace {

using loop_ir::ArgumentFacts;
using loop_ir::ArrayArgument;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;

constexpr int kCallsOfEachNest = 20;

// Nothing for a name without subscripts.
std::optional<std::size_t> rank_of(const LoopNest& nest, NameId name_id) {
  for (const loop_ir::Access& access : nest.accesses) {
    if (access.base_id == name_id && access.kind == loop_ir::AccessKind::Element) {
      return access.dimensions.size();
    }
  }
  return std::nullopt;
}

class RandomCalls {
 public:
  explicit RandomCalls(std::uint64_t seed) : random_(seed) {}

  // Small arrays that often share memory, small ints, and some names without a fact. What the text
  // says of a name is so.
  ArgumentFacts call(const LoopNest& nest) {
    ArgumentFacts facts;
    const bool are_apart = below(2) == 0;
    std::uintptr_t address = 1 << 20;
    for (const NameId name_id : nest.names.ids()) {
      const loop_ir::Name& name = nest.names[name_id];
      const auto rank = rank_of(nest, name_id);
      if (name.constant) {
        facts.arguments[name_id] = loop_ir::IntegerArgument{*name.constant};
      } else if (below(12) == 0) {
        continue;
      } else if (rank && name.is_fresh && name.kind == loop_ir::BaseKind::Ndarray) {
        address += 1 << 20;
        facts.arguments[name_id] = array(*rank, address, 8);
        address += 1 << 20;
      } else if (rank && name.kind == loop_ir::BaseKind::Unknown) {
        facts.arguments[name_id] = array(*rank, address, below(12) == 0 ? 0 : 8);
        address += are_apart ? 1 << 20 : 8 * static_cast<std::uintptr_t>(below(3));
      } else if (!rank && !name.is_written) {
        facts.arguments[name_id] = loop_ir::IntegerArgument{below(12) - 1};
      }
    }
    return facts;
  }

 private:
  std::int64_t below(std::int64_t end) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(end));
  }

  ArrayArgument array(std::size_t rank, std::uintptr_t address, std::int64_t last_stride_bytes) {
    ArrayArgument array;
    array.data_type = below(2) == 0 ? loop_ir::DataType::Int64 : loop_ir::DataType::Float64;
    array.address = address;
    array.extents.resize(rank);
    array.strides_bytes.resize(rank);
    std::int64_t stride = last_stride_bytes;
    for (std::size_t dimension = rank; dimension-- > 0;) {
      array.extents[dimension] = 1 + below(16);
      array.strides_bytes[dimension] = stride;
      stride *= array.extents[dimension];
    }
    return array;
  }

  std::mt19937_64 random_;
};

bool is_proven_tied(Verdict verdict) {
  return verdict == Verdict::Seq || verdict == Verdict::Doacross || verdict == Verdict::Pipeline ||
         verdict == Verdict::Scan;
}

struct Agreement {
  int loops = 0;
  int parallel = 0;
  int equal = 0;
};

void compare(const LoopNest& nest, const ArgumentFacts& facts, const NestAnalysis& by_text,
             Agreement& agreement) {
  const NestAnalysis with_facts = analyze(nest, &facts);
  const std::vector<LoopVerdict> verdicts = verdicts_at_call(nest, by_text, facts);
  const std::vector<LoopVerdict> for_schedule = verdicts_for_schedule(nest, by_text, facts);
  ASSERT_EQ(verdicts.size(), with_facts.loops.size());
  ASSERT_EQ(for_schedule.size(), with_facts.loops.size());
  for (const LoopId loop_id : nest.loops.ids()) {
    const Verdict expected = with_facts.of(loop_id).verdict.verdict;
    const Verdict verdict = verdicts[loop_id.index()].verdict;
    EXPECT_FALSE(is_parallel(verdict) && is_proven_tied(expected))
        << nest.source_name << ": " << code_of(verdict) << ", " << code_of(expected);
    EXPECT_FALSE(is_proven_tied(verdict) && is_parallel(expected))
        << nest.source_name << ": " << code_of(verdict) << ", " << code_of(expected);
    const Verdict scheduled = for_schedule[loop_id.index()].verdict;
    EXPECT_EQ(is_parallel(scheduled), is_parallel(verdict))
        << nest.source_name << ": " << code_of(scheduled) << ", " << code_of(verdict);
    ++agreement.loops;
    agreement.parallel += is_parallel(verdict) ? 1 : 0;
    agreement.equal += verdict == expected ? 1 : 0;
  }
}

TEST(CallFromText, never_contradicts_the_analysis_of_the_call) {
  const std::uint64_t seed = random_seed();
  std::cout << "seed " << seed << " (AUTOPAR_TEST_SEED)\n";
  RandomCalls calls(seed);
  Agreement agreement;
  for (const LoopNest& nest : golden_nests()) {
    const NestAnalysis by_text = analyze(nest);
    for (int call = 0; call < kCallsOfEachNest; ++call) {
      compare(nest, calls.call(nest), by_text, agreement);
    }
  }
  std::cout << agreement.loops << " loops at calls, " << agreement.parallel << " parallel, "
            << agreement.equal << " with the verdict that the facts give\n";
  EXPECT_GT(agreement.parallel, agreement.loops / 10);
  EXPECT_GT(agreement.equal, agreement.loops / 2);
}

}  // namespace
}  // namespace autopar::dependence
