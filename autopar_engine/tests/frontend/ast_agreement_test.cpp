#include <gtest/gtest.h>

#include <fstream>

#include "tests/frontend/lowering_support.hpp"
#include "tests/frontend/python_ast.hpp"
#include "tests/frontend/structure.hpp"

namespace autopar::frontend {
namespace {

// Each becomes the value of an assignment in a loop.
constexpr const char* kExpressions[] = {
    "a + b * c - d",
    "a - b - c",
    "a ** b ** c",
    "-a ** b",
    "-a ** -b ** c",
    "(-a) ** b",
    "+a - -b + ~c",
    "not a in b",
    "not a == b and not c",
    "a or b and c or d",
    "(a or b) or c",
    "a or b or c",
    "(a and b) and c",
    "a and (b and c)",
    "a < b <= c != d",
    "a < (b < c)",
    "a is not b",
    "a not in b is c",
    "a if b else c if d else e",
    "(a if b else c) if d else e",
    "a if b or c else d and e",
    "a + (b if c else d)",
    "a | b ^ c & d << e + f * g ** h",
    "a @ b / c // d % e",
    "a << b >> c",
    "a - (b - c)",
    "a / b * c",
    "a % b ** -c",
    "not -a",
    "- not_a",
    "a[i][j].b(c)[d:e:f, ...].g",
    "a[-1] ** 2",
    "-a[i] ** 2",
    "-a.b",
    "-f(a) ** g(b)",
    "f(a, *b, k=c, **d)",
    "f(k=1, *b)",
    "a[:, ::2, 1:]",
    "a[(i, j)]",
    "a[i,]",
    "a[(i,)]",
    "a[()]",
    "(a, b)",
    "a, b",
    "(a,)",
    "()",
    "[a, (b, c)]",
    "{a: b, c: d}",
    "{a, b}",
    "0x1F + 0o17 + 0b11 + 1_000 + 123456789012345678901234567890",
    "1e3 + .5 + 5. + 1_0.2_5e-1_0 + 1e400 + 4.9e-324 + 0.1",
    "1j + 2.5J",
    "'a' 'b'",
    "f'a' 'b'",
    "f'{a}'",
    "f(lambda x: x + 1, key=lambda: 0)",
    "f(x for x in y)",
    "[x for x in y] + a",
    "a if (lambda: b) else c",
    "lambda: a if b else c",
    "(yield)",
    "(n := a + b) + c",
    "a == b == c",
    "not a < b",
    "a and not b or c",
    "~a ** b",
    "a.real.imag",
    "a if not b else c",
    "a <b> c",
    "True is None",
    "await_ + match - case * type",
    "print -1",
    "exec + print",
    "[*a.b, c]",
    "{*a[b]}",
    "*a.b(c)[d], e",
    "f(*a.b, **c.d)",
};

// Targets and statements whose form is more than that of an expression.
constexpr const char* kStatements[] = {
    "(a) = b", "(a), b = c", "a, (b) = c",    "a, = b",        "(a,) = b",    "[a] = b",
    "f(a),",   "a, b",       "(a, b), c = d", "a.b, c[d] = e", "a = (b) = c", "a, *b = c",
};

constexpr const char* kBinaryOperators[] = {"+", "-",  "*",  "/", "//", "%", "**",
                                            "@", "<<", ">>", "&", "|",  "^"};

// The expressions above, and every two binary operators side by side in every position.
std::vector<std::string> fixture_expressions() {
  std::vector<std::string> expressions(std::begin(kExpressions), std::end(kExpressions));
  for (const std::string left : kBinaryOperators) {
    for (const std::string right : kBinaryOperators) {
      expressions.push_back("a " + left + " b " + right + " c");
      expressions.push_back("-a " + left + " b " + right + " ~c " + left + " d");
      expressions.push_back("not a " + left + " b < c " + right + " d");
    }
  }
  return expressions;
}

std::string loop_around_each(const std::vector<std::string>& expressions) {
  std::string text;
  for (const std::string& expression : expressions) {
    text += "while True:\n    x = " + expression + "\n";
  }
  return text;
}

// Every compared statement of the nests is one that CPython sees, at the same place.
void expect_agreement(const std::string& text, const std::set<std::string>& seen_by_cpython,
                      const std::string& name) {
  for (const auto& nest : nests_of(text)) {
    if (nest.quality == loop_ir::Quality::Damaged) {
      ADD_FAILURE() << name << " has a damaged loop";
    }
    for (const std::string& line : statement_structures(nest)) {
      EXPECT_TRUE(seen_by_cpython.contains(line)) << name << ": " << line;
    }
  }
}

TEST(AstAgreement, precedence_and_associativity_are_those_of_cpython) {
  const auto expressions = fixture_expressions();
  const std::string text = loop_around_each(expressions);
  const std::string path = testing::TempDir() + "autopar_expressions.py";
  std::ofstream(path) << text;
  const auto seen = dump_ast({path});
  ASSERT_EQ(seen.at(0).size(), 2 * expressions.size());
  expect_agreement(text, seen.at(0), "fixture");
  EXPECT_EQ(nests_of(text).size(), expressions.size());
}

TEST(AstAgreement, targets_are_those_of_cpython) {
  std::string text;
  for (const char* statement : kStatements) {
    text += std::string("while True:\n    ") + statement + "\n";
  }
  const std::string path = testing::TempDir() + "autopar_statements.py";
  std::ofstream(path) << text;
  const auto seen = dump_ast({path});
  ASSERT_EQ(seen.at(0).size(), 2 * std::size(kStatements));
  expect_agreement(text, seen.at(0), "fixture");
}

}  // namespace
}  // namespace autopar::frontend
