#include "tests/dependence/meeting_instances.hpp"

#include <algorithm>
#include <map>

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AffineForm;
using loop_ir::LoopId;
using polyhedra::IntegerSet;
using polyhedra::LinearForm;

LinearForm constant(std::int64_t value) {
  LinearForm form;
  form.constant = value;
  return form;
}

LinearForm sum(LinearForm left, const LinearForm& right, std::int64_t factor = 1) {
  for (std::size_t position = 0; position < left.coefficients.size(); ++position) {
    left.coefficients.at(position) += factor * right.coefficients.at(position);
  }
  left.constant += factor * right.constant;
  return left;
}

LinearForm add_variable(IntegerSet& set) {
  LinearForm form;
  form.coefficients.at(set.variable_count) = 1;
  ++set.variable_count;
  return form;
}

// One access over the iteration numbers of its loops.
class Side {
 public:
  Side(const AffineNest& nest, const Access& access, std::vector<LinearForm> iterations,
       LinearForm symbol)
      : nest_(nest), access_(access), iterations_(std::move(iterations)), symbol_(symbol) {
    for (std::size_t level = 0; level < iterations_.size(); ++level) {
      const LoopId loop_id = access.loop_ids[level];
      const auto& domain = nest.nest.loops[loop_id].domain;
      indices_[loop_id] = sum(translate(*domain.start), iterations_[level], *domain.step);
    }
  }

  LinearForm subscript(std::size_t dimension) const {
    return translate(*access_.dimensions[dimension].affine);
  }

  void add_domain(IntegerSet& set) const {
    for (std::size_t level = 0; level < iterations_.size(); ++level) {
      const LoopId loop_id = access_.loop_ids[level];
      const auto& domain = nest_.nest.loops[loop_id].domain;
      const std::int64_t sign = *domain.step > 0 ? 1 : -1;
      const LinearForm room = sum(translate(*domain.stop), indices_.at(loop_id), -1);
      set.inequalities.push_back(iterations_[level]);
      set.inequalities.push_back(sum(constant(-1), room, sign));
    }
  }

 private:
  LinearForm translate(const AffineForm& form) const {
    LinearForm result = constant(form.constant());
    for (const auto& [loop_id, coefficient] : form.loop_terms()) {
      result = sum(result, indices_.at(loop_id), coefficient);
    }
    for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
      result = sum(result, symbol_, coefficient);
    }
    return result;
  }

  const AffineNest& nest_;
  const Access& access_;
  std::vector<LinearForm> iterations_;
  LinearForm symbol_;
  std::map<LoopId, LinearForm> indices_;
};

struct Iterations {
  std::vector<LinearForm> source;
  std::vector<LinearForm> sink;
};

// One variable where both instances are in the same iteration.
Iterations add_iterations(IntegerSet& set, const Access& source, const Access& sink,
                          LoopId carrier_id) {
  Iterations iterations;
  for (std::size_t level = 0; level < source.loop_ids.size(); ++level) {
    iterations.source.push_back(add_variable(set));
  }
  bool is_same = true;
  for (std::size_t level = 0; level < sink.loop_ids.size(); ++level) {
    const bool is_common =
        level < source.loop_ids.size() && source.loop_ids[level] == sink.loop_ids[level];
    const bool is_carrier = is_common && source.loop_ids[level] == carrier_id;
    is_same = is_same && is_common && !is_carrier;
    iterations.sink.push_back(is_same ? iterations.source[level] : add_variable(set));
    if (is_carrier) {
      const LinearForm distance = sum(iterations.sink[level], iterations.source[level], -1);
      set.inequalities.push_back(sum(distance, constant(-1)));
    }
  }
  return iterations;
}

std::vector<LinearForm> add_extents(IntegerSet& set, std::size_t rank,
                                    const std::optional<CallValues>& call) {
  std::vector<LinearForm> extents;
  for (std::size_t dimension = 0; dimension < rank; ++dimension) {
    extents.push_back(call ? constant(call->extents[dimension]) : add_variable(set));
    if (!call) {
      set.inequalities.push_back(sum(extents.back(), constant(-1)));
    }
  }
  return extents;
}

struct Dimension {
  LinearForm source;
  LinearForm sink;
  LinearForm extent;
};

// -extent <= subscript < extent.
void add_range(IntegerSet& set, const LinearForm& subscript, const LinearForm& extent) {
  set.inequalities.push_back(sum(extent, subscript));
  set.inequalities.push_back(sum(sum(extent, subscript, -1), constant(-1)));
}

// The points of the set at which the dimensions from the given one on name one cell.
std::optional<bool> meets(const IntegerSet& set, const std::vector<Dimension>& dimensions,
                          std::size_t position, const PointQuestion& has_point) {
  if (position == dimensions.size()) {
    return true;
  }
  const Dimension& dimension = dimensions[position];
  bool is_decided = true;
  for (const std::int64_t wraps : {0, 1, -1}) {
    IntegerSet part = set;
    add_range(part, dimension.source, dimension.extent);
    add_range(part, dimension.sink, dimension.extent);
    const LinearForm difference = sum(dimension.source, dimension.sink, -1);
    part.equalities.push_back(sum(difference, dimension.extent, wraps));
    const auto is_possible = has_point(part);
    const auto is_met =
        is_possible == true ? meets(part, dimensions, position + 1, has_point) : is_possible;
    if (is_met == true) {
      return true;
    }
    is_decided = is_decided && is_met.has_value();
  }
  return is_decided ? std::optional(false) : std::nullopt;
}

}  // namespace

std::optional<bool> do_instances_meet(const AffineNest& nest, loop_ir::AccessId source_id,
                                      loop_ir::AccessId sink_id, LoopId carrier_id,
                                      const std::optional<CallValues>& call,
                                      const PointQuestion& has_point) {
  const Access& source_access = nest.nest.accesses[source_id];
  const Access& sink_access = nest.nest.accesses[sink_id];
  IntegerSet set;
  const Iterations iterations = add_iterations(set, source_access, sink_access, carrier_id);
  const LinearForm symbol = call ? constant(call->symbol) : add_variable(set);
  const Side source(nest, source_access, iterations.source, symbol);
  const Side sink(nest, sink_access, iterations.sink, symbol);
  source.add_domain(set);
  sink.add_domain(set);
  const std::size_t rank = source_access.dimensions.size();
  const std::vector<LinearForm> extents = add_extents(set, rank, call);
  std::vector<Dimension> dimensions;
  for (std::size_t position = 0; position < rank; ++position) {
    dimensions.push_back({source.subscript(position), sink.subscript(position), extents[position]});
  }
  return meets(set, dimensions, 0, has_point);
}

}  // namespace autopar::dependence
