#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "notebook/json_relaxed.hpp"
#include "notebook/json_strict.hpp"

namespace autopar::notebook {
namespace {

std::string print(const JsonValue& value) {
  std::string text(value.key);
  switch (value.kind) {
    case JsonKind::Null:
      return text + ":null";
    case JsonKind::Bool:
      return text + ":bool";
    case JsonKind::Number:
      return text + ":" + (value.integer ? std::to_string(*value.integer) : "real");
    case JsonKind::String:
      return text + ":'" + std::string(value.text) + "'";
    case JsonKind::Array:
    case JsonKind::Object:
      break;
  }
  text += value.is(JsonKind::Array) ? ":[" : ":{";
  for (const JsonValue& child : value.children) {
    text += print(child) + ",";
  }
  return text + "]" + std::to_string(value.string_bytes);
}

// Generated JSON with all kinds of values, now and then with one wrong character; valid UTF-8.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::string text() {
    std::string text = value(0);
    char& damaged = text[below(text.size())];
    if (below(4) == 0 && static_cast<unsigned char>(damaged) < 0x80) {
      damaged = "{}[],:\"\\0x\n"[below(11)];
    }
    return text;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  std::string string() {
    static const std::vector<std::string> pieces = {
        "a", "cells", "outputs", "\\n", "\\u00e9", "\\ud83d\\ude00", "\xC3\xA9", "\\\\", "\\/"};
    return "\"" + pieces[below(pieces.size())] + pieces[below(pieces.size())] + "\"";
  }

  std::string value(int depth) {
    static const std::vector<std::string> scalars = {
        "null", "true", "false", "0", "-0", "12", "-3.5e2", "4.0", "1E+2", "9007199254740993",
        "[]",   "{}"};
    const std::size_t kind = below(depth > 4 ? 2 : 4);
    if (kind == 0) {
      return scalars[below(scalars.size())];
    }
    if (kind == 1) {
      return string();
    }
    std::string text = kind == 2 ? "[" : "{";
    for (std::size_t index = below(4) + 1; index > 0; --index) {
      text += (kind == 2 ? "" : string() + " : ") + value(depth + 1) + (index > 1 ? " , " : "");
    }
    return text + (kind == 2 ? "]" : "}");
  }

  std::mt19937_64 random_;
};

std::uint64_t test_seed() {
  const char* const given = std::getenv("AUTOPAR_TEST_SEED");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
}

TEST(Json, BothReadersAgreeOnStandardTexts) {
  const std::uint64_t seed = test_seed();
  SCOPED_TRACE("AUTOPAR_TEST_SEED=" + std::to_string(seed));
  Generator generator(seed);
  int both = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = generator.text();
    const std::optional<JsonDocument> strict = read_strict_json(text);
    const tl::expected<JsonDocument, JsonFault> relaxed = read_relaxed_json(text);
    const bool is_lenient = relaxed && relaxed->flags.contains(NotebookFlag::Surrogate);
    ASSERT_EQ(strict.has_value() || is_lenient, relaxed.has_value()) << text;
    if (strict) {
      ASSERT_EQ(print(strict->root), print(relaxed->root)) << text;
      ASSERT_EQ(strict->flags, relaxed->flags) << text;
      ++both;
    }
  }
  EXPECT_GT(both, 10'000);
}

TEST(Json, KeepsOnlyKindsAndSizesOfOutputs) {
  const std::optional<JsonDocument> document = read_strict_json(
      R"({"outputs": [{"data": {"text": "abc"}}], "metadata": {"widgets": ["x"]}})");
  ASSERT_TRUE(document);
  EXPECT_EQ(print(document->root), ":{outputs:[:{]3,]3,metadata:{widgets:[]1,]1,]4");
}

}  // namespace
}  // namespace autopar::notebook
