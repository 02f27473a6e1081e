#include "frontend/subscript_forms.hpp"

#include <algorithm>

#include "frontend/chains.hpp"
#include "frontend/subscript_axes.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::Access;
using loop_ir::AffineForm;
using loop_ir::BaseKind;
using loop_ir::BinaryOperator;
using loop_ir::ExpressionId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::SubscriptDimension;
using loop_ir::SubscriptForm;

// What the expressions of an index mention.
struct Mentions {
  bool index = false;
  bool written_name = false;
  bool moddiv = false;
  bool load = false;
  bool product_or_call = false;
};

class Classifier {
 public:
  Classifier(LoopNest& nest, const NameUses& uses, AffineConverter& converter)
      : nest_(nest), uses_(uses), converter_(converter) {}

  void classify(SubscriptDimension& dimension, const Access& access) {
    const Site site{access.loop_ids, access.range.begin.offset_bytes};
    if (const auto form = form_of_shape(dimension.index_id, access)) {
      dimension.form = *form;
      if (const auto* slice = find_node<loop_ir::Slice>(nest_, dimension.index_id)) {
        dimension.slice = converter_.convert_slice(loop_ir::Slice(*slice), site);
      }
      return;
    }
    dimension.affine = converter_.convert(dimension.index_id, site);
    dimension.form = dimension.affine ? form_of_affine(*dimension.affine)
                                      : form_of_mentions(mentions(dimension.index_id, site));
  }

  // Where the cells depend on it: the upper end of `i:`, the lower bound of `::-1`, and what a
  // negative bound counts from. Rows of a list may differ in length.
  void add_extent(SubscriptDimension& dimension, const Access& access, std::size_t position) {
    loop_ir::SliceForm& slice = *dimension.slice;
    const auto may_count_from_end = [](const std::optional<AffineForm>& bound) {
      return bound && bound->symbol_terms().empty() && bound->constant() < 0;
    };
    const loop_ir::Name& base = nest_.names[access.base_id];
    const bool is_needed = !(slice.step > 0 ? slice.upper : slice.lower) ||
                           may_count_from_end(slice.lower) || may_count_from_end(slice.upper);
    const bool has_one_extent =
        (position == 0 || base.kind != BaseKind::List) && base.text.find('.') == base.text.npos;
    if (is_needed && has_one_extent) {
      slice.extent = converter_.array_extent(access.base_id, static_cast<std::uint32_t>(position));
    }
  }

 private:
  // Slices, keys and masks are told by their look.
  std::optional<SubscriptForm> form_of_shape(ExpressionId index_id, const Access& access) const {
    const loop_ir::ExpressionNode& node = nest_.expressions[index_id].node;
    if (std::holds_alternative<loop_ir::Slice>(node)) {
      return SubscriptForm::Slice;
    }
    const BaseKind kind = nest_.names[access.base_id].kind;
    const bool has_keys = kind == BaseKind::Dict || kind == BaseKind::Frame;
    const bool is_tuple = std::holds_alternative<loop_ir::Display>(node);
    if (std::holds_alternative<loop_ir::StringLiteral>(node) || is_tuple ||
        (has_keys && access.dimensions.size() > 1)) {
      return SubscriptForm::Key;
    }
    if (std::holds_alternative<loop_ir::Comparison>(node) ||
        std::holds_alternative<loop_ir::BooleanOperation>(node)) {
      return SubscriptForm::Mask;
    }
    return std::nullopt;
  }

  SubscriptForm form_of_affine(const AffineForm& form) const {
    const auto varies = [&](const auto& term) {
      return nest_.symbols[term.first].varies_with.is_valid();
    };
    const auto& symbols = form.symbol_terms();
    if (form.loop_terms().empty()) {
      return std::any_of(symbols.begin(), symbols.end(), varies) ? SubscriptForm::Variant
                                                                 : SubscriptForm::Inv;
    }
    if (!symbols.empty()) {
      return SubscriptForm::Linsym;
    }
    return form.loop_terms().size() == 1 ? SubscriptForm::Lin1 : SubscriptForm::Linn;
  }

  static SubscriptForm form_of_mentions(const Mentions& found) {
    if (!found.index && !found.written_name) {
      return SubscriptForm::Inv;
    }
    if (found.moddiv) {
      return SubscriptForm::Moddiv;
    }
    if (found.load) {
      return SubscriptForm::Indirect;
    }
    return found.product_or_call || !found.written_name ? SubscriptForm::Nonlin
                                                        : SubscriptForm::Variant;
  }

  Mentions mentions(ExpressionId index_id, const Site& site) const {
    Mentions found;
    for (const ExpressionId part_id : loop_ir::subtree_of(nest_, index_id)) {
      note(nest_.expressions[part_id].node, site, found);
    }
    return found;
  }

  void note(const loop_ir::ExpressionNode& node, const Site& site, Mentions& found) const {
    if (const auto* name = std::get_if<loop_ir::NameRead>(&node)) {
      const bool is_index = converter_.index_loop(name->name_id, site).is_valid();
      found.index = found.index || is_index;
      found.written_name = found.written_name || (!is_index && uses_.may_change(name->name_id));
    } else if (const auto* binary = std::get_if<loop_ir::Binary>(&node)) {
      const bool is_moddiv =
          binary->op == BinaryOperator::Modulo || binary->op == BinaryOperator::FloorDivide;
      found.moddiv = found.moddiv || is_moddiv;
      found.product_or_call = found.product_or_call || binary->op == BinaryOperator::Multiply ||
                              binary->op == BinaryOperator::Power;
    } else if (std::holds_alternative<loop_ir::Call>(node)) {
      found.product_or_call = true;
    } else if (std::holds_alternative<loop_ir::Subscript>(node)) {
      found.load = true;
    }
  }

  LoopNest& nest_;
  const NameUses& uses_;
  AffineConverter& converter_;
};

}  // namespace

// A dimension without an expression is the position of an element that a loop's header takes.
void classify_subscripts(LoopNest& nest, const NameUses& uses, AffineConverter& converter) {
  const SubscriptAxes axes(nest);
  Classifier classifier(nest, uses, converter);
  for (const loop_ir::AccessId access_id : nest.accesses.ids()) {
    Access& access = nest.accesses[access_id];
    for (std::size_t position = 0; position < access.dimensions.size(); ++position) {
      SubscriptDimension& dimension = access.dimensions[position];
      if (dimension.index_id.is_valid()) {
        classifier.classify(dimension, access);
      }
      if (dimension.is_shifted) {
        dimension.affine.reset();
        dimension.slice.reset();
      }
      if (dimension.slice && axes.is_numbered(access_id, position)) {
        classifier.add_extent(dimension, access, position);
      }
    }
  }
}

}  // namespace autopar::frontend
