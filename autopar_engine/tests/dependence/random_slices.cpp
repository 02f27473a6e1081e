#include "tests/dependence/random_slices.hpp"

#include <algorithm>

#include "tests/dependence/instances.hpp"
#include "tests/dependence/slice_cells.hpp"

namespace autopar::dependence {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AffineForm;
using loop_ir::LoopId;
using loop_ir::SliceForm;
using loop_ir::SubscriptDimension;

namespace {

std::string print(const AffineForm& form) {
  std::string text = std::to_string(form.constant());
  for (const auto& [loop_id, coefficient] : form.loop_terms()) {
    text += " + " + std::to_string(coefficient) + "*i" + std::to_string(loop_id.index());
  }
  return form.symbol_terms().empty() ? text : text + " + n";
}

std::string print(const std::optional<AffineForm>& form) { return form ? print(*form) : ""; }

std::string print(const SubscriptDimension& dimension) {
  return dimension.slice ? print(dimension.slice->lower) + ":" + print(dimension.slice->upper) +
                               ":" + std::to_string(dimension.slice->step)
                         : print(dimension.affine);
}

// The index values of the loops around one access, one run after the other.
class Runs {
 public:
  Runs(const loop_ir::LoopNest& nest, const Access& access, std::int64_t symbol_value)
      : nest_(nest), access_(access), symbol_value_(symbol_value), values_(nest.loops.size()) {}

  template <class Visit>
  void for_each(Visit&& visit, std::size_t level = 0) {
    if (level == access_.loop_ids.size()) {
      return visit(iterations_);
    }
    const LoopId loop_id = access_.loop_ids[level];
    const auto& domain = nest_.loops[loop_id].domain;
    const std::int64_t stop = value_of(*domain.stop);
    iterations_.push_back(0);
    for (std::int64_t value = value_of(*domain.start);
         *domain.step > 0 ? value < stop : value > stop; value += *domain.step) {
      values_[loop_id.index()] = value;
      for_each(visit, level + 1);
      ++iterations_.back();
    }
    iterations_.pop_back();
  }

  std::int64_t value_of(const AffineForm& form) const {
    return dependence::value_of(form, values_, symbol_value_);
  }

  std::optional<std::int64_t> value_of(const std::optional<AffineForm>& form) const {
    return form ? std::optional(value_of(*form)) : std::nullopt;
  }

  // Nothing if the index raises.
  std::optional<std::vector<std::int64_t>> selected(std::size_t position,
                                                    std::int64_t extent) const {
    if (position >= access_.dimensions.size()) {
      return cells_of({0, extent, 1});
    }
    const SubscriptDimension& dimension = access_.dimensions[position];
    if (dimension.slice) {
      return cells_of(slice_indices(value_of(dimension.slice->lower),
                                    value_of(dimension.slice->upper), dimension.slice->step,
                                    extent));
    }
    const std::int64_t index = value_of(*dimension.affine);
    if (index < -extent || index >= extent) {
      return std::nullopt;
    }
    return std::vector{index < 0 ? index + extent : index};
  }

 private:
  const loop_ir::LoopNest& nest_;
  const Access& access_;
  std::int64_t symbol_value_ = 0;
  std::vector<std::int64_t> values_;
  IterationVector iterations_;
};

}  // namespace

RandomSlices::RandomSlices(std::mt19937_64& random) : random_(random) {
  symbol_value = between(-2, 6);
  const std::int64_t rank = one_in(6) ? 3 : between(1, 2);
  for (std::int64_t dimension = 0; dimension < rank; ++dimension) {
    extents.push_back(one_in(12) ? 0 : between(1, 7));
    nest.symbols.add(
        {loop_ir::SymbolKind::Extent, array_id, static_cast<std::uint32_t>(dimension), LoopId()});
  }
  add_loops();
  source = add_random_access(loop_ir::AccessMode::Write);
  sink = one_in(4) ? source : add_random_access(loop_ir::AccessMode::Read);
}

std::int64_t RandomSlices::between(std::int64_t lower, std::int64_t upper) {
  return std::uniform_int_distribution<std::int64_t>(lower, upper)(random_);
}

void RandomSlices::add_loops() {
  static constexpr std::int64_t kSteps[] = {1, 1, 1, 2, -1};
  const std::int64_t depth = between(1, 2);
  for (std::int64_t level = 0; level < depth; ++level) {
    const LoopId parent_id = loop_ids_.empty() ? LoopId() : loop_ids_.back();
    const std::int64_t step = kSteps[between(0, 4)];
    const AffineForm first = form(between(0, 2));
    AffineForm stop = first.plus(form(between(0, 5))).value();
    if (parent_id.is_valid() && one_in(3)) {
      stop = stop.plus(AffineForm::of_loop(parent_id)).value();
    } else if (one_in(4)) {
      stop = symbol();
    }
    const AffineForm below = first.plus(form(-1)).value();
    loop_ids_.push_back(step > 0 ? add_loop(parent_id, first, stop, step)
                                 : add_loop(parent_id, stop, below, step));
  }
}

AffineForm RandomSlices::random_form(std::int64_t lower, std::int64_t upper) {
  AffineForm sum = form(between(lower, upper));
  for (const LoopId loop_id : loop_ids_) {
    if (one_in(2)) {
      sum = sum.plus(form(0, {{loop_id, one_in(5) ? between(-1, 3) : 1}})).value();
    }
  }
  return one_in(8) ? sum.plus(symbol()).value() : sum;
}

// The extent stands by as the frontend has it.
SliceForm RandomSlices::random_slice(std::size_t dimension) {
  static constexpr std::int64_t kSteps[] = {1, 1, 1, 1, 2, 3, -1, -2, -3};
  SliceForm slice;
  slice.step = kSteps[between(0, 8)];
  const std::int64_t lowest = one_in(3) ? -6 : 0;
  if (!one_in(3)) {
    slice.lower = one_in(3) ? form(between(lowest, 9)) : random_form(lowest, 3);
  }
  if (!one_in(3)) {
    slice.upper = one_in(3) ? form(between(lowest, 9)) : random_form(lowest, 4);
  }
  if (!one_in(5)) {
    const auto symbol_id = loop_ir::SymbolId(static_cast<std::uint32_t>(1 + dimension));
    slice.extent = AffineForm::of_symbol(symbol_id);
  }
  return slice;
}

AccessId RandomSlices::add_random_access(loop_ir::AccessMode mode) {
  const AccessId access_id = add_access(mode, loop_ids_.back(), {});
  Access& access = nest.accesses[access_id];
  const std::size_t omitted = one_in(6) && extents.size() > 1 && extents.back() > 0 ? 1 : 0;
  for (std::size_t dimension = 0; dimension + omitted < extents.size(); ++dimension) {
    if (one_in(3)) {
      access.dimensions.push_back(
          {loop_ir::SubscriptForm::Linn, random_form(-1, 2), access.expression_id});
    } else {
      access.dimensions.push_back({loop_ir::SubscriptForm::Slice, std::nullopt,
                                   access.expression_id, random_slice(dimension)});
    }
  }
  return access_id;
}

std::optional<std::vector<TouchedCells>> RandomSlices::run(
    AccessId access_id, const std::vector<std::int64_t>& of_extents) const {
  std::vector<TouchedCells> touched;
  bool raises = false;
  Runs runs(nest, nest.accesses[access_id], symbol_value);
  runs.for_each([&](const IterationVector& iterations) {
    std::vector<std::int64_t> cells{0};
    for (std::size_t position = 0; position < of_extents.size(); ++position) {
      const auto selected = runs.selected(position, of_extents[position]);
      raises = raises || !selected;
      std::vector<std::int64_t> refined;
      for (const std::int64_t cell : cells) {
        for (const std::int64_t index : selected.value_or(std::vector<std::int64_t>())) {
          refined.push_back(cell * of_extents[position] + index);
        }
      }
      cells = std::move(refined);
    }
    touched.push_back({iterations, std::move(cells)});
  });
  return raises ? std::nullopt : std::optional(std::move(touched));
}

SliceClass RandomSlices::slice_class() const {
  SliceClass worst = SliceClass::NotNegative;
  for (const AccessId access_id : {source, sink}) {
    Runs runs(nest, nest.accesses[access_id], symbol_value);
    runs.for_each([&](const IterationVector&) {
      for (const SubscriptDimension& dimension : nest.accesses[access_id].dimensions) {
        if (!dimension.slice) {
          continue;
        }
        const SliceForm& slice = *dimension.slice;
        const bool is_from_end = runs.value_of(slice.lower).value_or(0) < 0 ||
                                 runs.value_of(slice.upper).value_or(0) < 0;
        worst = std::max(worst, is_from_end       ? SliceClass::FromEnd
                                : slice.step < 0  ? SliceClass::Reversed
                                : slice.step != 1 ? SliceClass::Strided
                                                  : SliceClass::NotNegative);
      }
    });
  }
  return worst;
}

bool RandomSlices::is_rectangular() const {
  return std::ranges::all_of(nest.loops, [](const loop_ir::Loop& loop) {
    return loop.domain.start->loop_terms().empty() && loop.domain.stop->loop_terms().empty();
  });
}

std::string RandomSlices::text() const {
  std::string text = "n = " + std::to_string(symbol_value) + "; a = zeros((";
  for (const std::int64_t extent : extents) {
    text += std::to_string(extent) + ",";
  }
  text += "))\n";
  for (const LoopId loop_id : loop_ids_) {
    const auto& domain = nest.loops[loop_id].domain;
    text += "for i" + std::to_string(loop_id.index()) + " in range(" + print(domain.start) + ", " +
            print(domain.stop) + ", " + std::to_string(*domain.step) + "):\n";
  }
  for (const AccessId access_id : {source, sink}) {
    text += access_id == source ? "source a[" : "sink a[";
    for (const SubscriptDimension& dimension : nest.accesses[access_id].dimensions) {
      text +=
          print(dimension) + (dimension.slice && dimension.slice->extent ? " (extent), " : ", ");
    }
    text += "]\n";
  }
  return text;
}

}  // namespace autopar::dependence
