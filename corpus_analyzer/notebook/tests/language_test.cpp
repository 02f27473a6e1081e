#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "notebook/notebook.hpp"

namespace autopar::notebook {
namespace {

struct Row {
  std::string metadata;
  std::string language;
  LanguageEvidence evidence;
  int python_version;
  VersionEvidence version_evidence;
};

TEST(Language, IsDecidedByTheFirstEvidenceInOrder) {
  using enum LanguageEvidence;
  const std::vector<Row> rows = {
      {R"({"language_info": {"name": "Python", "version": "3.9.1"}})", "python", LanguageInfo, 3,
       VersionEvidence::LanguageInfo},
      {R"({"language_info": {"name": "R"}, "kernelspec": {"language": "python"}})", "r",
       LanguageInfo, 0, VersionEvidence::None},
      {R"({"kernelspec": {"language": "julia", "name": "python3"}})", "julia", KernelLanguage, 0,
       VersionEvidence::None},
      {R"({"kernelspec": {"name": "python2"}})", "python", KernelName, 2,
       VersionEvidence::KernelName},
      {R"({"kernelspec": {"name": "ir"}})", "r", KernelName, 0, VersionEvidence::None},
      {R"({"kernelspec": {"name": "julia-1.6"}})", "julia", KernelName, 0, VersionEvidence::None},
      {R"j({"kernelspec": {"name": "mine", "display_name": "Python 3 (mine)"}})j", "python",
       KernelName, 3, VersionEvidence::KernelName},
      {R"({"kernelspec": {"name": "mine"}})", "unknown", None, 0, VersionEvidence::None},
      {R"({"language_info": 3, "kernelspec": []})", "unknown", None, 0, VersionEvidence::None},
      {R"([])", "unknown", None, 0, VersionEvidence::None},
  };
  for (const Row& row : rows) {
    const NotebookLanguage found =
        read_notebook(R"({"cells": [], "metadata": )" + row.metadata + "}").language;
    EXPECT_EQ(found.name, row.language) << row.metadata;
    EXPECT_EQ(found.evidence, row.evidence) << row.metadata;
    EXPECT_EQ(found.python_version, row.python_version) << row.metadata;
    EXPECT_EQ(found.version_evidence, row.version_evidence) << row.metadata;
  }
}

TEST(Language, OfVersionThreeIsTheMajorityOfItsCells) {
  const Notebook notebook = read_notebook(
      R"({"nbformat": 3, "worksheets": [{"cells": [{"language": "julia"}, {"language": "python"},)"
      R"( {"language": "python"}]}]})");
  EXPECT_EQ(notebook.language.name, "python");
  EXPECT_EQ(notebook.language.evidence, LanguageEvidence::CellLanguage);
}

}  // namespace
}  // namespace autopar::notebook
