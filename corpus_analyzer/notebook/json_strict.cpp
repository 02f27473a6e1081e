#include "notebook/json_strict.hpp"

#include <simdjson.h>

#include <cmath>
#include <utility>

#include "notebook/json_builder.hpp"

namespace autopar::notebook {
namespace {

namespace dom = simdjson::dom;

// Turns simdjson's tree into ours. Recursion is bounded by simdjson's limit of 1024 levels.
class Converter {
 public:
  explicit Converter(JsonDocument& document) : document_(document) {}

  JsonValue convert(dom::element element, KeptLevels levels) {
    JsonValue value;
    switch (element.type()) {
      case dom::element_type::ARRAY:
        convert_array(element, levels, value);
        break;
      case dom::element_type::OBJECT:
        convert_object(element, levels, value);
        break;
      case dom::element_type::STRING:
        convert_string(element, levels, value);
        break;
      case dom::element_type::BOOL:
        value.kind = JsonKind::Bool;
        break;
      case dom::element_type::NULL_VALUE:
        break;
      case dom::element_type::INT64:
      case dom::element_type::UINT64:
      case dom::element_type::DOUBLE:
        convert_number(element, value);
        break;
    }
    return value;
  }

 private:
  void convert_array(dom::array array, KeptLevels levels, JsonValue& value) {
    value.kind = JsonKind::Array;
    for (const dom::element item : array) {
      add_child(value, convert(item, levels.below({})), levels);
    }
  }

  void convert_object(dom::object object, KeptLevels levels, JsonValue& value) {
    value.kind = JsonKind::Object;
    std::vector<std::string_view> keys;
    for (const dom::key_value_pair member : object) {
      JsonValue child = convert(member.value, levels.below(member.key));
      keys.push_back(member.key);
      if (levels.any()) {
        child.key = document_.texts.add(member.key);
      }
      add_child(value, std::move(child), levels);
    }
    if (has_equal_keys(keys)) {
      document_.flags.insert(NotebookFlag::Dupkey);
      keep_last_of_equal_keys(value);
    }
  }

  void convert_string(dom::element element, KeptLevels levels, JsonValue& value) {
    const std::string_view text = element.get_string().value_unsafe();
    value.kind = JsonKind::String;
    value.string_bytes = text.size();
    if (levels.any()) {
      value.text = document_.texts.add(text);
    }
  }

  static void convert_number(dom::element element, JsonValue& value) {
    value.kind = JsonKind::Number;
    if (element.is_int64()) {
      value.integer = element.get_int64().value_unsafe();
    } else if (element.is_double()) {
      const double number = element.get_double().value_unsafe();
      if (std::abs(number) < 1e15 && number == std::floor(number)) {
        value.integer = static_cast<std::int64_t>(number);
      }
    }
  }

  JsonDocument& document_;
};

// Texts up to this size leave their buffers to the next one of the thread; what is larger is rare.
constexpr std::size_t kKeptBufferBytes = std::size_t{4} << 20;

std::optional<JsonDocument> read_with(dom::parser& parser, std::string_view utf8) {
  dom::element root;
  if (parser.parse(utf8.data(), utf8.size()).get(root) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  JsonDocument document;
  document.root = Converter(document).convert(root, KeptLevels::all());
  return document;
}

}  // namespace

std::optional<JsonDocument> read_strict_json(std::string_view utf8) {
  if (utf8.size() > kKeptBufferBytes) {
    dom::parser parser;
    return read_with(parser, utf8);
  }
  static thread_local dom::parser parser;
  return read_with(parser, utf8);
}

}  // namespace autopar::notebook
