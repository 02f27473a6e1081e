#include "verdicts/memory_references.hpp"

#include <algorithm>
#include <optional>

#include "dependence/affine_bounds.hpp"

namespace autopar::verdicts {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::BaseKind;
using loop_ir::LoopNest;
using loop_ir::SubscriptDimension;
using loop_ir::SubscriptForm;

ReferenceBase base_kind_of(const LoopNest& nest, const loop_ir::Name& name) {
  switch (name.kind) {
    case BaseKind::Ndarray:
      return ReferenceBase::Ndarray;
    case BaseKind::List:
      return ReferenceBase::List;
    case BaseKind::Dict:
      return ReferenceBase::Dict;
    case BaseKind::Set:
      return ReferenceBase::Set;
    case BaseKind::Frame:
      return ReferenceBase::Frame;
    case BaseKind::Str:
      return ReferenceBase::Str;
    case BaseKind::Object:
    case BaseKind::Integer:
    case BaseKind::Float:
    case BaseKind::Boolean:
    case BaseKind::Function:
    case BaseKind::Module:
    case BaseKind::Iterator:
      return ReferenceBase::Object;
    case BaseKind::Param:
      return ReferenceBase::Param;
    case BaseKind::Unknown:
      break;
  }
  const bool is_parameter = std::ranges::find(nest.parameters, name.text) != nest.parameters.end();
  return is_parameter ? ReferenceBase::Param : ReferenceBase::Unknown;
}

bool may_hold_objects(BaseKind kind) {
  return kind != BaseKind::Integer && kind != BaseKind::Float && kind != BaseKind::Boolean &&
         kind != BaseKind::Function && kind != BaseKind::Module;
}

bool is_full(const LoopNest& nest, const SubscriptDimension& dimension) {
  const auto* slice = dimension.index_id.is_valid()
                          ? std::get_if<loop_ir::Slice>(&nest.expressions[dimension.index_id].node)
                          : nullptr;
  return slice != nullptr && !slice->lower_id.is_valid() && !slice->upper_id.is_valid() &&
         !slice->step_id.is_valid();
}

ReferenceForm form_of(const LoopNest& nest, const SubscriptDimension& dimension) {
  switch (dimension.form) {
    case SubscriptForm::Mask:
      return ReferenceForm::Mask;
    case SubscriptForm::Key:
      return ReferenceForm::Key;
    case SubscriptForm::Slice:
      return is_full(nest, dimension) ? ReferenceForm::Full : ReferenceForm::Slice;
    case SubscriptForm::Inv:
      return ReferenceForm::Inv;
    case SubscriptForm::Lin1:
      return ReferenceForm::Lin1;
    case SubscriptForm::Linn:
      return ReferenceForm::Linn;
    case SubscriptForm::Linsym:
      return ReferenceForm::Linsym;
    case SubscriptForm::Moddiv:
      return ReferenceForm::Moddiv;
    case SubscriptForm::Indirect:
      return ReferenceForm::Indirect;
    case SubscriptForm::Nonlin:
      return ReferenceForm::Nonlin;
    case SubscriptForm::Variant:
      return ReferenceForm::Variant;
    case SubscriptForm::Whole:
      return ReferenceForm::Whole;
  }
  return ReferenceForm::Other;
}

// A literal, or by the bounds of the loops around it.
bool is_negative(const LoopNest& nest, const SubscriptDimension& dimension) {
  const auto highest =
      dimension.affine ? dependence::highest_form(*dimension.affine, nest) : std::nullopt;
  return highest && highest->is_constant() && highest->constant() < 0;
}

ReferenceMode mode_of(AccessMode mode) {
  return mode == AccessMode::Read ? ReferenceMode::R : ReferenceMode::W;
}

class Collector {
 public:
  explicit Collector(const LoopNest& nest) : nest_(nest), references_(nest.loops.size()) {}

  std::vector<std::vector<MemoryReference>> run() {
    for (const AccessId access_id : nest_.accesses.ids()) {
      const Access& access = nest_.accesses[access_id];
      if (is_reference(access)) {
        add(access);
      }
    }
    return std::move(references_);
  }

 private:
  // Indices and other values that hold nothing are no memory.
  bool is_reference(const Access& access) const {
    if (access.kind == AccessKind::Scalar || access.loop_ids.empty()) {
      return false;
    }
    const bool is_index = std::ranges::any_of(nest_.loops, [&](const loop_ir::Loop& loop) {
      return loop.index_name_id == access.base_id;
    });
    return access.kind == AccessKind::Element ||
           (!is_index && may_hold_objects(nest_.names[access.base_id].kind));
  }

  void add(const Access& access) {
    std::vector<MemoryReference>& references = references_[access.loop_ids.back().index()];
    if (last_ != nullptr && is_second_half(*last_, access)) {
      merge(references);
      last_ = nullptr;
      return;
    }
    last_ = &access;
    MemoryReference row;
    row.reference = references.empty() ? 0 : references.back().reference + 1;
    row.base = nest_.names[access.base_id].text;
    row.base_kind = base_kind_of(nest_, nest_.names[access.base_id]);
    row.mode = mode_of(access.mode);
    if (access.kind == AccessKind::Whole || access.dimensions.empty()) {
      references.push_back(row);
      return;
    }
    for (const SubscriptDimension& dimension : access.dimensions) {
      row.form = form_of(nest_, dimension);
      row.is_negative = is_negative(nest_, dimension);
      references.push_back(row);
      ++row.dimension;
    }
  }

  // The store of `x[i] += e` behind its load, and of what a call may change behind what it reads.
  static bool is_second_half(const Access& first, const Access& second) {
    return first.expression_id == second.expression_id && first.base_id == second.base_id &&
           first.kind == second.kind && first.mode != second.mode;
  }

  static void merge(std::vector<MemoryReference>& references) {
    const std::uint32_t reference = references.back().reference;
    for (MemoryReference& row : references) {
      row.mode = row.reference == reference ? ReferenceMode::Rw : row.mode;
    }
  }

  const LoopNest& nest_;
  const Access* last_ = nullptr;
  std::vector<std::vector<MemoryReference>> references_;
};

}  // namespace

std::vector<std::vector<MemoryReference>> memory_references_of(const LoopNest& nest) {
  return Collector(nest).run();
}

}  // namespace autopar::verdicts
