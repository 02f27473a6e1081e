#include "codegen/frame_access.hpp"

#include <fmt/format.h>

#include "autopar/check.hpp"
#include "codegen/complex_operations.hpp"
#include "codegen/operations.hpp"

namespace autopar::codegen {
namespace {

using loop_ir::NameId;
using typing::Representation;

void load_integer(SourceText& out, const std::string& body, const std::string& identifier,
                  std::uint32_t slot) {
  if (mentions(body, identifier)) {
    out.line("const i64 {} = frame[{}].integer;", identifier, slot);
  }
}

std::string real_slot(std::uint32_t slot) { return fmt::format("frame[{}].real", slot); }

}  // namespace

std::string FrameAccess::value_text(const ScalarField& field) {
  switch (field.representation) {
    case Representation::Int64:
      return fmt::format("frame[{}].integer", field.value_slot);
    case Representation::Double:
      return real_slot(field.value_slot);
    case Representation::Complex:
      return print_complex(real_slot(field.value_slot), real_slot(field.imaginary_slot()));
  }
  throw_internal_error("field", "a representation of the list", __FILE__, __LINE__);
}

void FrameAccess::store_value(SourceText& out, const ScalarField& field,
                              const std::string& variable) {
  if (field.representation != Representation::Complex) {
    out.line("{} = {};", value_text(field), variable);
    return;
  }
  out.line("{} = {}.real;", real_slot(field.value_slot), variable);
  out.line("{} = {}.imag;", real_slot(field.imaginary_slot()), variable);
}

std::string FrameAccess::type_slot_text(const ScalarField& field) {
  return fmt::format("frame[{}].integer", field.type_slot());
}

std::string FrameAccess::array_parameters(bool may_restrict) const {
  std::string parameters;
  for (const ArrayField& field : layout_.arrays) {
    const bool is_disjoint =
        may_restrict && specialization_.disjoint_arrays.contains(field.name_id);
    parameters += fmt::format("char* {}{}, ", is_disjoint ? "RESTRICT " : "",
                              identifiers_.array(field.name_id));
  }
  return parameters;
}

std::string FrameAccess::array_arguments(const std::set<NameId>& privatized) const {
  std::string arguments;
  for (const ArrayField& field : layout_.arrays) {
    if (privatized.contains(field.name_id)) {
      arguments += fmt::format("frame[{}].data + worker * frame[{}].integer, ",
                               field.copies_slot.value(), field.copy_stride_slot());
    } else {
      arguments += fmt::format("frame[{}].data, ", field.data_slot);
    }
  }
  return arguments;
}

void FrameAccess::print_copy_back(SourceText& out, NameId privatized_id) const {
  const ArrayField* field = layout_.find_array(privatized_id);
  AUTOPAR_CHECK(field != nullptr, "an array of the nest");
  AUTOPAR_CHECK(field->copies_slot, "an array that the nest makes");
  out.line("char* const made = frame[{}].data;", field->data_slot);
  out.line("const i64 bytes = frame[{}].integer;", field->copy_bytes_slot());
  out.open("for (i64 place = 0; place < bytes; ++place)");
  out.line("made[place] = {}[place];", identifiers_.array(privatized_id));
  out.close();
}

void FrameAccess::load_arrays(SourceText& out, const std::string& body) const {
  for (const ArrayField& field : layout_.arrays) {
    const std::string types = identifiers_.element_types(field.name_id);
    if (field.types_slot && mentions(body, types)) {
      out.line("char* const {} = frame[{}].data;", types, *field.types_slot);
    }
    for (std::uint32_t dimension = 0; dimension < field.rank; ++dimension) {
      load_integer(out, body, identifiers_.extent(field.name_id, dimension),
                   field.extent_slot(dimension));
      load_integer(out, body, identifiers_.stride(field.name_id, dimension),
                   field.stride_slot(dimension));
    }
  }
}

void FrameAccess::load_scalars(SourceText& out, const std::string& body,
                               const std::set<NameId>& bound_here) const {
  for (const ScalarField& field : layout_.scalars) {
    const bool is_loaded = !bound_here.contains(field.name_id);
    const std::string nothing =
        field.representation == Representation::Complex ? print_complex("0", "0") : "0";
    if (mentions(body, identifiers_.scalar(field.name_id))) {
      out.line("{} {} = {};", c_type_of(field.representation), identifiers_.scalar(field.name_id),
               is_loaded ? value_text(field) : nothing);
    }
    if (mentions(body, identifiers_.entry_type(field.name_id))) {
      out.line("const i64 {} = {};", identifiers_.entry_type(field.name_id),
               is_loaded ? type_slot_text(field) : std::to_string(kNoValue));
    }
    if (mentions(body, identifiers_.type(field.name_id))) {
      out.line("i64 {} = {};", identifiers_.type(field.name_id), kNoValue);
    }
  }
}

void FrameAccess::load_inner_loops(SourceText& out, const std::string& body) const {
  for (const InnerLoopField& field : layout_.inner_loops) {
    if (mentions(body, Identifiers::inner_loop(field.loop))) {
      out.line("char* const {} = frame[{}].data;", Identifiers::inner_loop(field.loop),
               field.function_slot);
      out.line("char* const {} = frame[{}].data;", Identifiers::inner_loop_data(field.loop),
               field.data_slot());
    }
  }
}

void FrameAccess::print_with_loads(SourceText& out, const std::string& body,
                                   const std::set<NameId>& bound_here) const {
  SourceText loads(1);
  if (mentions(body, "failed")) {
    loads.line("int failed = 0;");
  }
  if (mentions(body, kTicks)) {
    loads.line("i64 {} = 0;", kTicks);
  }
  load_arrays(loads, body);
  load_inner_loops(loads, body);
  load_scalars(loads, body, bound_here);
  out.append(loads.take());
  out.append(body);
}

}  // namespace autopar::codegen
