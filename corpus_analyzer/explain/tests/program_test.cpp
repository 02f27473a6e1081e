#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace autopar::explain {
namespace {

using testing::HasSubstr;

struct Outcome {
  int exit_code = -1;
  std::string output;
};

// Standard output and error together.
Outcome run(const std::string& command) {
  std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  Outcome outcome;
  char buffer[4096];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, pipe)) {
    outcome.output.append(buffer, count);
  }
  outcome.exit_code = WEXITSTATUS(::pclose(pipe));
  return outcome;
}

Outcome run_explain(const std::string& arguments) { return run(AUTOPAR_EXPLAIN " " + arguments); }

// Tests run side by side, each in a process of its own: each has a file of its own.
std::string write_file(const std::string& text, const std::string& suffix) {
  const std::string path = testing::TempDir() + "autopar_explain_test_" +
                           testing::UnitTest::GetInstance()->current_test_info()->name() + suffix;
  std::ofstream(path) << text;
  return path;
}

std::string write_program(const std::string& text, const std::string& suffix = "") {
  return write_file(text, suffix + ".py");
}

// Cells are JSON strings without the quotes.
std::string write_notebook(const std::vector<std::string>& cells) {
  std::string text = R"({"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec":
      {"name": "python3", "display_name": "", "language": "python"}}, "cells": [)";
  for (std::size_t index = 0; index < cells.size(); ++index) {
    text += std::string(index == 0 ? "" : ",") +
            R"({"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null,)" +
            R"( "id": "c)" + std::to_string(index) + R"(", "source": ")" + cells[index] + "\"}";
  }
  return write_file(text + "]}", ".ipynb");
}

TEST(Program, help_and_version_are_printed) {
  EXPECT_EQ(run_explain("--help").exit_code, 0);
  EXPECT_THAT(run_explain("--help").output, HasSubstr("Exit codes"));
  EXPECT_EQ(run_explain("--version").exit_code, 0);
  EXPECT_THAT(run_explain("--version").output, testing::StartsWith("autopar-explain "));
}

TEST(Program, a_wrong_command_line_is_exit_code_2) {
  EXPECT_EQ(run_explain("").exit_code, 2);
  EXPECT_EQ(run_explain("--nothing x.py").exit_code, 2);
  EXPECT_EQ(run_explain("--dump=nothing x.py").exit_code, 2);
  EXPECT_EQ(run_explain("--source=fortran x.py").exit_code, 2);
  EXPECT_EQ(run_explain("--json --source=c x.py").exit_code, 2);
}

TEST(Program, a_file_that_cannot_be_read_is_exit_code_1) {
  EXPECT_EQ(run_explain("no_such_file.py").exit_code, 1);
  EXPECT_THAT(run_explain("no_such_file.py").output,
              HasSubstr("no_such_file.py: cannot be read: No such"));
  EXPECT_EQ(run_explain(testing::TempDir()).exit_code, 1);
}

TEST(Program, loops_are_explained_in_text_and_in_json) {
  const std::string path = write_program("for i in range(3):\n    s = '\"'\n");
  EXPECT_THAT(run_explain(path).output, HasSubstr("    1 | for i in range(3):\n      | ^ "));
  const Outcome json = run(AUTOPAR_EXPLAIN " --json " + path +
                           " | " AUTOPAR_TEST_PYTHON
                           " -c 'import json, sys; print(len(json.load(sys.stdin)[\"loops\"]))'");
  EXPECT_EQ(json.output, "1\n");
}

TEST(Program, an_empty_file_has_no_loops) {
  const std::string path = write_program("");
  EXPECT_EQ(run_explain(path).exit_code, 0);
  EXPECT_EQ(run_explain("--json " + path).exit_code, 0);
}

TEST(Program, source_without_a_compiled_loop_is_exit_code_3) {
  EXPECT_EQ(run_explain("--source c " + write_program("for i in x: print(i)\n")).exit_code, 3);
  EXPECT_EQ(run_explain("--source c " + write_program("for i in range(n): a[i] = 1.0\n")).exit_code,
            0);
}

TEST(Program, source_of_what_cannot_be_read_is_exit_code_1) {
  const std::string damaged = write_program("for i in range(:\n", "damaged");
  const std::string without_loops = write_program("x = 1\n", "without");
  for (const std::string& files : {damaged, damaged + " " + without_loops,
                                   without_loops + " " + damaged, without_loops + " none.py"}) {
    EXPECT_EQ(run_explain("--source c " + files).exit_code, 1) << files;
  }
  EXPECT_EQ(run_explain("--source c " + without_loops).exit_code, 3);
}

TEST(Program, several_files_are_explained_in_their_order_by_any_number_of_jobs) {
  std::string files;
  std::string expected;
  for (int number = 0; number < 8; ++number) {
    const std::string path = write_program("for i in x:\n    f(i)\n", "_" + std::to_string(number));
    files += " " + path;
    expected += run_explain(path).output;
  }
  EXPECT_EQ(run_explain("--jobs 1" + files).output, expected);
  EXPECT_EQ(run_explain("--jobs 3" + files).output, expected);
  EXPECT_EQ(run_explain("--jobs=0" + files).exit_code, 2);
  EXPECT_EQ(run_explain("--jobs=many" + files).exit_code, 2);
}

TEST(Program, a_file_that_cannot_be_read_leaves_the_others_explained) {
  const std::string path = write_program("for i in x:\n    f(i)\n");
  const Outcome outcome = run_explain("no_such_file.py " + path);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.output, HasSubstr("no_such_file.py: cannot be read: No such"));
  EXPECT_THAT(outcome.output, HasSubstr(run_explain(path).output));
}

// Python that gets the JSON as `report` and prints what `expression` is.
std::string ask_json(const std::string& path, const std::string& expression) {
  return run(AUTOPAR_EXPLAIN " --json " + path +
             " 2>/dev/null | " AUTOPAR_TEST_PYTHON
             " -c 'import json, sys; report = json.load(sys.stdin); print(" +
             expression + ")'")
      .output;
}

TEST(Damage, a_syntax_error_is_said_with_its_place_and_line) {
  const std::string path =
      write_program("x = 1\nfor i in a:\n    y = = 2\nfor j in b:\n    f(j)\n");
  const Outcome outcome = run_explain("--quiet " + path);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.output, HasSubstr(path + ":3:9: syntax error: "));
  EXPECT_THAT(outcome.output, HasSubstr("\n    3 |     y = = 2\n"));
}

TEST(Damage, a_damaged_loop_has_no_verdict_in_json_and_the_others_have) {
  const std::string path = write_program("for i in a:\n    y = = 2\nfor j in b:\n    print(j)\n");
  EXPECT_EQ(ask_json(path, R"([(each["quality"], each["verdict"]) for each in report["loops"]])"),
            "[('DAMAGED', None), ('RECOVERED', 'ORDERED_IO')]\n");
  EXPECT_EQ(ask_json(path, R"([(each["kind"], each["line"], each["column"]) for each in
                              report["problems"]])"),
            "[('SYNTAX', 2, 8)]\n");
}

TEST(Damage, a_file_beyond_the_limits_is_named_with_the_limit) {
  const std::string path =
      write_program("x = " + std::string(2000, '(') + "1" + std::string(2000, ')') + "\n");
  const Outcome outcome = run_explain(path);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.output, HasSubstr(path + ": not analyzed: nesting of "));
  EXPECT_EQ(ask_json(path, R"([each["kind"] for each in report["problems"]])"), "['LIMIT']\n");
}

TEST(Damage, a_file_that_cannot_be_read_is_a_problem_in_json) {
  EXPECT_EQ(ask_json("no_such_file.py", R"((report["loops"], report["problems"][0]["kind"]))"),
            "([], 'FILE')\n");
}

TEST(Program, quiet_prints_nothing) {
  const Outcome outcome = run_explain("--quiet " + write_program("for i in x: pass\n"));
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.output, "");
}

TEST(Notebook, cells_with_loops_are_printed_under_their_index) {
  const std::string path = write_notebook({"x = 1", R"(for i in range(3):\n    print(i))"});
  const Outcome outcome = run_explain(path);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.output,
              testing::StartsWith(path + "[1]\n    1 | for i in range(3):\n      | ^ "));
  EXPECT_THAT(outcome.output, testing::Not(HasSubstr("x = 1")));
}

TEST(Notebook, a_cell_is_read_with_the_imports_of_those_before_it) {
  const std::string loop = R"(for i in range(9):\n    m.seed(i))";
  EXPECT_THAT(run_explain(write_notebook({"import random as m", loop})).output,
              HasSubstr("RNG_STREAM"));
  EXPECT_THAT(run_explain(write_notebook({loop, "import random as m"})).output,
              testing::Not(HasSubstr("RNG_STREAM")));
}

TEST(Notebook, lines_are_those_of_the_cell) {
  const std::string path =
      write_notebook({R"(!echo a \\\n  b\nfor i in range(1, 9):\n    x[i] = x[i - 1])"});
  EXPECT_THAT(run_explain(path).output, HasSubstr("    3 | for i in range(1, 9):\n      | ^ "));
  EXPECT_THAT(run_explain("--json " + path).output, HasSubstr("\"cell\": 0,\n      \"line\": 3,"));
}

TEST(Notebook, the_line_of_what_is_not_compiled_is_that_of_the_cell) {
  const std::string path = write_notebook({R"(!echo a \\\n  b\nfor i in range(9):\n    f(i))"});
  EXPECT_THAT(run_explain("--source=c " + path).output, HasSubstr("f (line 4)\n"));
}

TEST(Notebook, cells_are_printed_as_they_stand) {
  const std::string path = write_notebook({R"(%matplotlib inline\n%time for i in x: f(i))"});
  const Outcome outcome = run_explain(path);
  EXPECT_THAT(outcome.output, HasSubstr("    1 | %matplotlib inline\n"
                                        "    2 | %time for i in x: f(i)\n      |       ^ "));
  EXPECT_THAT(outcome.output, testing::Not(HasSubstr("get_ipython")));
  EXPECT_THAT(run_explain("--json " + path).output, HasSubstr("\"line\": 2,\n      \"column\": 6"));
}

TEST(Notebook, a_cell_magic_keeps_its_line) {
  const std::string path = write_notebook({R"(\n%%time\nfor i in range(9):\n    print(i))"});
  EXPECT_THAT(run_explain(path).output,
              HasSubstr("    1 | \n    2 | %%time\n    3 | for i in range(9):\n      | ^ ORDERED"));
}

TEST(Notebook, a_damaged_cell_is_printed_and_leaves_the_others_explained) {
  const std::string path = write_notebook({R"(!echo a\nx = = 1)", R"(for i in y:\n    print(i))"});
  const Outcome outcome = run_explain(path);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.output, HasSubstr(path + "[0]:2:5: syntax error: "));
  EXPECT_THAT(outcome.output, HasSubstr(path + "[0]\n    1 | !echo a\n    2 | x = = 1\n"));
  EXPECT_THAT(outcome.output, HasSubstr("ORDERED_IO"));
}

TEST(Notebook, a_cell_beyond_the_limits_is_named_with_the_limit) {
  const std::string path =
      write_notebook({"x = " + std::string(2000, '(') + "1" + std::string(2000, ')'),
                      R"(for i in y:\n    print(i))"});
  const Outcome outcome = run_explain(path);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.output, HasSubstr(path + "[0]: not analyzed: nesting of "));
  EXPECT_THAT(outcome.output, HasSubstr("ORDERED_IO"));
}

TEST(Notebook, every_output_takes_one) {
  const std::string path = write_notebook({"n = 9", R"(for i in range(n):\n    a[i] = 1.0)"});
  EXPECT_THAT(run_explain("--dump=verdicts " + path).output, HasSubstr(path + "[1]:1:1: "));
  EXPECT_THAT(run_explain("--source=c " + path).output, HasSubstr("// " + path + "[1]:1\n"));
  EXPECT_EQ(run_explain("--source=c " + path).exit_code, 0);
}

TEST(Notebook, what_is_no_python_notebook_is_exit_code_1) {
  EXPECT_EQ(run_explain("no_such_notebook.ipynb").exit_code, 1);
  EXPECT_THAT(run_explain(write_file("{\"cells\": [", ".ipynb")).output,
              HasSubstr("cannot be read as a notebook: the file is no JSON (BAD_JSON)"));
  EXPECT_THAT(run_explain(write_file("[]", ".ipynb")).output, HasSubstr("(NOT_OBJECT)"));
  const std::string julia = R"({"nbformat": 4, "nbformat_minor": 5, "cells": [],
      "metadata": {"kernelspec": {"name": "j", "display_name": "", "language": "julia"}}})";
  EXPECT_THAT(run_explain(write_file(julia, ".ipynb")).output,
              HasSubstr("language is julia, not python"));
}

}  // namespace
}  // namespace autopar::explain
