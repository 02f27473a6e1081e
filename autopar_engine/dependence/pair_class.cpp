#include "dependence/pair_class.hpp"

#include <algorithm>
#include <set>

namespace autopar::dependence {
namespace {

using loop_ir::AffineForm;
using loop_ir::LoopId;

std::set<LoopId> indices_of(const AffineForm& form) {
  std::set<LoopId> loop_ids;
  for (const AffineForm::LoopTerm& term : form.loop_terms()) {
    loop_ids.insert(term.first);
  }
  return loop_ids;
}

std::set<LoopId> indices_of_both(const AffineForm& source, const AffineForm& sink) {
  std::set<LoopId> loop_ids = indices_of(source);
  loop_ids.merge(indices_of(sink));
  return loop_ids;
}

PairClass class_of_dimension(const AffineForm& source, const AffineForm& sink) {
  const std::set<LoopId> both = indices_of_both(source, sink);
  if (both.empty()) {
    return PairClass::Ziv;
  }
  if (both.size() == 1) {
    const bool is_strong = source.coefficient(*both.begin()) == sink.coefficient(*both.begin());
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
  std::set<LoopId> seen;
  bool is_coupled = false;
  PairClass whole = PairClass::Ziv;
  for (std::size_t position = 0; position < source.dimensions.size(); ++position) {
    const auto& left = source.dimensions[position].affine;
    const auto& right = sink.dimensions[position].affine;
    if (!left || !right) {
      return PairClass::Nonaffine;
    }
    for (const LoopId loop_id : indices_of_both(*left, *right)) {
      is_coupled = !seen.insert(loop_id).second || is_coupled;
    }
    whole = std::max(whole, class_of_dimension(*left, *right));
  }
  return is_coupled ? PairClass::Coupled : whole;
}

}  // namespace autopar::dependence
