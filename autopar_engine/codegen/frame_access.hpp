#pragma once

#include <set>
#include <string>

#include "codegen/identifiers.hpp"
#include "codegen/kernel_abi.hpp"
#include "codegen/source_text.hpp"
#include "codegen/specialization.hpp"

namespace autopar::codegen {

// Counts the iterations of loops that may take long.
inline const std::string kTicks = "ticks";

// How the functions of a region reach what lies in the frame. References are kept.
class FrameAccess {
 public:
  FrameAccess(const FrameLayout& layout, const Identifiers& identifiers,
              const Specialization& specialization)
      : layout_(layout), identifiers_(identifiers), specialization_(specialization) {}

  // A scalar's value in the frame, to be read.
  [[nodiscard]] static std::string value_text(const ScalarField& field);
  // Puts the value of a variable there.
  static void store_value(SourceText& out, const ScalarField& field, const std::string& variable);
  // The slot of its type, to be read or assigned.
  [[nodiscard]] static std::string type_slot_text(const ScalarField& field);

  // The addresses of all arrays, in order, each followed by a comma. privatized: those of which the
  // caller, a kernel, takes the copy of its worker.
  [[nodiscard]] std::string array_parameters(bool may_restrict) const;
  [[nodiscard]] std::string array_arguments(const std::set<loop_ir::NameId>& privatized = {}) const;
  // Puts a kernel's copy into the array of the nest.
  void print_copy_back(SourceText& out, loop_ir::NameId privatized_id) const;

  // Loads what the body mentions, then the body. bound_here: names that the function binds before
  // it reads them; their slots are not touched.
  void print_with_loads(SourceText& out, const std::string& body,
                        const std::set<loop_ir::NameId>& bound_here) const;

 private:
  void load_arrays(SourceText& out, const std::string& body) const;
  void load_scalars(SourceText& out, const std::string& body,
                    const std::set<loop_ir::NameId>& bound_here) const;
  void load_inner_loops(SourceText& out, const std::string& body) const;

  const FrameLayout& layout_;
  const Identifiers& identifiers_;
  const Specialization& specialization_;
};

}  // namespace autopar::codegen
