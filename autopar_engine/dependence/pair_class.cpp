#include "dependence/pair_class.hpp"

#include <algorithm>

#include "base/small_vector.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::AffineForm;
using loop_ir::LoopId;

// Each once.
using LoopIds = SmallVector<LoopId, 8>;

// False if it is there already.
bool insert(LoopIds& loop_ids, LoopId loop_id) {
  const bool is_new = std::ranges::find(loop_ids, loop_id) == loop_ids.end();
  if (is_new) {
    loop_ids.push_back(loop_id);
  }
  return is_new;
}

LoopIds indices_of_both(const AffineForm& source, const AffineForm& sink) {
  LoopIds loop_ids;
  for (const AffineForm* const form : {&source, &sink}) {
    for (const AffineForm::LoopTerm& term : form->loop_terms()) {
      insert(loop_ids, term.first);
    }
  }
  return loop_ids;
}

// both: the indices in them.
PairClass class_of_dimension(const AffineForm& source, const AffineForm& sink,
                             const LoopIds& both) {
  if (both.empty()) {
    return PairClass::Ziv;
  }
  if (both.size() == 1) {
    const bool is_strong = source.coefficient(both.front()) == sink.coefficient(both.front());
    return is_strong ? PairClass::StrongSiv : PairClass::WeakSiv;
  }
  const bool has_one_each =
      both.size() == 2 && source.loop_terms().size() == 1 && sink.loop_terms().size() == 1;
  return has_one_each ? PairClass::Rdiv : PairClass::Miv;
}

}  // namespace

PairClass class_of_pair(const loop_ir::Access& source, const loop_ir::Access& sink) {
  if (source.dimensions.size() != sink.dimensions.size()) {
    return PairClass::Nonaffine;
  }
  LoopIds seen;
  bool is_coupled = false;
  PairClass whole = PairClass::Ziv;
  for (std::size_t position = 0; position < source.dimensions.size(); ++position) {
    const auto& left = source.dimensions[position].affine;
    const auto& right = sink.dimensions[position].affine;
    if (!left || !right) {
      return PairClass::Nonaffine;
    }
    const LoopIds both = indices_of_both(*left, *right);
    for (const LoopId loop_id : both) {
      is_coupled = !insert(seen, loop_id) || is_coupled;
    }
    whole = std::max(whole, class_of_dimension(*left, *right, both));
  }
  return is_coupled ? PairClass::Coupled : whole;
}

}  // namespace autopar::dependence
