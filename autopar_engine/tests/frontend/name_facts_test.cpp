#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::BaseKind;
using loop_ir::Name;

ModuleFacts facts_of(std::initializer_list<std::string> cells) {
  ModuleFacts facts;
  for (const std::string& cell : cells) {
    add_facts(syntax::SyntaxTree::parse(cell).value(), facts);
  }
  return facts;
}

Name name_in(const std::string& text, const std::string& name, const ModuleFacts& facts = {}) {
  return name_of(nests_of(text, facts).at(0), name);
}

TEST(NameFacts, the_last_definition_before_the_loop_gives_the_kind) {
  const std::string text =
      "import numpy as np\na = [1]\na = np.zeros(3)\nfor i in range(3):\n    a[i] = 1\n";
  const Name name = name_in(text, "a");
  EXPECT_EQ(name.kind, BaseKind::Ndarray);
  EXPECT_EQ(name.element_type, "float64");
  EXPECT_EQ(name.defined_at, Stage::Loop);
  EXPECT_TRUE(name.is_fresh);
}

TEST(NameFacts, literals_of_one_kind_give_the_type_of_a_lists_elements) {
  const auto type_of = [](const std::string& list) {
    return name_in("a = " + list + "\nfor i in range(3):\n    a[i] = 1\n", "a").element_type;
  };
  EXPECT_EQ(type_of("[1, -2]"), "int");
  EXPECT_EQ(type_of("[1.5, -2.0]"), "float");
  EXPECT_EQ(type_of("[1, 2.0]"), "");
  EXPECT_EQ(type_of("[2j, 3J]"), "");
  EXPECT_EQ(type_of("[1.5j, -2.5j]"), "");
}

TEST(NameFacts, a_definition_that_a_path_avoids_makes_nothing_fresh) {
  EXPECT_FALSE(
      name_in("a = b\nif c:\n    a = [0]\nfor i in range(3):\n    a[i] = 1\n", "a").is_fresh);
  EXPECT_TRUE(
      name_in("if c:\n    a = [0]\n    for i in range(3):\n        a[i] = 1\n", "a").is_fresh);
}

TEST(NameFacts, a_kind_is_what_the_definitions_of_all_paths_have_in_common) {
  const std::string loop = "for i in range(3):\n    a[i] = 1\n";
  const auto kind_of = [&](const std::string& text, const ModuleFacts& facts = {}) {
    return name_in(text + loop, "a", facts).kind;
  };
  const std::string branch = "if c:\n    a = [0]\n";
  EXPECT_EQ(kind_of("a = [1]\n" + branch), BaseKind::List);
  EXPECT_EQ(kind_of("a = iter(b)\n" + branch), BaseKind::Unknown);
  EXPECT_EQ(kind_of("a = iter(b)\na = [1]\n" + branch), BaseKind::List);
  EXPECT_EQ(kind_of(branch + "else:\n    a = [1]\n"), BaseKind::List);
  EXPECT_EQ(kind_of(branch + "else:\n    a = f(b)\n"), BaseKind::Unknown);
  EXPECT_EQ(kind_of(branch), BaseKind::List);
  EXPECT_EQ(kind_of(branch, facts_of({"a = iter(b)\n"})), BaseKind::Unknown);
  EXPECT_EQ(kind_of("", facts_of({"a = iter(b)\n" + branch})), BaseKind::Unknown);
  EXPECT_EQ(kind_of("", facts_of({"a = [1]\n" + branch})), BaseKind::List);
  EXPECT_EQ(kind_of("a = [0]\ndef f():\n    global a\n    a = iter(b)\n"), BaseKind::Unknown);
  EXPECT_EQ(kind_of("", facts_of({"a = [0]\ndef f():\n    global a\n    a = iter(b)\n"})),
            BaseKind::Unknown);
  const std::string text =
      "def f(a):\n    if a is None:\n        a = [0]\n"
      "    for i in range(3):\n        a[i] = 1\n";
  EXPECT_EQ(name_in(text, "a").kind, BaseKind::Param);
}

TEST(NameFacts, a_name_that_the_nest_rebinds_is_not_fresh) {
  const std::string text = "a = [0]\nb = [0]\nfor i in range(3):\n    a[i] = 1\n    a, b = b, a\n";
  EXPECT_FALSE(name_in(text, "a").is_fresh);
}

TEST(NameFacts, a_name_that_a_function_rebinds_is_not_fresh) {
  const std::string text =
      "def f():\n    global a\n    a = b\na = [0]\nf()\nfor i in range(3):\n    a[i] = 1\n";
  EXPECT_FALSE(name_in(text, "a").is_fresh);
  const auto facts = facts_of({"def f():\n    global a\n    a = b\n", "a = [0]\n"});
  EXPECT_FALSE(name_in("for i in range(3):\n    a[i] = 1\n", "a", facts).is_fresh);
}

TEST(NameFacts, a_name_beside_exec_is_not_fresh) {
  const std::string text = "n = 3\na = [0]\nexec('a = b')\nfor i in range(n):\n    a[i] = 1\n";
  EXPECT_FALSE(name_in(text, "a").is_fresh);
  EXPECT_FALSE(name_in(text, "n").constant.has_value());
}

TEST(NameFacts, a_view_or_another_name_is_not_fresh) {
  for (const char* value :
       {"b", "b[1:]", "np.asarray(b)", "b.T", "f(b)", "np.array(b, copy=False)"}) {
    const std::string text =
        std::string("import numpy as np\na = ") + value + "\nfor i in range(3):\n    a[i] = 1\n";
    EXPECT_FALSE(name_in(text, "a").is_fresh) << value;
  }
}

TEST(NameFacts, earlier_cells_define_names_at_stage_notebook) {
  const auto facts = facts_of({"import numpy as np\nn = 10\n", "a = np.ones((n, n))\n"});
  const std::string text = "for i in range(n):\n    a[i, i] = np.sqrt(2)\n";
  EXPECT_EQ(name_in(text, "a", facts).kind, BaseKind::Ndarray);
  EXPECT_EQ(name_in(text, "a", facts).defined_at, Stage::Notebook);
  EXPECT_TRUE(name_in(text, "a", facts).is_fresh);
  EXPECT_EQ(name_in(text, "n", facts).constant, 10);
  EXPECT_EQ(name_in(text, "np", facts).imported_as, "numpy");
}

TEST(NameFacts, a_definition_that_needs_an_import_of_an_earlier_cell_is_known_at_stage_notebook) {
  const auto facts = facts_of({"import numpy as np\n"});
  const std::string text = "a = np.ones(3)\nb = [0]\nfor i in range(3):\n    a[i] = b[i]\n";
  EXPECT_EQ(name_in(text, "a", facts).defined_at, Stage::Notebook);
  EXPECT_EQ(name_in(text, "b", facts).defined_at, Stage::Loop);
}

TEST(NameFacts, a_later_cell_may_redefine_and_a_condition_makes_uncertain) {
  EXPECT_EQ(facts_of({"n = 1\n", "n = 2\n"}).definitions.at("n").constant, 2);
  EXPECT_EQ(facts_of({"n = 1\n", "n += 2\n"}).definitions.at("n").constant, std::nullopt);
  EXPECT_EQ(facts_of({"if c:\n    n = 1\n"}).definitions.at("n").constant, std::nullopt);
  EXPECT_FALSE(facts_of({"import a as b\n", "b = 1\n"}).imports.contains("b"));
}

TEST(NameFacts, imports_are_resolved_to_dotted_names) {
  const auto facts =
      facts_of({"import numpy as np, os.path\nfrom math import sqrt as root\n"
                "from numpy import *\nfrom .local import thing\n"});
  EXPECT_EQ(facts.import_of("np"), "numpy");
  EXPECT_EQ(facts.import_of("os"), "os");
  EXPECT_EQ(facts.import_of("root"), "math.sqrt");
  EXPECT_EQ(facts.import_of("unknown"), "");
  EXPECT_TRUE(facts.star_imports.contains("numpy"));
}

TEST(NameFacts, parameters_and_globals_are_told_apart) {
  const std::string text =
      "import numpy as np\ng = np.zeros(3)\ndef f(p):\n    l = [0]\n"
      "    for i in range(3):\n        p[i] = g[i] + l[i]\n";
  EXPECT_EQ(name_in(text, "p").kind, BaseKind::Param);
  EXPECT_EQ(name_in(text, "l").kind, BaseKind::List);
  EXPECT_TRUE(name_in(text, "l").is_fresh);
  EXPECT_EQ(name_in(text, "g").kind, BaseKind::Ndarray);
  EXPECT_FALSE(name_in(text, "g").is_fresh);
}

TEST(NameFacts, an_object_is_unseen_while_nothing_mentions_its_name) {
  const auto is_unseen = [](const std::string& lines) {
    return name_in("def f(p):\n" + lines + "    for i in range(3):\n        a[i] = 1\n", "a")
        .is_unseen;
  };
  EXPECT_TRUE(is_unseen("    a = p\n    print(a)\n    a = [0]\n    b = [1]\n"));
  EXPECT_TRUE(is_unseen("    a = [0]\n"));
  EXPECT_FALSE(is_unseen("    a = [0]\n    a[0] = p\n"));
  EXPECT_FALSE(is_unseen("    a = p\n"));
  EXPECT_FALSE(is_unseen("    a = [0]\n    print(a)\n"));
  EXPECT_FALSE(is_unseen("    a = [0]\n    if p:\n        p.append(a)\n"));
  EXPECT_FALSE(is_unseen("    b = a = [0]\n"));
  EXPECT_FALSE(is_unseen("    a = [0]\n    eval('p(a)')\n"));
  EXPECT_FALSE(is_unseen("    a = [0]\n    g = lambda: a\n"));
  EXPECT_TRUE(name_in("a = [0]\nfor i in range(3):\n    a[i] = 1\n", "a").is_unseen);
  const std::string loop = "for i in range(3):\n    a[i] = 1\n";
  EXPECT_FALSE(name_in(loop, "a", facts_of({"a = [0]\n"})).is_unseen);
}

TEST(NameFacts, an_array_of_numbers_stays_unseen_while_numbers_are_stored_in_it) {
  const auto is_unseen = [](const std::string& lines) {
    return name_in("import numpy as np\ndef f(p):\n    a = np.zeros((3, 3))\n" + lines +
                       "    for i in range(3):\n        a[i] = 1\n",
                   "a")
        .is_unseen;
  };
  EXPECT_TRUE(is_unseen("    a[0] = p\n"));
  EXPECT_TRUE(is_unseen("    a[0][1] = 1\n    a[0] += 1\n    a[1, 1], p = 1, 2\n"));
  EXPECT_FALSE(is_unseen("    b = a[0]\n"));
  EXPECT_FALSE(is_unseen("    a[0] = b[0] = a\n"));
  EXPECT_FALSE(is_unseen("    p[a] = 1\n"));
  EXPECT_FALSE(is_unseen("    a.flat[0] = 1\n"));
  EXPECT_FALSE(is_unseen("    a += 1\n"));
}

TEST(NameFacts, a_local_name_is_read_after_only_if_the_function_reads_it) {
  const auto is_read_after = [](const std::string& tail) {
    return name_in("def f(n):\n    for i in range(n):\n        s = i\n" + tail, "s").is_read_after;
  };
  EXPECT_FALSE(is_read_after("    return n\n"));
  EXPECT_TRUE(is_read_after("    return s\n"));
  EXPECT_TRUE(is_read_after("    return locals()\n"));
  EXPECT_TRUE(is_read_after("    return lambda: s\n"));
  EXPECT_FALSE(is_read_after("    return lambda s: s\n"));
}

TEST(NameFacts, a_name_of_a_module_may_be_read_by_whoever_comes_later) {
  const auto tree = syntax::SyntaxTree::parse("for i in x:\n    s = i\n").value();
  const auto never = [](std::string_view) { return false; };
  const auto later = [](std::string_view name) { return name == "s"; };
  EXPECT_TRUE(name_of(lower_loops(tree, {"c", {}, nullptr}).at(0), "s").is_read_after);
  EXPECT_FALSE(name_of(lower_loops(tree, {"c", {}, never}).at(0), "s").is_read_after);
  EXPECT_TRUE(name_of(lower_loops(tree, {"c", {}, later}).at(0), "s").is_read_after);
}

TEST(NameFacts, a_text_that_may_spell_a_name_otherwise_makes_earlier_definitions_uncertain) {
  ModuleFacts facts;
  add_facts(syntax::SyntaxTree::parse("import numpy\nx = [1]\n").value(), facts);
  EXPECT_TRUE(facts.definitions.contains("x"));
  add_facts(syntax::SyntaxTree::parse("\xF0\x9D\x91\xA5 = y\n").value(), facts);
  EXPECT_FALSE(facts.definitions.contains("x"));
  EXPECT_FALSE(facts.imports.contains("numpy"));
}

TEST(NameFacts, a_closure_cell_is_shared) {
  const std::string text =
      "def f(n):\n    for i in range(n):\n        s = i\n    def g():\n        return s\n";
  EXPECT_TRUE(name_in(text, "s").is_shared);
  EXPECT_FALSE(name_in(text, "i").is_shared);
}

}  // namespace
}  // namespace autopar::frontend
