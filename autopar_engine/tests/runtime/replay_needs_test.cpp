#include "runtime/replay_needs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codegen/cpu_region.hpp"
#include "frontend/lower.hpp"

namespace autopar::runtime {
namespace {

using loop_ir::ArgumentFacts;
using loop_ir::ArrayArgument;
using loop_ir::DataType;
using loop_ir::FloatArgument;
using loop_ir::IntegerArgument;
using loop_ir::LoopNest;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Checks are not looked at here: the text has none.
constexpr std::string_view kWithoutChecks = "a[i] = 1;";
constexpr std::string_view kWithChecks = "a[place_in(i, n, &failed)] = 1;";

class ReplayNeedsTest : public testing::Test {
 protected:
  void read(const std::string& text) {
    const auto tree = syntax::SyntaxTree::parse(text);
    nest_ = frontend::lower_loops(*tree, {}).at(0);
  }

  void set(const std::string& name, loop_ir::LiveArgument argument) {
    arguments_[name] = std::move(argument);
  }

  // Of 100 elements, or 100 times 100.
  void set_arrays(const std::vector<std::string>& names, std::size_t rank = 1,
                  DataType type = DataType::Float64) {
    for (const std::string& name : names) {
      ArrayArgument array{type, {}, {}, 4096 * (1 + arguments_.size()) * 100, true};
      array.extents.assign(rank, 100);
      array.strides_bytes.assign(rank, loop_ir::size_bytes(type));
      if (rank == 2) {
        array.strides_bytes.front() *= 100;
      }
      set(name, array);
    }
  }

  // What the nest leaves in these names is looked at.
  ReplayNeeds needs(std::string_view text = kWithoutChecks,
                    const std::set<std::string>& read_after = {}) {
    ArgumentFacts facts;
    for (const auto name_id : nest_.names.ids()) {
      loop_ir::Name& name = nest_.names[name_id];
      name.is_read_after = read_after.contains(name.text);
      if (arguments_.contains(name.text)) {
        facts.arguments.emplace(name_id, arguments_.at(name.text));
      }
    }
    const auto types = typing::infer_types(nest_, facts, FloatMode::Exact);
    EXPECT_TRUE(types) << describe(types.error());
    return find_replay_needs(nest_, find_replay_traits(nest_, *types, facts, text), facts);
  }

  std::vector<std::string> remade() {
    std::vector<std::string> names;
    const ReplayNeeds found = needs();
    EXPECT_FALSE(found.may_stop);
    for (const auto name_id : found.remade_arrays) {
      names.push_back(nest_.names[name_id].text);
    }
    return names;
  }

  LoopNest nest_;
  std::map<std::string, loop_ir::LiveArgument> arguments_;
};

TEST_F(ReplayNeedsTest, an_array_that_is_only_written_is_remade) {
  read("for i in range(100):\n    a[i] = b[i] * 2.0\n");
  set_arrays({"a", "b"});
  EXPECT_THAT(remade(), ElementsAre("a"));
}

TEST_F(ReplayNeedsTest, an_array_that_is_read_first_is_not) {
  for (const std::string body : {"a[i] = a[i] * 2.0", "a[i] += b[i]", "a[i] = a[99 - i] + b[i]"}) {
    read("for i in range(100):\n    " + body + "\n");
    set_arrays({"a", "b"});
    EXPECT_THAT(remade(), IsEmpty()) << body;
  }
}

TEST_F(ReplayNeedsTest, cells_that_the_same_iteration_wrote_before_are_remade) {
  read(
      "for i in range(100):\n    for j in range(100):\n        a[i, j] = 0.0\n"
      "        for k in range(100):\n            a[i, j] = a[i, j] + b[i, k] * c[k, j]\n");
  set_arrays({"a", "b", "c"}, 2);
  EXPECT_THAT(remade(), ElementsAre("a"));
}

TEST_F(ReplayNeedsTest, extents_are_known_at_the_call) {
  read(
      "for i in range(a.shape[0]):\n    for j in range(a.shape[1]):\n        a[i, j] = 0.0\n"
      "        for k in range(c.shape[0]):\n"
      "            a[i, j] = a[i, j] + b[i, k] * c[k, j]\n");
  set_arrays({"a", "b", "c"}, 2);
  EXPECT_THAT(remade(), ElementsAre("a"));
}

TEST_F(ReplayNeedsTest, a_write_under_a_test_covers_no_read) {
  read("for i in range(100):\n    if b[i] > 1.0:\n        a[i] = b[i]\n    c[i] = a[i] * 2.0\n");
  set_arrays({"a", "b", "c"});
  EXPECT_THAT(remade(), ElementsAre("c"));
}

TEST_F(ReplayNeedsTest, a_write_that_comes_later_covers_no_read) {
  read(
      "for t in range(3):\n    for i in range(100):\n        c[i] = a[i] * 2.0\n        a[i] = "
      "b[i]\n");
  set_arrays({"a", "b", "c"});
  EXPECT_THAT(remade(), ElementsAre("c"));
}

TEST_F(ReplayNeedsTest, a_read_in_the_else_of_the_loop_is_not_covered) {
  read("for i in range(100):\n    a[i] = b[i] * 2.0\nelse:\n    c[0] = a[0] * 2.0\n");
  set_arrays({"a", "b", "c"});
  EXPECT_THAT(remade(), IsEmpty());
}

TEST_F(ReplayNeedsTest, checks_may_stop_a_run) {
  read("for i in range(100):\n    a[i] = b[i] * 2.0\n");
  set_arrays({"a", "b"});
  EXPECT_TRUE(needs(kWithChecks).may_stop);
  EXPECT_THAT(needs(kWithChecks).remade_arrays, IsEmpty());
  EXPECT_FALSE(needs(kWithoutChecks).may_stop);
}

TEST_F(ReplayNeedsTest, a_name_that_may_stay_without_a_value_may_stop_a_run) {
  set_arrays({"a", "b"});
  set("n", IntegerArgument{50});
  const auto may_stop = [this](const std::string& text, const std::set<std::string>& names) {
    read(text);
    return needs(kWithoutChecks, names).may_stop;
  };
  EXPECT_FALSE(may_stop("for i in range(n):\n    t = b[i]\n    a[i] = t\n", {"i", "t"}));
  EXPECT_FALSE(
      may_stop("for i in range(n):\n    for j in range(3):\n        s = t = b[i]\n"
               "        a[i] = t\n",
               {"i", "j", "s", "t"}));
  EXPECT_TRUE(may_stop("for i in range(n):\n    if b[i] > 1.0:\n        t = b[i]\n", {"t"}));
  EXPECT_TRUE(
      may_stop("for i in range(n):\n    if b[i] > 1.0:\n        continue\n    t = b[i]\n", {"t"}));
  EXPECT_TRUE(may_stop("for i in range(n):\n    for j in range(i):\n        a[i] = 1.0\n", {"j"}));
  EXPECT_FALSE(may_stop("for i in range(n):\n    for j in range(i):\n        a[i] = 1.0\n", {"i"}));
  set("t", FloatArgument{1.0, std::nullopt});
  EXPECT_FALSE(may_stop("for i in range(n):\n    if b[i] > 1.0:\n        t = 2.0\n", {"t"}));
}

TEST_F(ReplayNeedsTest, only_operations_of_numpys_floats_may_warn) {
  set_arrays({"a", "b"});
  set_arrays({"m"}, 1, DataType::Int64);
  set_arrays({"s"}, 1, DataType::Float32);
  set_arrays({"v"}, 1, DataType::Bool);
  set("p", FloatArgument{1.5, std::nullopt});
  set("q", FloatArgument{1.5, DataType::Float64});
  const std::map<std::string, bool> bodies = {
      {"a[i] = p * p", false},      {"a[i] = b[i]", false},
      {"m[i] = m[i]", false},       {"a[i] = m[i] + 1", false},
      {"a[i] = p + i", false},      {"a[i] = b[i] + p", true},
      {"a[i] += p", true},          {"a[i] = q * p", true},
      {"a[i] = -b[i]", true},       {"a[i] = m[i] / 2", true},
      {"m[i] += 2", false},         {"m[i] /= 2", true},
      {"v[i] /= i", true},          {"a[i] = s[i]", true},
      {"s[i] = p", true},           {"a[i] = 1.0 if b[i] > 0 else 2.0", true},
      {"a[i] = float(b[i])", true}, {"a[i] = np.isnan(p)", true}};
  for (const auto& [body, warns] : bodies) {
    read("import numpy as np\nfor i in range(100):\n    " + body + "\n");
    EXPECT_EQ(needs().may_warn, warns) << body;
  }
}

TEST_F(ReplayNeedsTest, long_runs_are_known) {
  set_arrays({"a", "b"});
  const auto is_long = [this](const std::string& text) {
    read(text);
    return needs().may_be_long;
  };
  EXPECT_FALSE(is_long("for i in range(100):\n    a[i] = b[i]\n"));
  EXPECT_TRUE(
      is_long("for t in range(100000000):\n    for i in range(100):\n        a[i] = b[i]\n"));
  EXPECT_TRUE(is_long("while a[0] > 1.0:\n    a[0] = b[0]\n"));
}

}  // namespace
}  // namespace autopar::runtime
