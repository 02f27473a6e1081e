#include "codegen/identifiers.hpp"

#include <fmt/format.h>

namespace autopar::codegen {
namespace {

bool is_letter_or_digit(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         (character >= '0' && character <= '9');
}

std::string readable(const std::string& text) {
  std::string letters;
  for (const char character : text) {
    letters += is_letter_or_digit(character) ? character : '_';
  }
  return letters;
}

}  // namespace

bool has_names_with(std::string_view text, std::string_view prefix) {
  for (auto place = text.find(prefix); place != std::string_view::npos;
       place = text.find(prefix, place + 1)) {
    const char before = place == 0 ? ' ' : text[place - 1];
    if (before != '_' && !is_letter_or_digit(before)) {
      return true;
    }
  }
  return false;
}

std::string Identifiers::scalar(loop_ir::NameId name_id) const {
  return fmt::format("v{}_{}", name_id.index(), readable(nest.names[name_id].text));
}

std::string Identifiers::type(loop_ir::NameId name_id) const {
  return fmt::format("type{}_{}", name_id.index(), readable(nest.names[name_id].text));
}

std::string Identifiers::entry_type(loop_ir::NameId name_id) const {
  return fmt::format("entry{}_{}", name_id.index(), readable(nest.names[name_id].text));
}

std::string Identifiers::array(loop_ir::NameId name_id) const {
  return fmt::format("a{}_{}", name_id.index(), readable(nest.names[name_id].text));
}

std::string Identifiers::element_types(loop_ir::NameId name_id) const {
  return "types_of_" + array(name_id);
}

std::string Identifiers::extent(loop_ir::NameId name_id, std::uint32_t dimension) const {
  return fmt::format("{}_extent{}", array(name_id), dimension);
}

std::string Identifiers::stride(loop_ir::NameId name_id, std::uint32_t dimension) const {
  return fmt::format("{}_stride{}", array(name_id), dimension);
}

std::string Identifiers::inner_loop(const typing::InnerLoop& loop) {
  return fmt::format("numpy_{}_{}", loop.function,
                     loop.type == typing::ValueType::NumpyFloat32 ? "f32" : "f64");
}

std::string Identifiers::inner_loop_data(const typing::InnerLoop& loop) {
  return "data_of_" + inner_loop(loop);
}

std::string Identifiers::iteration(loop_ir::LoopId loop_id) {
  return fmt::format("iteration{}", loop_id.index());
}

std::string Identifiers::first(loop_ir::LoopId loop_id) {
  return fmt::format("first{}", loop_id.index());
}

std::string Identifiers::step(loop_ir::LoopId loop_id) {
  return fmt::format("step{}", loop_id.index());
}

std::string Identifiers::left(loop_ir::LoopId loop_id) {
  return fmt::format("left{}", loop_id.index());
}

std::string Identifiers::trip(loop_ir::LoopId loop_id) {
  return fmt::format("trip{}", loop_id.index());
}

}  // namespace autopar::codegen
