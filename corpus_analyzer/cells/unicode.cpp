#include "cells/unicode.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace autopar::cells {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

bool is_in(std::span<const Range> ranges, char32_t character) {
  return std::ranges::any_of(ranges, [character](Range range) {
    return range.first <= character && character <= range.last;
  });
}

// Beyond ASCII.
constexpr std::array<Range, 8> kSpaces = {{{0x85, 0x85},
                                           {0xA0, 0xA0},
                                           {0x1680, 0x1680},
                                           {0x2000, 0x200A},
                                           {0x2028, 0x2029},
                                           {0x202F, 0x202F},
                                           {0x205F, 0x205F},
                                           {0x3000, 0x3000}}};

constexpr std::array<Range, 28> kNoWord = {
    {{0x80, 0xA9},     {0xAB, 0xB1},     {0xB4, 0xB4},       {0xB6, 0xB8},     {0xBB, 0xBB},
     {0xBF, 0xBF},     {0xD7, 0xD7},     {0xF7, 0xF7},       {0x300, 0x36F},   {0x2000, 0x206F},
     {0x207A, 0x207E}, {0x208A, 0x208E}, {0x20A0, 0x20FF},   {0x2190, 0x245F}, {0x249C, 0x24E9},
     {0x2500, 0x2775}, {0x2794, 0x2BFF}, {0x3000, 0x3004},   {0x3008, 0x3020}, {0x3030, 0x3030},
     {0xE000, 0xF8FF}, {0xFE00, 0xFE6F}, {0xFEFF, 0xFF0F},   {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40},
     {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF}, {0x1F000, 0x10FFFF}}};

constexpr std::array<Range, 17> kNotPrintable = {{{0x00, 0x1F},
                                                  {0x7F, 0xA0},
                                                  {0xAD, 0xAD},
                                                  {0x1680, 0x1680},
                                                  {0x180E, 0x180E},
                                                  {0x2000, 0x200F},
                                                  {0x2028, 0x202F},
                                                  {0x205F, 0x206F},
                                                  {0x3000, 0x3000},
                                                  {0xD800, 0xF8FF},
                                                  {0xFEFF, 0xFEFF},
                                                  {0xFFF0, 0xFFFB},
                                                  {0xFFFE, 0xFFFF},
                                                  {0x61C, 0x61C},
                                                  {0x600, 0x605},
                                                  {0x6DD, 0x6DD},
                                                  {0xE0000, 0x10FFFF}}};

bool ends_line(char32_t character) {
  return (character >= 0x0A && character <= 0x0D) || (character >= 0x1C && character <= 0x1E) ||
         character == 0x85 || character == 0x2028 || character == 0x2029;
}

std::size_t begin_of_last(std::string_view text) {
  std::size_t position = text.size() - 1;
  while (position > 0 && (static_cast<unsigned char>(text[position]) & 0xC0U) == 0x80U) {
    --position;
  }
  return position;
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t position) {
  const auto byte = [&](std::size_t index) -> char32_t {
    return position + index < text.size() ? static_cast<unsigned char>(text[position + index]) : 0U;
  };
  const char32_t first = byte(0);
  if (first < 0xC0) {
    return {first, 1};
  }
  if (first < 0xE0) {
    return {((first & 0x1FU) << 6U) | (byte(1) & 0x3FU), 2};
  }
  if (first < 0xF0) {
    return {((first & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU), 3};
  }
  return {((first & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) | ((byte(2) & 0x3FU) << 6U) |
              (byte(3) & 0x3FU),
          4};
}

bool is_space(char32_t character) {
  if (character < 0x80) {
    return (character >= 0x09 && character <= 0x0D) || (character >= 0x1C && character <= 0x20);
  }
  return is_in(kSpaces, character);
}

bool is_word(char32_t character) {
  if (character < 0x80) {
    return (character >= '0' && character <= '9') || (character >= 'A' && character <= 'Z') ||
           (character >= 'a' && character <= 'z') || character == '_';
  }
  return !is_in(kNoWord, character);
}

bool is_printable(char32_t character) { return !is_in(kNotPrintable, character); }

bool is_blank(std::string_view text) { return !text.empty() && strip_right(text).empty(); }

std::string_view strip_right(std::string_view text) {
  while (!text.empty()) {
    const auto last_byte = static_cast<unsigned char>(text.back());
    const std::size_t last = last_byte < 0x80 ? text.size() - 1 : begin_of_last(text);
    if (!is_space(last_byte < 0x80 ? last_byte : code_point_at(text, last).value)) {
      break;
    }
    text = text.substr(0, last);
  }
  return text;
}

std::string_view strip(std::string_view text) {
  text = strip_right(text);
  while (!text.empty()) {
    const CodePoint first = code_point_at(text, 0);
    if (!is_space(first.value)) {
      break;
    }
    text.remove_prefix(first.size_bytes);
  }
  return text;
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  for (std::size_t position = 0; position < text.size();) {
    const CodePoint character = code_point_at(text, position);
    if (is_space(character.value)) {
      if (position > begin) {
        words.push_back(text.substr(begin, position - begin));
      }
      begin = position + character.size_bytes;
    }
    position += character.size_bytes;
  }
  if (begin < text.size()) {
    words.push_back(text.substr(begin));
  }
  return words;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  std::size_t begin = 0;
  for (std::size_t position = 0; position < text.size();) {
    const CodePoint character = code_point_at(text, position);
    position += character.size_bytes;
    if (!ends_line(character.value)) {
      continue;
    }
    if (character.value == '\r' && position < text.size() && text[position] == '\n') {
      ++position;
    }
    lines.push_back(text.substr(begin, position - begin));
    begin = position;
  }
  if (begin < text.size()) {
    lines.push_back(text.substr(begin));
  }
  return lines;
}

}  // namespace autopar::cells
