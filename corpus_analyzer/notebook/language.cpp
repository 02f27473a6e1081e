#include "notebook/language.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "notebook/utf8.hpp"

namespace autopar::notebook {
namespace {

// The text of a non-empty string member.
std::optional<std::string> text_of(const JsonValue* object, std::string_view key) {
  const JsonValue* const value = object == nullptr ? nullptr : object->find(key);
  if (value == nullptr || value->text.empty()) {
    return std::nullopt;
  }
  return std::string(value->text);
}

std::string canonical_language(std::string_view name) {
  const std::string lower = lower_ascii(name);
  const bool is_python =
      lower.starts_with("python") || lower == "ipython" || lower == "pypy" || lower == "pyspark";
  return is_python ? "python" : lower;
}

struct KernelPrefix {
  std::string_view prefix;
  std::string_view language;
};

constexpr std::array kKernelPrefixes = {
    KernelPrefix{"python", "python"},
    KernelPrefix{"ipython", "python"},
    KernelPrefix{"conda-env", "python"},
    KernelPrefix{"pyspark", "python"},
    KernelPrefix{"pypy", "python"},
    KernelPrefix{"julia", "julia"},
    KernelPrefix{"bash", "bash"},
    KernelPrefix{"scala", "scala"},
    KernelPrefix{"spark", "scala"},
    KernelPrefix{"sos", "sos"},
    KernelPrefix{"xcpp", "c++"},
    KernelPrefix{"octave", "octave"},
    KernelPrefix{"matlab", "matlab"},
    KernelPrefix{"haskell", "haskell"},
    KernelPrefix{"ihaskell", "haskell"},
    KernelPrefix{"ruby", "ruby"},
    KernelPrefix{"javascript", "javascript"},
    KernelPrefix{".net-csharp", "c#"},
    KernelPrefix{".net-fsharp", "f#"},
    KernelPrefix{"sagemath", "python"},
};

std::optional<std::string> language_of_kernel(std::string_view kernel) {
  const std::string lower = lower_ascii(kernel);
  if (lower == "ir" || lower == "r") {
    return "r";
  }
  const auto* const found = std::ranges::find_if(
      kKernelPrefixes, [&](const KernelPrefix& row) { return lower.starts_with(row.prefix); });
  if (found == kKernelPrefixes.end()) {
    return std::nullopt;
  }
  return std::string(found->language);
}

void count_cell_languages(const JsonValue& cells, std::map<std::string, int>& counts) {
  for (const JsonValue& cell : cells.children) {
    if (const std::optional<std::string> name = text_of(&cell, "language")) {
      ++counts[canonical_language(*name)];
    }
  }
}

// The language that most code cells of version 3 name; the first by name among equals.
std::optional<std::string> majority_of_cells(const JsonValue& root) {
  const JsonValue* const worksheets = root.find("worksheets");
  if (worksheets == nullptr) {
    return std::nullopt;
  }
  std::map<std::string, int> counts;
  for (const JsonValue& worksheet : worksheets->children) {
    if (const JsonValue* const cells = worksheet.find("cells")) {
      count_cell_languages(*cells, counts);
    }
  }
  const auto most =
      std::ranges::max_element(counts, {}, [](const auto& row) { return row.second; });
  if (most == counts.end()) {
    return std::nullopt;
  }
  return most->first;
}

void decide_name(const JsonValue& root, const JsonValue* info, const JsonValue* kernel,
                 NotebookLanguage& language) {
  const auto decide = [&](std::optional<std::string> name, LanguageEvidence evidence) {
    if (name && language.evidence == LanguageEvidence::None) {
      language.name = canonical_language(*name);
      language.evidence = evidence;
    }
  };
  decide(text_of(info, "name"), LanguageEvidence::LanguageInfo);
  decide(text_of(kernel, "language"), LanguageEvidence::KernelLanguage);
  decide(majority_of_cells(root), LanguageEvidence::CellLanguage);
  decide(language_of_kernel(text_of(kernel, "name").value_or("")), LanguageEvidence::KernelName);
  decide(language_of_kernel(text_of(kernel, "display_name").value_or("")),
         LanguageEvidence::KernelName);
}

// 2 or 3 as the first character behind a prefix, in any case; 0 for anything else.
int version_after(std::string_view text, std::string_view prefix) {
  const std::string lower = lower_ascii(text);
  if (!lower.starts_with(prefix) || lower.size() == prefix.size()) {
    return 0;
  }
  const char digit = lower[prefix.size()];
  return digit == '2' || digit == '3' ? digit - '0' : 0;
}

void decide_python_version(const JsonValue* kernel, NotebookLanguage& language) {
  const int of_info = version_after(language.language_version.value_or(""), "");
  const int of_name = version_after(language.kernel_name.value_or(""), "python");
  const int of_display = version_after(text_of(kernel, "display_name").value_or(""), "python ");
  if (of_info != 0) {
    language.python_version = of_info;
    language.version_evidence = VersionEvidence::LanguageInfo;
  } else if (of_name != 0 || of_display != 0) {
    language.python_version = of_name != 0 ? of_name : of_display;
    language.version_evidence = VersionEvidence::KernelName;
  }
}

}  // namespace

NotebookLanguage decide_language(const JsonValue& root) {
  const JsonValue* const metadata = root.find("metadata");
  const JsonValue* const info = metadata == nullptr ? nullptr : metadata->find("language_info");
  const JsonValue* const kernel = metadata == nullptr ? nullptr : metadata->find("kernelspec");
  NotebookLanguage language;
  language.kernel_name = text_of(kernel, "name");
  language.language_version = text_of(info, "version");
  decide_name(root, info, kernel, language);
  if (language.name == "python") {
    decide_python_version(kernel, language);
  }
  return language;
}

}  // namespace autopar::notebook
