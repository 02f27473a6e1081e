#include "frontend/lower.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::LoopKind;
using loop_ir::Quality;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

// "scope context kind,kind,...": one line a nest.
std::vector<std::string> shapes_of(const std::string& text) {
  std::vector<std::string> shapes;
  for (const auto& nest : nests_of(text)) {
    std::string line = nest.scope_name + " " + std::string(autopar::name_of(nest.context));
    for (const loop_ir::Loop& loop : nest.loops) {
      line += " " + std::string(autopar::name_of(loop.kind)) + std::to_string(loop.depth);
    }
    shapes.push_back(line);
  }
  return shapes;
}

TEST(Lower, saxpy_is_a_nest_of_the_region_language) {
  const auto nest = nest_of(
      "def saxpy(a, x, y):\n"
      "    for i in range(len(x)):\n"
      "        y[i] = a * x[i] + y[i]\n");
  EXPECT_TRUE(nest.is_in_region_language());
  EXPECT_EQ(nest.context, loop_ir::Context::Func);
  EXPECT_EQ(nest.scope_name, "saxpy");
  EXPECT_THAT(nest.parameters, ElementsAre("a", "x", "y"));
  EXPECT_EQ(domain_of(nest, 0), "[0, len(x)) step 1");
  EXPECT_THAT(accesses_of(nest), ElementsAre("read x", "write i", "read a", "read i", "read x[i]",
                                             "read i", "read y[i]", "read i", "write y[i]"));
}

TEST(Lower, every_loop_of_every_scope_belongs_to_one_nest) {
  EXPECT_THAT(shapes_of("for i in a:\n"
                        "    while b:\n"
                        "        c = [j for j in d for k in e]\n"
                        "for i in a: pass\n"),
              ElementsAre(" Top For1 While2 Listcomp3 Listcomp4", " Top For1"));
  EXPECT_THAT(shapes_of("class A:\n"
                        "    for i in a: pass\n"
                        "    def f(self):\n"
                        "        async def g():\n"
                        "            async for i in a: pass\n"
                        "        for i in a: pass\n"),
              ElementsAre("A Class For1", "A.f.g Func AsyncFor1", "A.f Method For1"));
  EXPECT_THAT(shapes_of("f = lambda x: {i: j for i, j in x}\n"),
              ElementsAre("<lambda> Lambda Dictcomp1"));
}

TEST(Lower, a_function_inside_a_loop_has_nests_of_its_own) {
  EXPECT_THAT(shapes_of("for i in a:\n"
                        "    def f(x=[j for j in b]):\n"
                        "        for k in c: pass\n"),
              ElementsAre(" Top For1 Listcomp2", "f Func For1"));
  EXPECT_THAT(shapes_of("for i in a:\n    f(lambda: {j for j in b})\n"),
              ElementsAre(" Top For1", "<lambda> Lambda Setcomp1"));
}

TEST(Lower, loops_in_the_header_of_an_outermost_loop_are_nests_of_their_own) {
  EXPECT_THAT(shapes_of("for i in (j for j in a):\n    pass\n"),
              ElementsAre(" Top For1", " Top Genexp1"));
  EXPECT_THAT(shapes_of("x = [i for i in [j for j in a]]\n"),
              ElementsAre(" Top Listcomp1", " Top Listcomp1"));
  EXPECT_THAT(shapes_of("for k in b:\n    for i in [j for j in a]:\n        pass\n"),
              ElementsAre(" Top For1 For2 Listcomp2"));
  EXPECT_THAT(shapes_of("while any(j for j in a):\n    pass\n"),
              ElementsAre(" Top While1 Genexp2"));
}

TEST(Lower, loops_in_an_else_block_run_once_after_the_loop) {
  EXPECT_THAT(shapes_of("for i in a:\n    pass\nelse:\n    for j in b: pass\n"),
              ElementsAre(" Top For1", " Top For1"));
  EXPECT_THAT(shapes_of("for k in c:\n    for i in a:\n        pass\n    else:\n"
                        "        for j in b: pass\n"),
              ElementsAre(" Top For1 For2 For2"));
}

TEST(Lower, filters_of_a_comprehension_are_conditions) {
  const auto nest = nest_of("x = [f(i) for i in a if i > 0]\n");
  const auto& body = nest.loops[loop_ir::LoopNest::root()].body;
  ASSERT_EQ(body.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<loop_ir::If>(nest.statements[body.front()].node));
}

TEST(Lower, a_formatted_string_evaluates_its_values_and_what_its_formats_interpolate) {
  const auto nest = nest_of("for i in range(n):\n    s = f'{a!r:>{b:.{c}}} {d:.2e}'\n");
  EXPECT_THAT(refusals_of(nest), ElementsAre("FormattedString"));
  EXPECT_THAT(accesses_of(nest),
              ElementsAre("read n", "write i", "read a", "read b", "read c", "read d", "write s"));
}

TEST(Lower, names_that_python_may_take_for_one_another_leave_every_loop_unread) {
  const auto unread = [](const std::string& name) {
    const auto nest = nest_of("for i in a:\n    for j in b:\n        " + name + " = j\n");
    return refusals_of(nest) ==
           std::vector<std::string>{"UnknownStatement: names that Python may take for one another"};
  };
  EXPECT_FALSE(unread("x"));
  EXPECT_FALSE(unread("\xC3\xA9t\xC3\xA9_\xCE\xBB"));  // Latin and Greek letters
  EXPECT_TRUE(unread("\xCF\x95"));                     // the Greek phi symbol is the letter phi
  EXPECT_TRUE(unread("\xF0\x9D\x9B\xBC"));             // the mathematical alpha is the letter
  EXPECT_TRUE(unread("e\xCC\x81"));                    // e with a combining accent
  EXPECT_TRUE(unread("\xC2\xB5"));                     // the micro sign is the letter mu
}

TEST(Lower, an_index_that_is_a_tuple_of_less_than_two_is_one_index) {
  EXPECT_THAT(accesses_of(nest_of("for i in a:\n    x = b[()]\n")), Contains("read b[?]"));
  EXPECT_THAT(accesses_of(nest_of("for i in a:\n    x = b[(2,)]\n")), Contains("read b[?]"));
  EXPECT_THAT(accesses_of(nest_of("for i in a:\n    x = b[(2, 3)]\n")), Contains("read b[2][3]"));
}

TEST(Lower, damage_is_told_by_where_it_stands) {
  const auto quality = [](const std::string& text) { return nests_of(text).at(0).quality; };
  EXPECT_EQ(quality("for i in a:\n    b = i\n"), Quality::Clean);
  EXPECT_EQ(quality("for i in a:\n    b = i\nx = = 2\n"), Quality::Recovered);
  EXPECT_EQ(quality("for i in a:\n    b = = i\n"), Quality::Damaged);
  EXPECT_FALSE(nests_of("for i in a:\n    b = = i\n").at(0).is_in_region_language());
}

TEST(Lower, calls_are_resolved_after_import_aliases) {
  const auto resolved = [](const std::string& call) {
    const auto nest = nest_of(
        "import numpy as np, os.path\nfrom math import sqrt as root\n"
        "def f(x): x.y = 1\ndef g(x): print(x)\ndef h(x): return x + 1\n"
        "for i in a:\n    " +
        call + "\n");
    for (const loop_ir::Expression& expression : nest.expressions) {
      if (const auto* found = std::get_if<loop_ir::Call>(&expression.node)) {
        return found->resolved;
      }
    }
    return std::string("no call");
  };
  EXPECT_EQ(resolved("np.linalg.norm(i)"), "numpy.linalg.norm");
  EXPECT_EQ(resolved("os.path.join(i)"), "os.path.join");
  EXPECT_EQ(resolved("root(i)"), "math.sqrt");
  EXPECT_EQ(resolved("len(i)"), "len");
  EXPECT_EQ(resolved("g(i)"), "def for act g");
  EXPECT_EQ(resolved("f(i)"), "");
  EXPECT_EQ(resolved("h(i)"), "def h");
  EXPECT_EQ(resolved("i.append(1)"), ".append");
  EXPECT_EQ(resolved("i[0].append(1)"), ".append");
  EXPECT_EQ(resolved("i[0](1)"), "");
}

struct RefusalRow {
  const char* statement;
  const char* refusal;
};

void PrintTo(const RefusalRow& row, std::ostream* stream) { *stream << row.statement; }

class Refused : public testing::TestWithParam<RefusalRow> {};

TEST_P(Refused, a_construct_outside_the_language_says_why) {
  const auto nest =
      nests_of(std::string("for i in range(n):\n    ") + GetParam().statement + "\n").at(0);
  EXPECT_THAT(refusals_of(nest), Contains(GetParam().refusal));
}

constexpr RefusalRow kRefusals[] = {
    {"assert i", "Assert"},
    {"x = await i", "Await"},
    {"x = 99999999999999999999", "BigInteger"},
    {"class A: pass", "ClassDefinition"},
    {"x = [j for j in i]", "Comprehension"},
    {"x = = 1", "Damaged"},
    {"del i", "Delete"},
    {"x = [1]", "Display"},
    {"x = eval(i)", "DynamicCode: eval"},
    {"exec 'x'", "DynamicCode"},
    {"x = f'{i}'", "FormattedString"},
    {"def f(): pass", "FunctionDefinition"},
    {"global x", "GlobalDeclaration"},
    {"import x", "Import"},
    {"x = lambda: 0", "Lambda"},
    {"get_ipython().run_line_magic('time', '')", "Magic: get_ipython().run_line_magic"},
    {"match i:\n        case 1: pass", "Match"},
    {"(x := i)", "NamedExpression"},
    {"print i", "PrintStatement"},
    {"raise i", "Raise"},
    {"return i", "Return"},
    {"f(*i)", "Starred"},
    {"x = 'a'", "String"},
    {"try: pass\n    finally: pass", "Try"},
    {"f(i)", "UnknownCall: f"},
    {"type x = int", "UnknownStatement"},
    {"a.b = i", "UnknownTarget: a.b"},
    {"with i: pass", "With"},
    {"x = yield i", "Yield"},
    {"async for x in i: pass", "AsyncLoop"},
};

INSTANTIATE_TEST_SUITE_P(Rows, Refused, testing::ValuesIn(kRefusals));

TEST(Lower, what_is_too_deep_keeps_its_names) {
  std::string sum = "a";
  for (int term = 0; term < 400; ++term) {
    sum += " + b" + std::to_string(term % 7);
  }
  const auto nest = nest_of("for i in x:\n    s = " + sum + "\n");
  EXPECT_THAT(refusals_of(nest), Contains("TooDeep"));
  EXPECT_THAT(accesses_of(nest), Contains("whole write a"));
}

TEST(Lower, an_elif_chain_is_cut_off_where_it_nests_too_deep) {
  std::string text = "for i in x:\n    if i == 0:\n        s = 0\n";
  for (int branch = 1; branch < 2'000; ++branch) {
    text += "    elif i == 1:\n        s = 1\n";
  }
  EXPECT_THAT(refusals_of(nest_of(text)), Contains("TooDeep"));
}

TEST(Lower, broken_texts_are_lowered_without_a_crash) {
  for (const char* text : {"for",
                           "for i",
                           "for i in",
                           "for i in :",
                           "while",
                           "while :",
                           "[i for",
                           "[i for i in",
                           "(i for i in a if",
                           "for i in a:\n    x = \n",
                           "for i in a:\n    x[ = 1\n",
                           "lambda: [",
                           "for i in a:\n    try:\n",
                           "for i in a:\n    with\n",
                           "for i in a:\n  f(\n",
                           "for in in in:\n  in\n",
                           "for i in a:\n    x += \n",
                           "for i in a: else\n",
                           "for i in a:\n    del\n",
                           "for i in a:\n    def f(:\n",
                           "for i in a:\n    a.\n",
                           "for i in a:\n    match x:\n        case\n",
                           "for i in a:\n    import\n",
                           "for i in a:\n    from x import\n",
                           "for i in a:\n    x = y if\n",
                           "for i in a:\n  -\n",
                           "for i in a:\n    @\n",
                           "for i in a:\n    x: =\n",
                           "for i in a:\n    not\n",
                           "for i in a:\n    a <\n",
                           "for i in a:\n    break\nelse:\n    break\n"}) {
    nests_of(text);
  }
}

}  // namespace
}  // namespace autopar::frontend
