#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "notebook/notebook.hpp"
#include "notebook/utf8.hpp"

namespace autopar::notebook {
namespace {

using std::string_literals::operator""s;

const std::string kSmall =
    R"({"cells": [{"cell_type": "code", "execution_count": 3, "metadata": {},)"
    R"( "outputs": [{"output_type": "stream", "text": ["ab", "c"]}], "source": ["x = 1\n", "y"]}],)"
    R"( "metadata": {}, "nbformat": 4, "nbformat_minor": 5})";

NotebookFlags flags_of(std::initializer_list<NotebookFlag> flags) {
  NotebookFlags set;
  for (const NotebookFlag flag : flags) {
    set.insert(flag);
  }
  return set;
}

std::vector<std::string> sources_of(const Notebook& notebook) {
  std::vector<std::string> sources;
  for (const NotebookCell& cell : notebook.cells) {
    sources.push_back(cell.source);
  }
  return sources;
}

std::string in_utf16_little(std::string_view ascii) {
  std::string wide;
  for (const char character : ascii) {
    wide += {character, '\0'};
  }
  return wide;
}

TEST(ReadNotebook, ReadsCellsAndCountsOutputs) {
  const Notebook notebook = read_notebook(kSmall);
  EXPECT_EQ(notebook.status, NotebookStatus::Ok);
  EXPECT_TRUE(notebook.flags.empty());
  EXPECT_TRUE(notebook.strict_ok);
  EXPECT_EQ(notebook.nbformat_declared, 4);
  EXPECT_EQ(notebook.nbformat_shape, 4);
  ASSERT_EQ(notebook.cells.size(), 1);
  EXPECT_EQ(notebook.cells[0].type, CellType::Code);
  EXPECT_EQ(notebook.cells[0].source, "x = 1\ny");
  EXPECT_EQ(notebook.cells[0].execution_count, 3);
  EXPECT_EQ(notebook.cells[0].outputs, 1);
  EXPECT_EQ(notebook.cells[0].output_bytes, 9);
}

struct Damage {
  std::string bytes;
  NotebookStatus status;
};

TEST(ReadNotebook, NamesTheDamageOfEveryFile) {
  const std::vector<Damage> rows = {
      {"", NotebookStatus::Empty},
      {" \n\t", NotebookStatus::Empty},
      {"[]", NotebookStatus::NotObject},
      {"null", NotebookStatus::NotObject},
      {"{}", NotebookStatus::NotNotebook},
      {R"({"cells": 3})", NotebookStatus::NotNotebook},
      {R"({"cells": [], "nbformat": 5})", NotebookStatus::Unsupported},
      {kSmall + "x", NotebookStatus::BadJson},
      {kSmall.substr(0, kSmall.size() - 1), NotebookStatus::BadJson},
      {R"({"cells": [],})", NotebookStatus::BadJson},
      {"{\"cells\": [], \"a\": \"\n\"}", NotebookStatus::BadControl},
      {"{\"cells\": [], \"a\": \"\xFF\"}", NotebookStatus::BadUtf8},
      {"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", NotebookStatus::Lfs},
      {"{\n<<<<<<< HEAD\n \"cells\": []\n}", NotebookStatus::Conflict},
      {"\n<!DOCTYPE html><p>404", NotebookStatus::Html},
      {std::string(5000, '['), NotebookStatus::TooDeep},
      {std::string(kSizeLimitBytes + 1, ' '), NotebookStatus::TooBig},
  };
  for (const Damage& row : rows) {
    EXPECT_EQ(name_of(read_notebook(row.bytes).status), name_of(row.status))
        << row.bytes.substr(0, 60);
  }
}

TEST(ReadNotebook, TakesEveryEncodingThatPythonTakes) {
  const Notebook with_mark = read_notebook("\xEF\xBB\xBF" + kSmall);
  EXPECT_EQ(with_mark.status, NotebookStatus::Ok);
  EXPECT_EQ(with_mark.flags, flags_of({NotebookFlag::Bom}));
  const Notebook wide = read_notebook(in_utf16_little(kSmall));
  EXPECT_EQ(wide.status, NotebookStatus::Ok);
  EXPECT_EQ(wide.flags, flags_of({NotebookFlag::Utf16}));
  EXPECT_EQ(sources_of(wide), std::vector{"x = 1\ny"s});
  const Notebook marked_wide = read_notebook("\xFF\xFE"s + in_utf16_little(kSmall));
  EXPECT_EQ(marked_wide.status, NotebookStatus::Ok);
}

TEST(ReadNotebook, JoinsLinesAsEachVersionDoes) {
  const auto join = [](const std::string& version, const std::string& lines) {
    return read_notebook(R"({"nbformat": )" + version +
                         R"(, "worksheets": [{"cells": [{"cell_type": "code", "input": )" + lines +
                         "}]}]}")
        .cells.at(0)
        .source;
  };
  EXPECT_EQ(join("2", R"(["a", "b"])"), "a\nb");
  EXPECT_EQ(join("3", R"(["a", "b"])"), "a\nb");
  EXPECT_EQ(join("3", R"(["a\n", "b"])"), "a\nb");
  EXPECT_EQ(join("3", R"("a\nb")"), "a\nb");
}

TEST(ReadNotebook, ConcatenatesWorksheets) {
  const Notebook notebook = read_notebook(
      R"({"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": "a",)"
      R"( "outputs": [], "prompt_number": 7}]}, {"cells": [{"cell_type": "heading"}]}]})");
  EXPECT_EQ(notebook.nbformat_shape, 3);
  ASSERT_EQ(notebook.cells.size(), 2);
  EXPECT_EQ(notebook.cells[0].execution_count, 7);
  EXPECT_EQ(notebook.cells[1].type, CellType::Other);
  EXPECT_TRUE(notebook.strict_ok);
}

TEST(ReadNotebook, GoesByShapeWhereTheDeclaredVersionIsMissing) {
  const Notebook four =
      read_notebook(R"({"cells": [{"cell_type": "code", "source": "a", "metadata": {}}]})");
  EXPECT_EQ(four.nbformat_shape, 4);
  EXPECT_FALSE(four.nbformat_declared);
  EXPECT_FALSE(four.strict_ok);
  EXPECT_EQ(sources_of(four), std::vector{"a"s});
  const Notebook one = read_notebook(R"({"cells": [{"cell_type": "code", "code": "a"}]})");
  EXPECT_EQ(one.nbformat_shape, 1);
  EXPECT_TRUE(one.strict_ok);
  EXPECT_EQ(sources_of(one), std::vector{"a"s});
}

TEST(ReadNotebook, FlagsWhatOnlyALenientReaderTakes) {
  const auto flags = [](const std::string& cell, const std::string& rest = "") {
    const Notebook notebook =
        read_notebook(R"({"cells": [)" + cell + R"(], "metadata": {})" + rest + "}");
    EXPECT_EQ(notebook.status, NotebookStatus::Ok) << cell << rest;
    return notebook.flags;
  };
  EXPECT_EQ(flags("", R"(, "x": NaN)"), flags_of({NotebookFlag::Nan}));
  EXPECT_EQ(flags("", R"(, "x": 1, "x": 2)"), flags_of({NotebookFlag::Dupkey}));
  EXPECT_EQ(flags("", R"(, "x": "\ud800")"), flags_of({NotebookFlag::Surrogate}));
  EXPECT_EQ(flags("", R"(, "x": 99999999999999999999)"), flags_of({NotebookFlag::BigNumber}));
  EXPECT_EQ(flags("", R"(, "x": )" + std::string(2000, '[') + std::string(2000, ']')),
            flags_of({NotebookFlag::Deep}));
  EXPECT_EQ(flags(R"({"cell_type": "code", "source": ["a", 1]})"),
            flags_of({NotebookFlag::BadSourceItem}));
  EXPECT_EQ(flags(R"({"cell_type": "code", "source": null})"),
            flags_of({NotebookFlag::NullSource}));
  EXPECT_EQ(flags(R"({"cell_type": "code", "source": "a\u0000b"})"),
            flags_of({NotebookFlag::NulInSource}));
  EXPECT_EQ(flags("7"), flags_of({NotebookFlag::BadCell}));
  EXPECT_EQ(read_notebook(R"({"cells": []})").flags, flags_of({NotebookFlag::NoMetadata}));
  EXPECT_EQ(read_notebook(R"({"cells": [], "metadata": 1})").flags,
            flags_of({NotebookFlag::BadMetadata}));
}

TEST(ReadNotebook, OfEqualKeysTheLastCounts) {
  const Notebook notebook =
      read_notebook(R"({"cells": [{"cell_type": "code", "source": "first", "source": "last"}]})");
  EXPECT_EQ(sources_of(notebook), std::vector{"last"s});
}

TEST(ReadNotebook, EveryPrefixOfANotebookEndsAsAStatus) {
  for (std::size_t size = 0; size < kSmall.size(); ++size) {
    const Notebook notebook = read_notebook(std::string_view(kSmall).substr(0, size));
    EXPECT_NE(notebook.status, NotebookStatus::Ok) << size;
  }
}

}  // namespace
}  // namespace autopar::notebook
