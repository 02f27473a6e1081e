#pragma once

#include <string_view>

#include "frontend/nest_builder.hpp"

// In the form that is compiled, `self.n` and `config.grid.n` are names like any other where nothing
// in the nest binds the name that they begin with: no compiled nest stores to attributes or calls
// what could, so each has one value as long as the nest runs. Whether the object hands it out
// without running code of its own is asked at the call.
namespace autopar::frontend {

// A name, followed by attributes that a value is known by: self.grid, but not self.grid.shape.
// Looks at the text alone.
[[nodiscard]] bool is_attribute_of_name(syntax::Node node);

// object.attribute, where the object is such a name or a plain one. Not valid, and nothing is made,
// for other objects, for the parts of arrays and numbers that the region language knows by their
// attributes (`a.shape`, `z.real`, `z.imag`), where the builder keeps attributes, and in the
// written form.
[[nodiscard]] loop_ir::ExpressionId lower_attribute_name(NestBuilder& builder,
                                                         loop_ir::ExpressionId object_id,
                                                         std::string_view attribute,
                                                         syntax::Node place);

// Of a nest that is lowered to its end: what begins with a name that the nest binds has a value in
// each iteration, which is not compiled.
void refuse_attributes_of_bound_names(NestBuilder& builder);

}  // namespace autopar::frontend
