#include "notebook/json_strict.hpp"

#include <simdjson.h>

#include <cmath>
#include <span>
#include <utility>
#include <vector>

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
    if (!levels.any()) {
      value.string_bytes = count_strings(array);
      return;
    }
    value.children.reserve(array.size());
    for (const dom::element item : array) {
      add_child(value, convert(item, levels.below({})), levels);
    }
  }

  void convert_object(dom::object object, KeptLevels levels, JsonValue& value) {
    value.kind = JsonKind::Object;
    if (!levels.any()) {
      value.string_bytes = count_strings(object);
      return;
    }
    value.children.reserve(object.size());
    const std::size_t first_key = keys_.size();
    for (const dom::key_value_pair member : object) {
      JsonValue child = convert(member.value, levels.below(member.key));
      keys_.push_back(member.key);
      child.key = document_.texts.add(member.key);
      add_child(value, std::move(child), levels);
    }
    if (end_keys(first_key)) {
      keep_last_of_equal_keys(value);
    }
  }

  // The bytes of the strings in what is not kept.
  std::uint64_t count_strings(dom::element element) {
    switch (element.type()) {
      case dom::element_type::ARRAY:
        return count_strings(dom::array(element));
      case dom::element_type::OBJECT:
        return count_strings(dom::object(element));
      case dom::element_type::STRING:
        return element.get_string_length().value_unsafe();
      default:
        return 0;
    }
  }

  std::uint64_t count_strings(dom::array array) {
    std::uint64_t bytes = 0;
    for (const dom::element item : array) {
      bytes += count_strings(item);
    }
    return bytes;
  }

  std::uint64_t count_strings(dom::object object) {
    std::uint64_t bytes = 0;
    const std::size_t first_key = keys_.size();
    for (const dom::key_value_pair member : object) {
      bytes += count_strings(member.value);
      keys_.push_back(member.key);
    }
    static_cast<void>(end_keys(first_key));
    return bytes;
  }

  // Are there equal ones among the keys of the object that ends?
  bool end_keys(std::size_t first_key) {
    const bool has_equal = has_equal_keys(std::span(keys_).subspan(first_key));
    if (has_equal) {
      document_.flags.insert(NotebookFlag::Dupkey);
    }
    keys_.resize(first_key);
    return has_equal;
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
  // Of the objects that are being converted, outermost first.
  std::vector<std::string_view> keys_;
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
