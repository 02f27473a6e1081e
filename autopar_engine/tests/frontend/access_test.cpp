#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loop_ir/text.hpp"
#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;

const loop_ir::Access& last_access(const loop_ir::LoopNest& nest, const std::string& base,
                                   loop_ir::AccessMode mode) {
  const loop_ir::Access* last = nullptr;
  for (const loop_ir::Access& access : nest.accesses) {
    if (nest.names[access.base_id].text == base && access.mode == mode) {
      last = &access;
    }
  }
  EXPECT_NE(last, nullptr) << base;
  return *last;
}

TEST(Accesses, come_in_order_of_evaluation) {
  EXPECT_THAT(accesses_of(nest_of("for i in range(n):\n    a[b[i]] = c if d else e\n")),
              ElementsAre("read n", "write i", "read d", "read c", "read e", "read i", "read b[i]",
                          "write a[?]"));
}

TEST(Accesses, an_augmented_assignment_reads_before_it_writes) {
  EXPECT_THAT(accesses_of(nest_of("for i in range(n):\n    s += a[i]\n")),
              ElementsAre("read n", "write i", "read s", "read i", "read a[i]", "write s"));
}

TEST(Accesses, a_loop_over_a_sequence_reads_its_elements_inside) {
  const auto nest = nest_of("for x in a:\n    s += x\n");
  EXPECT_THAT(accesses_of(nest),
              ElementsAre("read a", "read a[loop0]", "write x", "read s", "read x", "write s"));
  EXPECT_TRUE(nest.accesses[loop_ir::AccessId(0)].loop_ids.empty());
  EXPECT_EQ(nest.accesses[loop_ir::AccessId(1)].loop_ids.size(), 1u);
}

TEST(Accesses, list_of_a_sequence_copies_it_before_the_loop) {
  const auto accesses = accesses_of(nest_of("for x in list(a):\n    a[0] = x\n"));
  EXPECT_EQ(accesses.front(), "whole read a");
}

TEST(Accesses, an_unknown_callee_may_change_its_arguments) {
  EXPECT_THAT(accesses_of(nest_of("for i in range(n):\n    f(a, b[i])\n")),
              IsSupersetOf({"whole read a", "whole write a", "read b[i]", "write b[i]"}));
}

TEST(Accesses, known_callees_leave_their_arguments_alone) {
  const auto nest = nest_of(
      "import math, numpy as np\n"
      "for i in range(n):\n    s = math.sqrt(a) + np.sum(b) + len(c) + abs(d)\n");
  EXPECT_THAT(accesses_of(nest), ElementsAre("read n", "write i", "read a", "whole read b",
                                             "read c", "read d", "write s"));
}

TEST(Accesses, a_name_that_the_text_defines_is_no_builtin) {
  const auto nest = nest_of("def len(x):\n    x.clear()\nfor i in range(n):\n    len(a)\n");
  EXPECT_THAT(accesses_of(nest), Contains("whole write a"));
}

TEST(Accesses, an_out_argument_is_written) {
  const auto nest = nest_of("import numpy as np\nfor i in y:\n    np.add(a, b, out=c)\n");
  EXPECT_THAT(accesses_of(nest), Contains("whole write c"));
}

TEST(Accesses, a_method_may_change_its_receiver) {
  EXPECT_THAT(accesses_of(nest_of("for x in y:\n    out.append(x)\n")),
              IsSupersetOf({"whole read out", "whole write out"}));
  EXPECT_THAT(accesses_of(nest_of("for x in y:\n    d[k].append(x)\n")), Contains("write d[k]"));
}

TEST(Accesses, another_name_for_an_object_is_a_whole_read) {
  EXPECT_THAT(accesses_of(nest_of("for i in x:\n    b = a\n")), Contains("whole read a"));
}

TEST(Accesses, the_value_of_a_name_that_is_subscripted_too_is_a_whole_read) {
  EXPECT_THAT(accesses_of(nest_of("for i in x:\n    a[i] = 0\n    s = a + 1\n")),
              Contains("whole read a"));
  EXPECT_THAT(accesses_of(nest_of("for i in x:\n    a[i] = len(a) + a.shape[0]\n")),
              Not(Contains("whole read a")));
  EXPECT_THAT(accesses_of(nest_of("for i in x:\n    a[i] = a.T[i]\n")), Contains("whole read a"));
}

TEST(Accesses, an_attribute_chain_is_one_name) {
  EXPECT_THAT(
      accesses_of(nest_of("for i in range(self.n):\n    self.a[i] = self.b\n")),
      ElementsAre("read self.n", "write i", "whole read self.b", "read i", "write self.a[i]"));
}

TEST(Accesses, a_stored_attribute_changes_its_object) {
  EXPECT_THAT(accesses_of(nest_of("for i in x:\n    self.n = i\n")),
              IsSupersetOf({"write self.n", "whole write self"}));
}

TEST(Accesses, an_attribute_of_an_object_that_changes_reads_the_object) {
  EXPECT_THAT(accesses_of(nest_of("while p:\n    s += p.v\n    p = p.next\n")),
              Contains("whole read p"));
}

TEST(Accesses, a_store_that_nobody_knows_where_is_a_store_without_a_form) {
  EXPECT_THAT(accesses_of(nest_of("for i in x:\n    (a if c else b)[i] = a[i]\n")),
              IsSupersetOf({"write a[?]", "write b[?]"}));
  EXPECT_THAT(accesses_of(nest_of("for p in x:\n    p.data[0] = 1\n")), Contains("write p[?]"));
  EXPECT_THAT(accesses_of(nest_of("for i in x:\n    a.flat[i] = a[i]\n")), Contains("write a[?]"));
  EXPECT_THAT(accesses_of(nest_of("import numpy as np\nfor i in x:\n    np.asarray(a)[i] = 1\n")),
              testing::AllOf(Contains("write a[?]"), Not(Contains("write np[?]"))));
}

// "1:n-1", "[i]", "?" for a subscript without a form, "~" for one of another dimension.
std::string subscripts_of(const std::string& loop, const std::string& base) {
  const auto nest = nest_of("import numpy as np\nm = np.ones(9)\n" + loop);
  const loop_ir::Access& access = last_access(nest, base, loop_ir::AccessMode::Write);
  const auto print = [&](const std::optional<loop_ir::AffineForm>& form) {
    return form ? loop_ir::print_affine(nest, *form) : "";
  };
  std::string text;
  for (const loop_ir::SubscriptDimension& dimension : access.dimensions) {
    const auto& slice = dimension.slice;
    text += text.empty() ? "" : ", ";
    text += dimension.is_shifted ? "~"
            : slice              ? print(slice->lower) + ":" + print(slice->upper) + ":" +
                          std::to_string(slice->step) +
                          (slice->extent ? " of " + print(slice->extent) : "")
            : dimension.affine ? print(dimension.affine)
                               : "?";
  }
  return text;
}

TEST(Accesses, a_slice_has_its_bounds_as_forms) {
  struct Row {
    const char* store;
    const char* subscripts;
  };
  const Row rows[] = {
      {"a[i, 1:n - 1]", "i, 1:n - 1:1"},
      {"a[i][1:3]", "i, 1:3:1"},
      {"a[2 * i:2 * i + 2]", "2*i:2*i + 2:1"},
      {"a[:, i]", "::1 of len(a), i"},
      {"a[i, :-1]", "i, :-1:1 of a.shape[1]"},
      {"a[i, ::-2]", "i, ::-2 of a.shape[1]"},
      {"a[i:j:2, k:3:n]", "i:j:2, ?"},
      {"a[i * i:, b[i]:]", "?, ?"},
      {"a[::0]", "?"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(subscripts_of("for i in range(9):\n    " + std::string(row.store) + " = 0\n", "a"),
              row.subscripts)
        << row.store;
  }
}

TEST(Accesses, an_extent_that_the_nest_may_change_stays_out_of_slices) {
  EXPECT_EQ(subscripts_of("for i in range(9):\n    a[i:] = 0\n    f(a)\n", "a"), "");
  EXPECT_EQ(subscripts_of("for i in range(9):\n    f(a)\n    a[i:] = 0\n", "a"), "i::1");
  EXPECT_EQ(subscripts_of("for i in range(9):\n    a = b\n    a[i:] = 0\n", "a"), "i::1");
}

TEST(Accesses, subscripts_of_another_dimension_have_no_form) {
  struct Row {
    const char* store;
    const char* subscripts;
  };
  const Row rows[] = {
      {"a[1:][i]", "1::1 of len(a), ~"},
      {"a[:, 1][i]", "::1 of len(a), 1, ~"},
      {"a[None, i]", "?, ~"},
      {"a[i, None]", "i, ?"},
      {"a[b > 0, i]", "?, ~"},
      {"a[~(b > 0), i]", "?, ~"},
      {"a[m, i]", "?, ~"},
      {"a[True, i]", "?, ~"},
      {"a[[0, 1], i]", "?, i"},
      {"a[[0, 1]][i]", "?, ~"},
      {"a[[b > 0], i]", "?, ~"},
      {"a[i & 1, i]", "?, i"},
      {"a[..., i]", "?, i"},
      {"a[..., i:]", "?, i::1"},
      {"a[i, 0] = a[..., i]", "?, ~"},
      {"a[0] = a[..., i]", "?, i"},
      {"a[..., 0][i]", "?, 0, ~"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(subscripts_of("for i in range(9):\n    " + std::string(row.store) + " = 0\n", "a"),
              row.subscripts)
        << row.store;
  }
}

TEST(Accesses, one_attribute_of_two_chains_may_be_one_place) {
  EXPECT_THAT(accesses_of(nest_of("for i in x:\n    q.v = i\n    a[i] = p.v\n")),
              Contains("whole read p"));
}

TEST(Accesses, the_length_of_what_is_changed_as_a_whole_is_a_whole_read) {
  EXPECT_THAT(accesses_of(nest_of("for i in x:\n    b.append(len(b))\n")),
              ElementsAre("read x", "read x[loop0]", "write i", "whole read b", "whole write b",
                          "whole read b"));
}

TEST(Accesses, branches_and_short_circuits_are_conditions) {
  const auto nest = nest_of("for i in x:\n    if c:\n        if d and e:\n            s = 1\n");
  EXPECT_EQ(last_access(nest, "e", loop_ir::AccessMode::Read).conditions.size(), 2u);
  EXPECT_EQ(last_access(nest, "s", loop_ir::AccessMode::Write).conditions.size(), 2u);
  const auto other = nest_of("for i in x:\n    if c:\n        pass\n    else:\n        s = 1\n");
  EXPECT_FALSE(last_access(other, "s", loop_ir::AccessMode::Write).conditions.at(0).holds);
}

TEST(Accesses, exits_make_accesses_skippable) {
  const auto is_skippable = [](const std::string& body) {
    const auto nest = nest_of("for i in x:\n" + body);
    return last_access(nest, "s", loop_ir::AccessMode::Write).is_skippable;
  };
  EXPECT_FALSE(is_skippable("    s = 1\n"));
  EXPECT_FALSE(is_skippable("    s = 1\n    if c:\n        continue\n"));
  EXPECT_TRUE(is_skippable("    if c:\n        continue\n    s = 1\n"));
  EXPECT_TRUE(is_skippable("    s = 1\n    if c:\n        break\n"));
  EXPECT_TRUE(is_skippable("    try:\n        s = 1\n    except E:\n        pass\n"));
  EXPECT_TRUE(is_skippable("    with c:\n        s = 1\n"));
  EXPECT_TRUE(is_skippable("    s = 1\n    if c:\n        raise E\n"));
  EXPECT_TRUE(is_skippable("    if c < d < (s := 1):\n        pass\n"));
}

TEST(Accesses, a_name_of_a_comprehension_is_not_the_one_outside) {
  const auto nest = nest_of("for i in range(n):\n    s = [i for i in x]\n    a[i] = s\n");
  EXPECT_THAT(elements_of(nest, loop_ir::AccessMode::Write), ElementsAre("a[i] Lin1"));
}

TEST(Accesses, statements_outside_the_language_still_write_their_names) {
  for (const char* statement : {"import b as s", "def s(): pass", "class s: pass", "del s",
                                "with f() as s: pass", "from b import s"}) {
    const auto nest = nest_of(std::string("for i in x:\n    ") + statement + "\n");
    EXPECT_THAT(accesses_of(nest), Contains("write s")) << statement;
    EXPECT_FALSE(nest.is_in_region_language()) << statement;
  }
}

}  // namespace
}  // namespace autopar::frontend
