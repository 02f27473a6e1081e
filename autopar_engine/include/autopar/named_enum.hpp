#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// AUTOPAR_NAMED_ENUM(Color, Red, DarkBlue) declares `enum class Color : std::uint8_t` together with
// its names: name_of(Color::DarkBlue) is "DarkBlue", code_of(...) is "DARK_BLUE" (the spelling that
// databases and reports use), parse_code<Color>("DARK_BLUE") goes back, all_of<Color>() lists all.
#define AUTOPAR_NAMED_ENUM(Type, ...)             \
  enum class Type : std::uint8_t { __VA_ARGS__ }; \
  constexpr std::string_view autopar_enumerator_list(Type) { return #__VA_ARGS__; }

namespace autopar {
namespace named_enum {

constexpr std::size_t count(std::string_view list) {
  std::size_t commas = 0;
  for (const char character : list) {
    commas += character == ',' ? 1 : 0;
  }
  return commas + 1;
}

// The enumerator at a position of "A, B, C".
constexpr std::string_view at(std::string_view list, std::size_t position) {
  for (std::size_t skipped = 0; skipped < position; ++skipped) {
    list.remove_prefix(list.find(',') + 1);
  }
  list = list.substr(0, list.find(','));
  const std::size_t first = list.find_first_not_of(" \n");
  const std::size_t last = list.find_last_not_of(" \n");
  return list.substr(first, last - first + 1);
}

std::string upper_snake(std::string_view upper_camel);

}  // namespace named_enum

template <class Enum>
constexpr std::size_t enumerator_count() {
  return named_enum::count(autopar_enumerator_list(Enum{}));
}

template <class Enum>
constexpr std::array<Enum, enumerator_count<Enum>()> all_of() {
  std::array<Enum, enumerator_count<Enum>()> all{};
  for (std::size_t index = 0; index < all.size(); ++index) {
    all[index] = static_cast<Enum>(index);
  }
  return all;
}

// "DarkBlue". Points into static storage.
template <class Enum>
constexpr std::string_view name_of(Enum value) {
  return named_enum::at(autopar_enumerator_list(Enum{}), static_cast<std::size_t>(value));
}

// "DARK_BLUE".
template <class Enum>
const std::string& code_of(Enum value) {
  static const auto kCodes = [] {
    std::array<std::string, enumerator_count<Enum>()> codes;
    for (const Enum each : all_of<Enum>()) {
      codes[static_cast<std::size_t>(each)] = named_enum::upper_snake(name_of(each));
    }
    return codes;
  }();
  return kCodes.at(static_cast<std::size_t>(value));
}

// Nothing for a text that is no enumerator's name.
template <class Enum>
constexpr std::optional<Enum> parse_name(std::string_view name) {
  for (const Enum value : all_of<Enum>()) {
    if (name_of(value) == name) {
      return value;
    }
  }
  return std::nullopt;
}

// Nothing for a text that is no enumerator's code.
template <class Enum>
std::optional<Enum> parse_code(std::string_view code) {
  for (const Enum value : all_of<Enum>()) {
    if (code_of(value) == code) {
      return value;
    }
  }
  return std::nullopt;
}

// A set of enumerators, at most 64 of them.
template <class Enum>
class EnumSet {
  static_assert(enumerator_count<Enum>() <= 64);

 public:
  constexpr EnumSet() = default;

  constexpr void insert(Enum value) { bits_ |= bit(value); }
  constexpr void erase(Enum value) { bits_ &= ~bit(value); }
  constexpr void insert(EnumSet other) { bits_ |= other.bits_; }
  [[nodiscard]] constexpr bool contains(Enum value) const { return (bits_ & bit(value)) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  // Bit n stands for the enumerator n.
  [[nodiscard]] constexpr std::uint64_t bits() const { return bits_; }

  constexpr bool operator==(const EnumSet&) const = default;

 private:
  static constexpr std::uint64_t bit(Enum value) {
    return std::uint64_t{1} << static_cast<unsigned>(value);
  }
  std::uint64_t bits_ = 0;
};

}  // namespace autopar
