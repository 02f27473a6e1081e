#include "autopar/named_enum.hpp"

namespace autopar::named_enum {

std::string upper_snake(std::string_view upper_camel) {
  constexpr char kCaseDistance = 'a' - 'A';
  std::string snake;
  for (std::size_t index = 0; index < upper_camel.size(); ++index) {
    const char character = upper_camel[index];
    const bool is_upper = character >= 'A' && character <= 'Z';
    const bool is_lower = character >= 'a' && character <= 'z';
    if (is_upper && index > 0) {
      snake += '_';
    }
    snake += is_lower ? static_cast<char>(character - kCaseDistance) : character;
  }
  return snake;
}

}  // namespace autopar::named_enum
