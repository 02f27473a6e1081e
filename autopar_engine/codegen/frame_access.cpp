#include "codegen/frame_access.hpp"

#include <fmt/format.h>

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

}  // namespace

std::string FrameAccess::slot_text(const ScalarField& field) {
  return fmt::format("frame[{}].{}", field.value_slot,
                     field.representation == Representation::Int64 ? "integer" : "real");
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

std::string FrameAccess::array_arguments() const {
  std::string arguments;
  for (const ArrayField& field : layout_.arrays) {
    arguments += fmt::format("frame[{}].data, ", field.data_slot);
  }
  return arguments;
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
    const char* c_type = field.representation == Representation::Int64 ? "i64" : "f64";
    if (mentions(body, identifiers_.scalar(field.name_id))) {
      out.line("{} {} = {};", c_type, identifiers_.scalar(field.name_id),
               is_loaded ? slot_text(field) : "0");
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
