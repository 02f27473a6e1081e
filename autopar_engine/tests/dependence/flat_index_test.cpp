#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <random>
#include <sstream>

#include "dependence/analysis.hpp"
#include "frontend/lower.hpp"
#include "tests/dependence/random_seed.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::LoopNest;

#ifdef NDEBUG
constexpr int kPrograms = 1'500;
#else
constexpr int kPrograms = 150;
#endif
constexpr std::int64_t kExtent = 60;

// A number as the text writes it, under values of n and m.
struct Number {
  std::string text;
  std::int64_t of_n = 0;
  std::int64_t of_m = 0;
  std::int64_t constant = 0;

  std::int64_t value(std::int64_t n, std::int64_t m) const {
    return of_n * n + of_m * m + constant;
  }
};

// row * length + column_factor * j + shift, row = i + row_shift.
struct Flat {
  std::int64_t row_shift = 0;
  Number length;
  std::int64_t column_factor = 1;
  Number shift;

  std::string text() const {
    std::ostringstream text;
    text << "(i + " << row_shift << ") * " << length.text << " + " << column_factor << " * j + "
         << shift.text;
    return text.str();
  }
  std::int64_t value(std::int64_t i, std::int64_t j, std::int64_t n, std::int64_t m) const {
    return (i + row_shift) * length.value(n, m) + column_factor * j + shift.value(n, m);
  }
};

// for i in range(first_row, rows): for j in range(first_column, columns): a[store] = a[load]
struct Program {
  Number first_row, rows, first_column, columns;
  bool is_triangular = false;
  Flat store, load;

  std::string text() const {
    std::ostringstream text;
    text << "def f(a, n, m):\n    for i in range(" << first_row.text << ", " << rows.text
         << "):\n        for j in range(" << (is_triangular ? "i" : first_column.text) << ", "
         << columns.text << "):\n            a[" << store.text() << "] = a[" << load.text()
         << "] + 1\n";
    return text.str();
  }
};

class Generator {
 public:
  explicit Generator(std::uint64_t first) : random_(first) {}

  Program make() {
    Program program;
    program.first_row = pick({constant(0), constant(0), constant(1)});
    program.rows = pick({kN, kM, constant(3)});
    program.first_column = pick({constant(0), constant(0), constant(1)});
    program.columns = pick({kN, kM, constant(4), plus(kN, -1), plus(kM, 1)});
    program.is_triangular = number(0, 5) == 0;
    const Number length = pick({kN, kN, kM, constant(4)});
    program.store = flat(length);
    program.load = number(0, 3) == 0 ? flat(pick({kN, kM})) : flat(length);
    return program;
  }

  std::int64_t number(std::int64_t lowest, std::int64_t highest) {
    return std::uniform_int_distribution<std::int64_t>(lowest, highest)(random_);
  }

 private:
  static Number constant(std::int64_t value) { return {std::to_string(value), 0, 0, value}; }
  static Number plus(const Number& number, std::int64_t value) {
    return {"(" + number.text + " + " + std::to_string(value) + ")", number.of_n, number.of_m,
            number.constant + value};
  }

  Flat flat(const Number& length) {
    return {number(0, 7) == 0 ? number(-1, 1) : 0, length,
            std::vector<std::int64_t>{1, 1, 1, -1, 2}[static_cast<std::size_t>(number(0, 4))],
            pick({constant(0), constant(0), constant(0), constant(1), constant(-1), kN,
                  plus(kN, -1), kM})};
  }

  Number pick(std::vector<Number> choices) {
    return choices[static_cast<std::size_t>(
        number(0, static_cast<std::int64_t>(choices.size()) - 1))];
  }

  const Number kN{"n", 1, 0, 0};
  const Number kM{"m", 0, 1, 0};
  std::mt19937_64 random_;
};

// What running the loops shows.
struct Truth {
  // A store and another access meet in different iterations of i, or of j within one i.
  bool is_carried[2] = {false, false};
  bool leaves_array = false;
};

struct Touch {
  std::int64_t i, j, cell;
};

Truth run(const Program& program, std::int64_t n, std::int64_t m) {
  std::vector<Touch> stores;
  std::vector<Touch> all;
  Truth truth;
  for (std::int64_t i = program.first_row.value(n, m); i < program.rows.value(n, m); ++i) {
    const std::int64_t first = program.is_triangular ? i : program.first_column.value(n, m);
    for (std::int64_t j = first; j < program.columns.value(n, m); ++j) {
      for (const Flat* flat : {&program.store, &program.load}) {
        const std::int64_t index = flat->value(i, j, n, m);
        truth.leaves_array = truth.leaves_array || index < -kExtent || index >= kExtent;
        const Touch touch{i, j, index < 0 ? index + kExtent : index};
        all.push_back(touch);
        if (flat == &program.store) {
          stores.push_back(touch);
        }
      }
    }
  }
  for (const Touch& store : stores) {
    for (const Touch& other : all) {
      if (store.cell == other.cell) {
        truth.is_carried[0] = truth.is_carried[0] || store.i != other.i;
        truth.is_carried[1] = truth.is_carried[1] || (store.i == other.i && store.j != other.j);
      }
    }
  }
  return truth;
}

loop_ir::ArgumentFacts facts_of(const LoopNest& nest, std::int64_t n, std::int64_t m) {
  loop_ir::ArgumentFacts facts;
  for (const loop_ir::NameId name_id : nest.names.ids()) {
    const std::string& text = nest.names[name_id].text;
    if (text == "a") {
      loop_ir::ArrayArgument array;
      array.extents = {kExtent};
      array.strides_bytes = {8};
      array.address = 1 << 20;
      facts.arguments[name_id] = array;
    } else if (text == "n" || text == "m") {
      facts.arguments[name_id] = loop_ir::IntegerArgument{text == "n" ? n : m};
    }
  }
  return facts;
}

// Parallel by all that is known, or if the printed guards hold.
// Of loops that carry nothing: the iterations of a reduction do meet.
bool carries_nothing(Verdict verdict) {
  return verdict == Verdict::Doall || verdict == Verdict::DoallPriv;
}

bool claims_parallel(const LoopAnalysis& loop) { return carries_nothing(loop.verdict.verdict); }

bool guards_claim_parallel(const LoopAnalysis& loop, const LoopNest& nest,
                           const loop_ir::ArgumentFacts& facts) {
  return loop.verdict.verdict == Verdict::Unknown && carries_nothing(loop.verdict_if_guarded) &&
         std::ranges::all_of(loop.assumptions, [&](const Assumption& assumption) {
           return evaluate(assumption, nest, facts) == true;
         });
}

LoopNest nest_of(const std::string& text) {
  const auto tree = syntax::SyntaxTree::parse(text).value();
  return frontend::lower_loops(tree, {"flat.py", {}, nullptr}).at(0);
}

TEST(FlatIndices, never_hide_a_dependence_that_running_the_loops_shows) {
  const std::uint64_t first = random_seed();
  RecordProperty("seed", std::to_string(first));
  std::cout << "AUTOPAR_TEST_SEED=" << first << '\n';
  Generator generator(first);
  int parallel_at_call = 0;
  int parallel_by_guard = 0;
  for (int count = 0; count < kPrograms; ++count) {
    const Program program = generator.make();
    const LoopNest nest = nest_of(program.text());
    const NestAnalysis by_text = analyze(nest);
    for (int call = 0; call < 4; ++call) {
      const std::int64_t n = generator.number(0, 5);
      const std::int64_t m = generator.number(0, 5);
      const Truth truth = run(program, n, m);
      if (truth.leaves_array) {
        continue;
      }
      const auto facts = facts_of(nest, n, m);
      const NestAnalysis at_call = analyze(nest, &facts);
      for (const loop_ir::LoopId loop_id : nest.loops.ids()) {
        const bool claims = claims_parallel(at_call.of(loop_id));
        const bool claims_by_guard =
            guards_claim_parallel(by_text.of(loop_id), by_text.nest, facts);
        parallel_at_call += claims ? 1 : 0;
        parallel_by_guard += claims_by_guard ? 1 : 0;
        EXPECT_FALSE((claims || claims_by_guard) && truth.is_carried[loop_id.index()])
            << program.text() << "n=" << n << " m=" << m << " loop " << loop_id.index();
      }
    }
  }
  EXPECT_GT(parallel_at_call, kPrograms / 10);
  EXPECT_GT(parallel_by_guard, 0);
}

}  // namespace
}  // namespace autopar::dependence
