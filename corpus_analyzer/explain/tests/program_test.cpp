#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

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
std::string write_program(const std::string& text, const std::string& suffix = "") {
  const std::string path = testing::TempDir() + "autopar_explain_test_" +
                           testing::UnitTest::GetInstance()->current_test_info()->name() + suffix +
                           ".py";
  std::ofstream(path) << text;
  return path;
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
  EXPECT_EQ(run_explain("notebook.ipynb").exit_code, 2);
}

TEST(Program, a_file_that_cannot_be_read_is_exit_code_1) {
  EXPECT_EQ(run_explain("no_such_file.py").exit_code, 1);
  EXPECT_THAT(run_explain("no_such_file.py").output,
              HasSubstr("cannot read no_such_file.py: No such"));
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
  EXPECT_THAT(outcome.output, HasSubstr("cannot read no_such_file.py: No such"));
  EXPECT_THAT(outcome.output, HasSubstr(run_explain(path).output));
}

TEST(Program, quiet_prints_nothing) {
  const Outcome outcome = run_explain("--quiet " + write_program("for i in x: pass\n"));
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.output, "");
}

}  // namespace
}  // namespace autopar::explain
