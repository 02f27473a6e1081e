#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"
#include "typing/infer_types.hpp"
#include "typing/integer_ranges.hpp"

namespace autopar::typing {

// The one nest of a text with arguments for its names: u, v, w are vectors and a, b matrices of
// float64 with the given extent in each dimension, n an int with that value, p and q floats.
struct TypedNest {
  explicit TypedNest(const std::string& text, std::int64_t extent = 8);

  // Of the form that is compiled (frontend::LoweringContext::counts_elements).
  [[nodiscard]] static TypedNest compiled(const std::string& text, std::int64_t extent = 8);

  // The names of the types of a scalar, joined by "|"; the sentence of the refusal if there is one.
  [[nodiscard]] std::string types_of(const std::string& name) const;

  // The refusal in one line, or "taken".
  [[nodiscard]] std::string answer() const;

  // Holds if no operation on ints needs a check.
  [[nodiscard]] bool fits() const {
    return find_unproved_operations(nest, types.value(), facts).empty();
  }

  // Puts another argument in place of a name's, if the nest mentions the name.
  void set(const std::string& name, const loop_ir::LiveArgument& argument);

  loop_ir::LoopNest nest;
  loop_ir::ArgumentFacts facts;
  tl::expected<NestTypes, Refusal> types;

 private:
  TypedNest(loop_ir::LoopNest lowered, std::int64_t extent);
};

}  // namespace autopar::typing
