#include "driver/json_writer.hpp"

#include <gtest/gtest.h>

namespace autopar::driver {
namespace {

std::string quoted(std::string_view text) {
  JsonWriter json;
  json.value(text);
  return json.text();
}

TEST(JsonWriter, objects_and_arrays_are_indented) {
  JsonWriter json;
  json.open_object();
  json.field("a", 1);
  json.key("b");
  json.open_array();
  json.value("x");
  json.null();
  json.close_array();
  json.key("c");
  json.open_array();
  json.close_array();
  json.close_object();
  EXPECT_EQ(json.text(), "{\n  \"a\": 1,\n  \"b\": [\n    \"x\",\n    null\n  ],\n  \"c\": []\n}");
}

TEST(JsonWriter, quotes_backslashes_and_controls_are_escaped) {
  EXPECT_EQ(quoted("a\"b\\c\n\x01"), "\"a\\\"b\\\\c\\u000a\\u0001\"");
}

TEST(JsonWriter, utf8_is_kept_and_other_bytes_are_replaced) {
  EXPECT_EQ(quoted("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"),
            "\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\"");
  EXPECT_EQ(quoted("\xff"), "\"\\ufffd\"");
  EXPECT_EQ(quoted("\xc3"), "\"\\ufffd\"");
  EXPECT_EQ(quoted("\xed\xa0\x80"), "\"\\ufffd\\ufffd\\ufffd\"");
  EXPECT_EQ(quoted("\xc0\xaf"), "\"\\ufffd\\ufffd\"");
}

}  // namespace
}  // namespace autopar::driver
