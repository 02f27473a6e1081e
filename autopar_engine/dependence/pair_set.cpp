#include "dependence/pair_set.hpp"

#include <algorithm>

#include "autopar/check.hpp"
#include "base/checked_int.hpp"
#include "dependence/index_conditions.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AffineForm;
using loop_ir::IterationDomain;
using loop_ir::LoopId;
using loop_ir::SymbolId;
using polyhedra::constant_form;
using polyhedra::LinearForm;

// left - right + constant; nothing where a number leaves 64 bits.
std::optional<LinearForm> difference(const LinearForm& left, const LinearForm& right,
                                     std::int64_t constant) {
  auto form = combine(left, right, -1);
  const auto shifted = form ? checked_add(form->constant, constant) : std::nullopt;
  if (!shifted) {
    return std::nullopt;
  }
  form->constant = *shifted;
  return form;
}

// One of the two accesses, with the loops around it.
struct Instance {
  const Access& access;
  bool is_sink = false;
  std::vector<std::size_t> iterations;
  // The value of each loop's index; nothing if it leaves 64 bits.
  std::vector<std::optional<LinearForm>> indices;
};

struct KnownStart {
  LoopId loop_id;
  LinearForm start;
};

struct KnownSymbol {
  SymbolId symbol_id;
  bool is_of_sink = false;
  LinearForm value;
};

class PairSetBuilder {
 public:
  PairSetBuilder(const Context& context, const Pairing& pairing, SymbolUse use,
                 const std::vector<bool>& may_wrap)
      : context_(context),
        pairing_(pairing),
        use_(use),
        may_wrap_(may_wrap),
        source_{pairing.source, false, {}, {}},
        sink_{pairing.sink, true, {}, {}} {}

  std::optional<PairSet> run() {
    result_.instances.inequalities.reserve(kUsualInequalities);
    add_loops(source_);
    add_loops(sink_);
    add_order();
    add_conditions(source_);
    add_conditions(sink_);
    const std::size_t dimensions =
        std::min(pairing_.source.dimensions.size(), pairing_.sink.dimensions.size());
    for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
      add_dimension(dimension);
    }
    fill_positions();
    return fits_ ? std::optional(std::move(result_)) : std::nullopt;
  }

 private:
  static constexpr std::size_t kUsualInequalities = 8;

  // Of a set with room for it; else the whole set is given up.
  std::size_t add_variable() {
    std::size_t& count = result_.instances.variable_count;
    fits_ = fits_ && count < polyhedra::kMaximumVariables;
    return fits_ ? count++ : 0;
  }

  LinearForm add_unknown() {
    LinearForm form;
    form.coefficients[add_variable()] = 1;
    return form;
  }

  LinearForm add_unknown_not_below(std::int32_t lowest) {
    const LinearForm form = add_unknown();
    LinearForm& surplus = result_.instances.inequalities.emplace_back(form);
    surplus.constant = -std::int64_t{lowest};
    return form;
  }

  // left - right - gap >= 0.
  void add_at_least(const LinearForm& left, const LinearForm& right, std::int64_t gap) {
    const auto form = difference(left, right, -gap);
    if (form) {
      result_.instances.inequalities.push_back(*form);
    }
  }

  bool is_same_iteration(std::size_t position) const {
    return position < pairing_.carrier_position.value_or(pairing_.common_loops);
  }
  // Both instances run after one and the same entry of the loop.
  bool is_entered_once(std::size_t position) const {
    return is_same_iteration(position) || position == pairing_.carrier_position;
  }

  void add_loops(Instance& instance) {
    for (std::size_t position = 0; position < instance.access.loop_ids.size(); ++position) {
      if (instance.is_sink && is_same_iteration(position)) {
        instance.iterations.push_back(source_.iterations[position]);
        instance.indices.push_back(source_.indices[position]);
      } else {
        add_loop(instance, position);
      }
    }
  }

  void add_loop(Instance& instance, std::size_t position) {
    const LoopId loop_id = instance.access.loop_ids[position];
    const IterationDomain& domain = context_.nest.loops[loop_id].domain;
    const LinearForm iteration = add_unknown_not_below(0);
    instance.iterations.push_back(result_.instances.variable_count - 1);
    if (domain.trip_count) {
      add_at_least(constant_form(*domain.trip_count), iteration, 1);
    }
    const bool has_step = domain.step && *domain.step != 0;
    if (!has_step) {
      instance.indices.emplace_back(add_unknown());
      return;
    }
    const auto index = combine(start_of(instance, position, domain), iteration, *domain.step);
    if (index) {
      add_stop(instance, loop_id, domain, *index);
    }
    instance.indices.push_back(index);
  }

  // A start that is not known is the same unknown for both instances of a loop entered once.
  std::optional<LinearForm> start_of(const Instance& instance, std::size_t position,
                                     const IterationDomain& domain) {
    const LoopId loop_id = instance.access.loop_ids[position];
    const bool is_known = domain.start && is_readable_in_header(*domain.start, loop_id);
    if (is_known) {
      return translate(*domain.start, instance);
    }
    if (!is_entered_once(position)) {
      return add_unknown();
    }
    const auto found = std::ranges::find(starts_, loop_id, &KnownStart::loop_id);
    return found != starts_.end() ? found->start
                                  : starts_.emplace_back(KnownStart{loop_id, add_unknown()}).start;
  }

  void add_stop(const Instance& instance, LoopId loop_id, const IterationDomain& domain,
                const LinearForm& index) {
    if (!domain.stop || !is_readable_in_header(*domain.stop, loop_id)) {
      return;
    }
    const auto stop = translate(*domain.stop, instance);
    if (stop && *domain.step > 0) {
      add_at_least(*stop, index, 1);
    } else if (stop) {
      add_at_least(index, *stop, 1);
    }
  }

  // What a header reads of a symbol that changes in its own loop is not what the body reads.
  bool is_readable_in_header(const AffineForm& form, LoopId header_id) const {
    return std::ranges::all_of(form.symbol_terms(), [&](const AffineForm::SymbolTerm& term) {
      const LoopId changed_in = context_.nest.symbols[term.first].varies_with;
      return !changed_in.is_valid() || is_around(context_.nest, changed_in, header_id);
    });
  }

  // Nothing where a part leaves 64 bits.
  std::optional<LinearForm> translate(const AffineForm& form, const Instance& instance) {
    std::optional<LinearForm> sum = constant_form(form.constant());
    for (const auto& [loop_id, coefficient] : form.loop_terms()) {
      const auto& loop_ids = instance.access.loop_ids;
      const auto found = std::ranges::find(loop_ids, loop_id) - loop_ids.begin();
      const auto position = static_cast<std::size_t>(found);
      if (position >= instance.indices.size() || !instance.indices[position]) {
        return std::nullopt;
      }
      sum = combine(sum, instance.indices[position], coefficient);
    }
    for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
      sum = combine(sum, symbol_form(symbol_id, instance), coefficient);
    }
    return sum;
  }

  LinearForm symbol_form(SymbolId symbol_id, const Instance& instance) {
    const loop_ir::Symbol& symbol = context_.nest.symbols[symbol_id];
    const auto known = use_ == SymbolUse::Values ? value_of(context_, symbol_id) : std::nullopt;
    if (known) {
      result_.evidence.add(*known);
      return constant_form(known->value);
    }
    const bool is_of_sink = instance.is_sink && !is_one_value(pairing_, symbol);
    const auto is_it = [&](const KnownSymbol& each) {
      return each.symbol_id == symbol_id && each.is_of_sink == is_of_sink;
    };
    const auto found = std::ranges::find_if(symbols_, is_it);
    if (found != symbols_.end()) {
      return found->value;
    }
    const bool is_extent = symbol.kind == loop_ir::SymbolKind::Extent;
    const LinearForm value = is_extent ? add_unknown_not_below(0) : add_unknown();
    return symbols_.emplace_back(KnownSymbol{symbol_id, is_of_sink, value}).value;
  }

  void add_order() {
    if (pairing_.carrier_position) {
      LinearForm source;
      LinearForm sink;
      source.coefficients[source_.iterations[*pairing_.carrier_position]] = 1;
      sink.coefficients[sink_.iterations[*pairing_.carrier_position]] = 1;
      add_at_least(sink, source, 1);
    }
  }

  // Those that need no more variables than there is room for.
  void add_conditions(const Instance& instance) {
    for (const AffineForm& condition : index_conditions(context_.nest, instance.access)) {
      const std::size_t needed = result_.instances.variable_count + condition.symbol_terms().size();
      const auto form =
          needed < polyhedra::kMaximumVariables ? translate(condition, instance) : std::nullopt;
      if (form) {
        result_.instances.inequalities.push_back(*form);
      }
    }
  }

  void add_dimension(std::size_t dimension) {
    const auto& source_affine = pairing_.source.dimensions[dimension].affine;
    const auto& sink_affine = pairing_.sink.dimensions[dimension].affine;
    const auto source = source_affine ? translate(*source_affine, source_) : std::nullopt;
    const auto sink = sink_affine ? translate(*sink_affine, sink_) : std::nullopt;
    if (!source || !sink) {
      result_.dimensions.emplace_back();
      return;
    }
    limit_to_extent(pairing_.source, *source, dimension);
    limit_to_extent(pairing_.sink, *sink, dimension);
    const auto extent = may_wrap_[dimension] ? std::optional(extent_form(dimension)) : std::nullopt;
    result_.dimensions.emplace_back(PairSet::Dimension{*source, *sink, extent});
  }

  // Where the bounds of a slice reach beyond the extent, they are clamped.
  void limit_to_extent(const Access& access, const LinearForm& index, std::size_t dimension) {
    const auto extent = access.dimensions[dimension].form == loop_ir::SubscriptForm::Slice
                            ? known_extent(dimension)
                            : std::nullopt;
    if (extent) {
      add_at_least(*extent, index, 1);
      if (const auto from_below = combine(index, extent, 1)) {
        result_.instances.inequalities.push_back(*from_below);
      }
    }
  }

  LinearForm extent_form(std::size_t dimension) {
    const auto extent = known_extent(dimension);
    return extent ? *extent : add_unknown_not_below(1);
  }

  // At the call, or as a symbol.
  std::optional<LinearForm> known_extent(std::size_t dimension) {
    const auto extent = use_ == SymbolUse::Values
                            ? extent_at_call(context_, pairing_.source.base_id, dimension)
                            : std::nullopt;
    if (extent) {
      result_.evidence.add(Assumption(*extent));
      return constant_form(extent->value);
    }
    const auto symbol_id = extent_symbol(dimension);
    return symbol_id ? std::optional(symbol_form(*symbol_id, source_)) : std::nullopt;
  }

  // `len(a)`, if the nest mentions it and it means one thing to both instances.
  std::optional<SymbolId> extent_symbol(std::size_t dimension) const {
    const loop_ir::NameId name_id = pairing_.source.base_id;
    for (const SymbolId symbol_id : context_.nest.symbols.ids()) {
      const loop_ir::Symbol& symbol = context_.nest.symbols[symbol_id];
      if (symbol.kind == loop_ir::SymbolKind::Extent && symbol.name_id == name_id &&
          symbol.dimension == dimension && !symbol.varies_with.is_valid() &&
          pairing_.sink.base_id == name_id) {
        return symbol_id;
      }
    }
    return std::nullopt;
  }

  void fill_positions() {
    const auto common = static_cast<std::ptrdiff_t>(pairing_.common_loops);
    const auto append = [](std::vector<std::size_t>& target, auto begin, auto end) {
      target.insert(target.end(), begin, end);
    };
    const auto& of_source = source_.iterations;
    const auto& of_sink = sink_.iterations;
    append(result_.source_variables, of_source.begin(), of_source.begin() + common);
    append(result_.sink_variables, of_sink.begin(), of_sink.begin() + common);
    append(result_.free_variables, of_source.begin() + common, of_source.end());
    append(result_.free_variables, of_sink.begin() + common, of_sink.end());
  }

  const Context& context_;
  const Pairing& pairing_;
  SymbolUse use_;
  const std::vector<bool>& may_wrap_;
  Instance source_;
  Instance sink_;
  std::vector<KnownStart> starts_;
  std::vector<KnownSymbol> symbols_;
  PairSet result_;
  bool fits_ = true;
};

std::vector<std::int64_t> values_at(std::span<const std::int64_t> point,
                                    const std::vector<std::size_t>& variables) {
  std::vector<std::int64_t> values;
  for (const std::size_t variable : variables) {
    values.push_back(point[variable]);
  }
  return values;
}

}  // namespace

std::optional<PairSet> make_pair_set(const Context& context, const Pairing& pairing, SymbolUse use,
                                     const std::vector<bool>& may_wrap) {
  return PairSetBuilder(context, pairing, use, may_wrap).run();
}

void add_meeting(polyhedra::IntegerSet& set, const PairSet::Dimension& dimension, Wrap wrap) {
  auto equality = difference(dimension.source, dimension.sink, 0);
  if (wrap != Wrap::None) {
    AUTOPAR_CHECK(dimension.extent.has_value(), "an extent to count from");
    const LinearForm& below = wrap == Wrap::Source ? dimension.source : dimension.sink;
    const LinearForm& above = wrap == Wrap::Source ? dimension.sink : dimension.source;
    equality = combine(equality, dimension.extent, wrap == Wrap::Source ? 1 : -1);
    set.inequalities.push_back(above);
    if (const auto is_below = difference(constant_form(-1), below, 0)) {
      set.inequalities.push_back(*is_below);
    }
  }
  if (equality) {
    set.equalities.push_back(*equality);
  }
}

Solution solution_at(const PairSet& set, std::span<const std::int64_t> point) {
  return {values_at(point, set.source_variables), values_at(point, set.sink_variables),
          values_at(point, set.free_variables)};
}

}  // namespace autopar::dependence
