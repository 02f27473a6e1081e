#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/dependence/loop_summary.hpp"

namespace autopar::dependence {
namespace {

// Each file's first line is "# " and the summary of its loops. AUTOPAR_UPDATE_GOLDEN=1 writes what
// the analysis says instead of comparing; read the diff before you believe it.
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

class GoldenVerdict : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(GoldenVerdict, is_what_the_first_line_says) {
  const GoldenFile golden = read_golden(GetParam());
  const std::string verdicts = "# " + summarize_text(golden.source);
  if (std::getenv("AUTOPAR_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(GetParam()) << verdicts << '\n' << golden.source;
    return;
  }
  EXPECT_EQ(verdicts, golden.verdicts) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Files, GoldenVerdict, testing::ValuesIn(golden_files()),
                         [](const auto& file) { return file.param.stem().string(); });

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
