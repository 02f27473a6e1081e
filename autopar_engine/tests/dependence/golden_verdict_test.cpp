#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "tests/dependence/loop_summary.hpp"

namespace autopar::dependence {
namespace {

// Each file's first line is "# " and the right summary of its loops, written by hand. Where the
// analysis says less, the file has a line in known_differences.txt with what it says and why.
std::vector<std::filesystem::path> golden_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(AUTOPAR_GOLDEN_VERDICTS)) {
    if (entry.path().extension() == ".py") {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

struct GoldenFile {
  std::string verdicts;
  std::string source;
};

GoldenFile read_golden(const std::filesystem::path& path) {
  std::ifstream file(path);
  GoldenFile golden;
  std::getline(file, golden.verdicts);
  std::ostringstream rest;
  rest << file.rdbuf();
  golden.source = rest.str();
  return golden;
}

// For each file listed in known_differences.txt, `FILE: SUMMARY | REASON`, the summary.
const std::map<std::string, std::string>& known_differences() {
  static const std::map<std::string, std::string> known = [] {
    std::map<std::string, std::string> summaries;
    std::ifstream file(std::string(AUTOPAR_GOLDEN_VERDICTS) + "/../known_differences.txt");
    for (std::string line; std::getline(file, line);) {
      const auto colon = line.find(": ");
      const auto bar = line.find(" | ");
      if (!line.starts_with('#') && bar != std::string::npos) {
        summaries[line.substr(0, colon)] = line.substr(colon + 2, bar - colon - 2);
      }
    }
    return summaries;
  }();
  return known;
}

class GoldenVerdict : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(GoldenVerdict, is_what_the_first_line_says) {
  const GoldenFile golden = read_golden(GetParam());
  const std::string verdicts = summarize_text(golden.source);
  const auto known = known_differences().find(GetParam().filename().string());
  if (known == known_differences().end()) {
    EXPECT_EQ("# " + verdicts, golden.verdicts) << GetParam();
    return;
  }
  EXPECT_EQ(verdicts, known->second) << GetParam();
  EXPECT_NE("# " + verdicts, golden.verdicts)
      << GetParam() << " is right now: remove its line from known_differences.txt";
}

TEST_P(GoldenVerdict, has_a_counterexample_for_every_proven_no) {
  EXPECT_EQ(loops_without_counterexample(read_golden(GetParam()).source), "") << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Files, GoldenVerdict, testing::ValuesIn(golden_files()),
                         [](const auto& file) { return file.param.stem().string(); });

TEST(GoldenVerdicts, known_to_differ_are_there) {
  for (const auto& [name, summary] : known_differences()) {
    EXPECT_TRUE(std::filesystem::exists(std::string(AUTOPAR_GOLDEN_VERDICTS) + "/" + name)) << name;
  }
}

TEST(GoldenVerdicts, cover_every_class_of_the_taxonomy) {
  std::string all;
  for (const auto& path : golden_files()) {
    all += read_golden(path).verdicts + "\n";
  }
  for (const Verdict verdict : all_of<Verdict>()) {
    EXPECT_NE(all.find(": " + code_of(verdict)), std::string::npos) << code_of(verdict);
  }
}

}  // namespace
}  // namespace autopar::dependence
