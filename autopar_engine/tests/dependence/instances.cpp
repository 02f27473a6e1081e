#include "tests/dependence/instances.hpp"

#include <algorithm>
#include <unordered_map>

namespace autopar::dependence {
namespace {

using loop_ir::AffineForm;
using loop_ir::LoopId;

class Enumeration {
 public:
  Enumeration(const loop_ir::LoopNest& nest, loop_ir::AccessId access_id, std::int64_t symbol_value,
              std::size_t most)
      : nest_(nest), access_(nest.accesses[access_id]), symbol_value_(symbol_value), most_(most) {
    values_.resize(nest.loops.size());
  }

  std::optional<std::vector<Instance>> all() {
    run(0);
    return instances_.size() > most_ ? std::nullopt : std::optional(std::move(instances_));
  }

 private:
  std::int64_t evaluate(const AffineForm& form) const {
    return value_of(form, values_, symbol_value_);
  }

  void add_instance() {
    Instance instance{iterations_, {}};
    for (const auto& dimension : access_.dimensions) {
      instance.subscripts.push_back(evaluate(*dimension.affine));
    }
    instances_.push_back(std::move(instance));
  }

  void run(std::size_t level) {
    if (level == access_.loop_ids.size()) {
      return add_instance();
    }
    const LoopId loop_id = access_.loop_ids[level];
    const auto& domain = nest_.loops[loop_id].domain;
    const std::int64_t stop = evaluate(*domain.stop);
    std::int64_t value = evaluate(*domain.start);
    for (std::int64_t iteration = 0;
         (*domain.step > 0 ? value < stop : value > stop) && instances_.size() <= most_;
         ++iteration, value += *domain.step) {
      values_[loop_id.index()] = value;
      iterations_.push_back(iteration);
      run(level + 1);
      iterations_.pop_back();
    }
  }

  const loop_ir::LoopNest& nest_;
  const loop_ir::Access& access_;
  std::int64_t symbol_value_ = 0;
  std::size_t most_ = 0;
  std::vector<std::int64_t> values_;
  IterationVector iterations_;
  std::vector<Instance> instances_;
};

// Row-major; every index lies in [-extent, extent).
std::int64_t cell_of(const Instance& instance, const std::vector<std::int64_t>& extents) {
  std::int64_t cell = 0;
  for (std::size_t dimension = 0; dimension < extents.size(); ++dimension) {
    const std::int64_t index = instance.subscripts[dimension];
    cell = cell * extents[dimension] + (index < 0 ? index + extents[dimension] : index);
  }
  return cell;
}

void widen(DistanceInterval& interval, std::int64_t distance) {
  interval.lower = std::min(*interval.lower, distance);
  interval.upper = std::max(*interval.upper, distance);
}

void add_meeting(const Instance& source, const Instance& sink, std::size_t common_loops,
                 Meetings& meetings) {
  std::size_t position = 0;
  while (position < common_loops && source.iterations[position] == sink.iterations[position]) {
    ++position;
  }
  if (position < common_loops && source.iterations[position] > sink.iterations[position]) {
    return;
  }
  auto& distances = meetings.by_carrier[position];
  const bool is_first = !distances;
  if (is_first) {
    distances.emplace(common_loops);
  }
  for (std::size_t loop = 0; loop < common_loops; ++loop) {
    const std::int64_t distance = sink.iterations[loop] - source.iterations[loop];
    if (is_first) {
      (*distances)[loop] = {distance, distance};
    }
    widen((*distances)[loop], distance);
  }
}

}  // namespace

std::int64_t value_of(const AffineForm& form, std::span<const std::int64_t> index_values,
                      std::int64_t symbol_value) {
  std::int64_t sum = form.constant();
  for (const auto& [loop_id, coefficient] : form.loop_terms()) {
    sum += coefficient * index_values[loop_id.index()];
  }
  for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
    sum += coefficient * symbol_value;
  }
  return sum;
}

std::optional<std::vector<Instance>> run_loops(const loop_ir::LoopNest& nest,
                                               loop_ir::AccessId access_id,
                                               std::int64_t symbol_value, std::size_t most) {
  return Enumeration(nest, access_id, symbol_value, most).all();
}

std::vector<std::int64_t> smallest_extents(std::span<const Instance> source,
                                           std::span<const Instance> sink, std::size_t rank) {
  std::vector<std::int64_t> extents(rank, 1);
  for (const auto& instances : {source, sink}) {
    for (const Instance& instance : instances) {
      for (std::size_t dimension = 0; dimension < rank; ++dimension) {
        const std::int64_t index = instance.subscripts[dimension];
        extents[dimension] = std::max({extents[dimension], index + 1, -index});
      }
    }
  }
  return extents;
}

Meetings find_meetings(std::span<const Instance> source, std::span<const Instance> sink,
                       const std::vector<std::int64_t>& extents, std::size_t common_loops) {
  std::unordered_map<std::int64_t, std::vector<const Instance*>> by_cell;
  for (const Instance& instance : source) {
    by_cell[cell_of(instance, extents)].push_back(&instance);
  }
  Meetings meetings;
  meetings.by_carrier.resize(common_loops + 1);
  for (const Instance& instance : sink) {
    const auto found = by_cell.find(cell_of(instance, extents));
    if (found == by_cell.end()) {
      continue;
    }
    for (const Instance* other : found->second) {
      add_meeting(*other, instance, common_loops, meetings);
    }
  }
  return meetings;
}

}  // namespace autopar::dependence
