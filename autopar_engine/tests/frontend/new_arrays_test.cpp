#include "frontend/new_arrays.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "frontend/array_creations.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/new_arrays.hpp"
#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"
#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::DataType;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// A loop over i with this body, lowered for compilation.
LoopNest counted_nest(const std::string& body) {
  auto nests = counted_nests_of(
      "import numpy as np\nfrom numpy import float32 as single\n"
      "def f(a, b, n, m, x):\n    for i in range(n):\n        " +
      body + "\n");
  EXPECT_EQ(nests.size(), 1U);
  return nests.front();
}

std::vector<std::string> lines_of(const std::string& body) {
  return statements_of(counted_nest(body));
}

// Nothing where the call makes no array.
std::optional<DataType> type_of(const std::string& call) {
  const LoopNest nest = counted_nest("t = " + call + "\n        a[i] = t[0]");
  return nest.new_arrays.size() == 1 ? std::optional(nest.new_arrays.front().data_type)
                                     : std::nullopt;
}

TEST(NewArrays, are_filled_cell_by_cell) {
  EXPECT_THAT(lines_of("t = np.zeros(n)\n        t[0] = x"),
              ElementsAre("made = 1", "for fill in range(compiled value(n, t.shape[0]))",
                          "t[fill] = 0.0", "t[0] = x"));
  EXPECT_THAT(
      lines_of("t = np.ones((n + 1, len(a)), dtype=int)\n        a[i] = t[i, 0]"),
      ElementsAre("made = 1", "for fill in range(compiled value(n + 1, len(a), t.shape[0]))",
                  "for fill in range(t.shape[1])", "t[fill, fill] = 1", "a[i] = t[i, 0]"));
}

TEST(NewArrays, have_the_type_that_the_call_names) {
  EXPECT_EQ(type_of("np.zeros(n)"), DataType::Float64);
  EXPECT_EQ(type_of("np.empty(n, np.int8)"), DataType::Int8);
  EXPECT_EQ(type_of("np.zeros(dtype=single, shape=[n])"), DataType::Float32);
  EXPECT_EQ(type_of("np.ones((3,), bool)"), DataType::Bool);
  EXPECT_EQ(type_of("np.ones(a.shape[1], complex)"), DataType::Complex128);
  EXPECT_EQ(type_of("np.ones(n, np.bool)"), DataType::Bool);
  EXPECT_EQ(type_of("np.zeros(n, np.double)"), DataType::Float64);
  EXPECT_EQ(type_of("np.zeros(n, np.uint)"), DataType::Uint64);
  EXPECT_EQ(type_of("np.zeros(n, 'f4')"), DataType::Float32);
  EXPECT_EQ(type_of(R"(np.zeros(n, dtype="c16"))"), DataType::Complex128);
  EXPECT_EQ(type_of("np.zeros(n, '?')"), DataType::Bool);
  for (const char* call : {"np.zeros(n, 'float32')",
                           "np.zeros(n, '>f4')",
                           "np.zeros(n, 'f2')",
                           "np.zeros(n, b'f4')",
                           R"(np.zeros(n, """f4"""))",
                           "np.zeros(n, '')",
                           "np.zeros(n, 'f4' '')",
                           "np.zeros(n, f'f4')",
                           "np.zeros(n, np.longlong)",
                           "np.zeros(n, object)",
                           "np.zeros(n, np.float16)",
                           "np.zeros(n, a)",
                           "np.zeros(n, order='F')",
                           "np.zeros()",
                           "np.zeros(*a)",
                           "np.zeros((n, n, n, n))",
                           "np.zeros(a)[0]",
                           "np.zeros(a.shape)",
                           "np.zeros(n // 2)",
                           "np.zeros(a[0])",
                           "np.zeros(n, int, 'C')",
                           "np.zeros(n, n=2)",
                           "np.zeros(())",
                           "np.full(n, 0)",
                           "zeros(n)"}) {
    EXPECT_FALSE(type_of(call)) << call;
  }
}

TEST(NewArrays, are_no_inputs_but_their_extents_are) {
  const LoopNest nest = counted_nest("t = np.zeros((m, 2))\n        a[i] = t[i, 1]");
  ASSERT_THAT(nest.new_arrays, SizeIs(1));
  EXPECT_EQ(nest.names[nest.new_arrays.front().name_id].text, "t");
  EXPECT_FALSE(nest.names[nest.new_arrays.front().name_id].is_written);
  std::vector<std::string> names;
  for (const loop_ir::NameId name_id : loop_ir::live_in_names(nest)) {
    names.push_back(nest.names[name_id].text);
  }
  EXPECT_THAT(names, Contains("m"));
  EXPECT_TRUE(loop_ir::is_over_fill(nest, LoopId(1)));
  EXPECT_FALSE(loop_ir::is_of_text(nest, LoopId(2)));
  EXPECT_TRUE(loop_ir::is_made_in(nest, nest.new_arrays.front(), LoopId(0)));
  EXPECT_FALSE(loop_ir::is_made_in(nest, nest.new_arrays.front(), LoopId(1)));
  EXPECT_EQ(domain_of(nest, 1), "[0, len(t)) step 1");
}

TEST(NewArrays, are_used_behind_their_statement_in_its_block) {
  for (const char* body :
       {"t = np.zeros(n)\n        for j in range(len(t)):\n            t[j] += a[j]\n"
        "        b[i] = sum(t)",
        "t = np.zeros(n)\n        t[1:] = a[:-1]\n        b[i] = t[t.shape[0] - 1]",
        "t = np.zeros(n)\n        for v in t:\n            b[i] = v",
        "if x:\n            t = np.zeros(n)\n            b[i] = t[0]"}) {
    const LoopNest nest = counted_nest(body);
    EXPECT_THAT(nest.new_arrays, SizeIs(1)) << body;
    EXPECT_THAT(refusals_of(nest), IsEmpty()) << body;
  }
}

TEST(NewArrays, have_as_many_dimensions_as_the_call_says) {
  EXPECT_THAT(lines_of("t = np.zeros((m, 2))\n        t[i] = x"),
              ElementsAre("made = 1", "for fill in range(compiled value(m, 2, t.shape[0]))",
                          "for fill in range(t.shape[1])", "t[fill, fill] = 0.0",
                          "for cell in range(compiled slice length(0, t.shape[1], t.shape[1], 1))",
                          "t[i, cell] = x"));
  EXPECT_THAT(lines_of("t = np.zeros(m)\n        b[:] = t * x"), Contains("b[cell] = t[cell] * x"));
  EXPECT_THAT(lines_of("t = np.zeros(m)\n        b[i] = t"), Contains("b[i] = t"));
}

TEST(NewArrays, that_another_name_or_iteration_may_see_are_refused) {
  for (const char* body :
       {"b[i] = t[0]\n        t = np.zeros(n)",
        "if x:\n            t = np.zeros(n)\n        b[i] = t[0]",
        "if i:\n            b[i] = t[0]\n        else:\n            t = np.zeros(n)",
        "t = np.zeros(n)\n        b[i] = t[0]\n        t = np.ones(n)\n        b[i] = t[0]",
        "t = np.zeros(n)\n        u = t\n        u[0] = 1",
        "t = u = np.zeros(n)",
        "t = np.zeros(n)\n        b[i] = max(t)",
        "t = np.zeros(n)\n        a = t",
        "t = np.zeros(n)\n        t += 1",
        "t = np.zeros(n)\n        f(t)",
        "t = np.zeros(n)\n        u = b[i] = t",
        "t = np.zeros(n)\n        b[i] = u = t",
        "t = np.zeros(n)\n        b[i]: float = t",
        "t = np.zeros(n)\n        b[i] = f(t)",
        "t = np.zeros(n)\n        b[t] = x",
        "t = np.zeros(n)\n        b[i] = a[t]",
        "t, x = np.zeros(n), 1",
        "t = np.zeros(n)\n        b[i] = t.sum()",
        "t: int = np.zeros(n)",
        "t = np.zeros(n)\n        return t",
        "b[i] = np.zeros(n)[0]",
        "while t[0]:\n            t = np.zeros(n)",
        "t = np.zeros(t.shape[0])"}) {
    EXPECT_THAT(refusals_of(counted_nest(body)), Contains(HasSubstr("a new array"))) << body;
  }
}

TEST(NewArrays, that_are_refused_say_what_is_wrong) {
  const auto said = [](const std::string& body) {
    const auto refusals = refusals_of(counted_nest(body));
    return refusals.empty() ? "" : refusals.front();
  };
  const std::string use = "\n        a[i] = t[0]";
  EXPECT_THAT(said("t = np.zeros(n, 'f2')" + use), HasSubstr(": a new array of the type `'f2'`"));
  EXPECT_THAT(said("t = np.ones(n, np.float16)" + use), HasSubstr("of the type `np.float16`"));
  EXPECT_THAT(said("t = np.empty(n % 2)" + use), HasSubstr("with the extent `n % 2`"));
  EXPECT_THAT(said("t = np.empty(a.shape)" + use), HasSubstr("of the shape `a.shape`"));
  EXPECT_THAT(said("t = np.zeros(n, order='F')" + use),
              HasSubstr("than a shape and a dtype, `(n, order='F')`"));
  EXPECT_THAT(said("a[i] = np.zeros(n)[0]"), HasSubstr("no statement of its own"));
  EXPECT_THAT(said("t = np.zeros(n)\n        t = np.ones(n)"),
              HasSubstr("more than one statement"));
  EXPECT_THAT(said("t = np.zeros(n)\n        if x:\n            a = t"),
              HasSubstr("`t`, a new array of which `a = t` takes more"));
  EXPECT_THAT(said("t = np.zeros(n)\n        while t:\n            x = 1"),
              HasSubstr("of which `while t:...` takes more"));
  EXPECT_THAT(said("x = t[0]\n        t = np.zeros(n)"), HasSubstr("where `x = t[0]` uses it"));
}

TEST(NewArrays, that_are_refused_say_so_in_few_letters) {
  EXPECT_EQ(quoted_line("x = 1\ny = 2"), "`x = 1...`");
  EXPECT_EQ(quoted_line(""), "``");
  EXPECT_EQ(quoted_line(std::string(60, 'x')), "`" + std::string(60, 'x') + "`");
  EXPECT_EQ(quoted_line(std::string(61, 'x')), "`" + std::string(60, 'x') + "...`");
  const std::string letters(59, 'x');
  EXPECT_EQ(quoted_line(letters + "\xC3\xA4"), "`" + letters + "...`");
}

TEST(NewArrays, with_extents_that_change_are_refused) {
  for (const char* body :
       {"t = np.zeros(i)", "t = np.zeros(m)\n        m = 3", "t = np.zeros((2, i + 1))"}) {
    EXPECT_THAT(refusals_of(counted_nest(body)), Contains(HasSubstr("extents change"))) << body;
  }
}

TEST(NewArrays, survive_being_printed) {
  const LoopNest nest = counted_nest("t = np.zeros(n, np.int8)\n        a[i] = t[0]");
  const std::string text = loop_ir::print_nest(nest);
  const auto read = loop_ir::read_nest(text);
  ASSERT_TRUE(read);
  EXPECT_EQ(loop_ir::print_nest(*read), text);
}

TEST(NewArrays, are_none_as_the_study_reads_a_text) {
  EXPECT_THAT(nests_of("import numpy as np\nfor i in range(n):\n    t = np.zeros(n)\n"
                       "    a[i] = t[0]\n")
                  .front()
                  .new_arrays,
              IsEmpty());
}

}  // namespace
}  // namespace autopar::frontend
