#include "dependence/flat_indices.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/checked_int.hpp"
#include "dependence/affine_bounds.hpp"
#include "dependence/index_polynomial.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AffineForm;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::SymbolId;

// One flat subscript, and what it is read as.
struct FlatAccess {
  AccessId access_id;
  Polynomial flat;
};

// Row first, then the columns; each column with the symbol below which it stays.
struct Reading {
  std::vector<AffineForm> subscripts;
  std::vector<SymbolId> extents;
};

// The symbols of products, which may be the length of a row.
std::vector<SymbolId> row_lengths(const std::vector<Polynomial>& flats) {
  std::set<SymbolId> found;
  for (const Polynomial& flat : flats) {
    for (const auto& [monomial, coefficient] : flat) {
      if (monomial.degree() > 1) {
        found.insert(monomial.symbol_ids.begin(), monomial.symbol_ids.end());
      }
    }
  }
  return {found.begin(), found.end()};
}

bool are_affine(const std::vector<Polynomial>& polynomials) {
  return std::ranges::all_of(polynomials,
                             [](const Polynomial& each) { return to_affine(each).has_value(); });
}

// a[i*n + n - 1 - j]: the lone n may count to the column instead of the row.
Division divide_with_lone_symbol_in_rest(const Polynomial& flat, SymbolId divisor) {
  Division division = divide(flat, divisor);
  const auto lone = division.quotient.find(Monomial());
  if (lone != division.quotient.end()) {
    division.rest[Monomial{{}, {divisor}}] = lone->second;
    division.quotient.erase(lone);
  }
  return division;
}

// The lengths by which the flat forms are divided, the last dimension's first; nothing if no order
// of them leaves affine forms.
std::optional<std::vector<SymbolId>> find_lengths(const std::vector<Polynomial>& flats) {
  if (are_affine(flats)) {
    return std::vector<SymbolId>();
  }
  for (const SymbolId length : row_lengths(flats)) {
    std::vector<Polynomial> rows;
    std::vector<Polynomial> columns;
    for (const Polynomial& flat : flats) {
      const Division division = divide(flat, length);
      rows.push_back(division.quotient);
      columns.push_back(division.rest);
    }
    auto rest = are_affine(columns) ? find_lengths(rows) : std::nullopt;
    if (rest) {
      rest->insert(rest->begin(), length);
      return rest;
    }
  }
  return std::nullopt;
}

using Divide = Division (*)(const Polynomial&, SymbolId);

std::optional<Reading> read(const Polynomial& flat, const std::vector<SymbolId>& lengths,
                            Divide divide_by) {
  Reading reading;
  Polynomial row = flat;
  for (const SymbolId length : lengths) {
    const Division division = divide_by(row, length);
    const auto column = to_affine(division.rest);
    if (!column) {
      return std::nullopt;
    }
    reading.subscripts.insert(reading.subscripts.begin(), *column);
    reading.extents.insert(reading.extents.begin(), length);
    row = division.quotient;
  }
  const auto first = to_affine(row);
  if (!first) {
    return std::nullopt;
  }
  reading.subscripts.insert(reading.subscripts.begin(), *first);
  return reading;
}

// What makes a reading right, as forms over symbols that may not be negative.
std::optional<std::vector<AffineForm>> conditions_of(const LoopNest& nest, const Reading& reading) {
  std::vector<AffineForm> conditions;
  for (std::size_t position = 0; position < reading.subscripts.size(); ++position) {
    const auto lowest = lowest_form(reading.subscripts[position], nest);
    if (!lowest) {
      return std::nullopt;
    }
    conditions.push_back(*lowest);
    if (position == 0) {
      continue;
    }
    const auto highest = highest_form(reading.subscripts[position], nest);
    const auto room = highest ? AffineForm::of_symbol(reading.extents[position - 1]).minus(*highest)
                              : std::nullopt;
    const auto surplus = room ? room->plus(AffineForm::of_constant(-1)) : std::nullopt;
    if (!surplus) {
      return std::nullopt;
    }
    conditions.push_back(*surplus);
  }
  return conditions;
}

// How the conditions of one base stand.
struct Standing {
  Evidence evidence;
  std::vector<Assumption> needed;
  bool fails = false;
};

class Recovery {
 public:
  Recovery(LoopNest nest, const loop_ir::ArgumentFacts* facts, const EffectTable& effects)
      : facts_(facts), effects_(effects), nest_(std::move(nest)) {}

  FlatRecovery run() {
    const std::vector<NameId> bases = flat_bases();
    if (bases.empty()) {
      return {std::move(nest_), {}, {}, {}};
    }
    flat_nest_ = nest_;
    for (const NameId name_id : bases) {
      recover(name_id);
    }
    LoopNest guarded_nest = guarded_.empty() ? LoopNest() : with_guarded();
    return {std::move(nest_), std::move(proved_), std::move(guarded_nest), std::move(guarded_)};
  }

 private:
  using Dimensions = std::vector<loop_ir::SubscriptDimension>;

  LoopNest with_guarded() {
    LoopNest nest = std::move(flat_nest_);
    nest.symbols = nest_.symbols;
    for (const auto& [access_id, dimensions] : guarded_dimensions_) {
      nest.accesses[access_id].dimensions = dimensions;
    }
    return nest;
  }

  // Bases that some subscript with a product names, each once.
  std::vector<NameId> flat_bases() const {
    std::set<NameId> found;
    for (const Access& access : nest_.accesses) {
      const bool is_flat = access.kind == loop_ir::AccessKind::Element &&
                           access.dimensions.size() == 1 && !access.dimensions.front().affine &&
                           access.dimensions.front().form == loop_ir::SubscriptForm::Nonlin;
      if (is_flat && !nest_.names[access.base_id].is_written) {
        found.insert(access.base_id);
      }
    }
    return {found.begin(), found.end()};
  }

  Context context() { return {nest_, facts_, effects_, counters_}; }

  void recover(NameId name_id) {
    const auto accesses = flat_accesses(name_id);
    if (!accesses) {
      return;
    }
    const loop_ir::BaseKind kind = nest_.names[name_id].kind;
    const bool may_be_array = kind != loop_ir::BaseKind::List && kind != loop_ir::BaseKind::Dict;
    if (!may_be_array || has_twin(name_id) || !read_rows(name_id, *accesses)) {
      put_in_values(name_id, *accesses);
    }
  }

  // Another name stands for the same view at the call, so its subscripts are compared with these.
  bool has_twin(NameId name_id) {
    return facts_ != nullptr && std::ranges::any_of(nest_.names.ids(), [&](NameId other_id) {
             return other_id != name_id && context().holds(AreSameView{name_id, other_id});
           });
  }

  // Nothing if some access to an element of the base has another kind of subscript.
  std::optional<std::vector<FlatAccess>> flat_accesses(NameId name_id) {
    std::vector<FlatAccess> found;
    for (const AccessId access_id : nest_.accesses.ids()) {
      const Access& access = nest_.accesses[access_id];
      if (access.base_id != name_id || access.kind != loop_ir::AccessKind::Element) {
        continue;
      }
      if (access.dimensions.size() != 1) {
        return std::nullopt;
      }
      const loop_ir::SubscriptDimension& dimension = access.dimensions.front();
      const auto flat = dimension.affine ? std::optional(to_polynomial(*dimension.affine))
                        : dimension.index_id.is_valid()
                            ? make_polynomial(nest_, access, dimension.index_id)
                            : std::nullopt;
      if (!flat) {
        return std::nullopt;
      }
      found.push_back({access_id, *flat});
    }
    return found;
  }

  // True if the base is settled: read as rows, for good or under a guard.
  bool read_rows(NameId name_id, const std::vector<FlatAccess>& accesses) {
    std::vector<Polynomial> flats;
    std::ranges::transform(accesses, std::back_inserter(flats), &FlatAccess::flat);
    const auto lengths = find_lengths(flats);
    if (!lengths || lengths->empty()) {
      return false;
    }
    Standing standing;
    std::map<AccessId, Dimensions> dimensions;
    for (const FlatAccess& access : accesses) {
      const auto reading = best_reading(access, *lengths, standing);
      if (!reading || standing.fails) {
        return false;
      }
      dimensions[access.access_id] = dimensions_of(access.access_id, *reading);
    }
    return settle(name_id, standing, dimensions);
  }

  bool settle(NameId name_id, const Standing& standing,
              const std::map<AccessId, Dimensions>& dimensions) {
    if (!standing.needed.empty() && facts_ != nullptr) {
      return false;
    }
    guarded_dimensions_.insert(dimensions.begin(), dimensions.end());
    if (!standing.needed.empty()) {
      guarded_.push_back({name_id, standing.evidence, standing.needed});
      return true;
    }
    for (const auto& [access_id, each] : dimensions) {
      nest_.accesses[access_id].dimensions = each;
    }
    proved_.push_back({name_id, standing.evidence, {}});
    return true;
  }

  // The first reading whose conditions all hold by the text, else the plain one with what it needs.
  std::optional<Reading> best_reading(const FlatAccess& access,
                                      const std::vector<SymbolId>& lengths, Standing& standing) {
    const auto plain = read(access.flat, lengths, &divide);
    const auto shifted = read(access.flat, lengths, &divide_with_lone_symbol_in_rest);
    for (const auto& reading : {plain, shifted}) {
      const auto conditions = reading ? conditions_of(nest_, *reading) : std::nullopt;
      if (conditions && hold_by_text(access, *conditions)) {
        return reading;
      }
    }
    const auto conditions = plain ? conditions_of(nest_, *plain) : std::nullopt;
    if (!conditions) {
      return std::nullopt;
    }
    for (const AffineForm& condition : *conditions) {
      add_condition(access, condition, standing);
    }
    return plain;
  }

  bool hold_by_text(const FlatAccess& access, const std::vector<AffineForm>& conditions) const {
    const auto& loop_ids = nest_.accesses[access.access_id].loop_ids;
    return std::ranges::all_of(conditions, [&](const AffineForm& condition) {
      return is_non_negative(condition, loop_ids, nest_);
    });
  }

  void add_condition(const FlatAccess& access, const AffineForm& condition, Standing& standing) {
    if (hold_by_text(access, {condition})) {
      return;
    }
    Evidence used;
    const auto value = evaluate_form(context(), condition, used);
    if (value) {
      standing.fails = standing.fails || *value < 0;
      standing.evidence.add(used);
    } else if (condition.is_constant()) {
      standing.fails = true;
    } else {
      add_assumption(standing.needed, IsNonNegative{condition});
    }
  }

  Dimensions dimensions_of(AccessId access_id, const Reading& reading) const {
    Dimensions dimensions;
    for (const AffineForm& subscript : reading.subscripts) {
      loop_ir::SubscriptDimension dimension = nest_.accesses[access_id].dimensions.front();
      dimension.form = loop_ir::SubscriptForm::Linsym;
      dimension.affine = subscript;
      dimensions.push_back(dimension);
    }
    return dimensions;
  }

  // a[i*n + j] with n = 10 is a[10*i + j].
  void put_in_values(NameId name_id, const std::vector<FlatAccess>& accesses) {
    Evidence used;
    std::map<AccessId, AffineForm> forms;
    for (const FlatAccess& access : accesses) {
      const auto form = with_values(access.flat, used);
      if (!form) {
        return;
      }
      forms[access.access_id] = *form;
    }
    for (const auto& [access_id, form] : forms) {
      loop_ir::SubscriptDimension& dimension = nest_.accesses[access_id].dimensions.front();
      dimension.affine = form;
      dimension.form = loop_ir::SubscriptForm::Linn;
      guarded_dimensions_[access_id] = {dimension};
    }
    proved_.push_back({name_id, used, {}});
  }

  std::optional<AffineForm> with_values(const Polynomial& flat, Evidence& used) {
    std::optional<AffineForm> sum = AffineForm();
    for (const auto& [monomial, coefficient] : flat) {
      const auto factor = monomial.degree() > 1 ? product_of(monomial, coefficient, used)
                                                : std::optional(coefficient);
      if (!factor || monomial.loop_ids.size() > 1) {
        return std::nullopt;
      }
      const AffineForm unit =
          !monomial.loop_ids.empty() ? AffineForm::of_loop(monomial.loop_ids.front())
          : monomial.degree() == 1   ? AffineForm::of_symbol(monomial.symbol_ids.front())
                                     : AffineForm::of_constant(1);
      const auto term = unit.times(*factor);
      sum = sum && term ? sum->plus(*term) : std::nullopt;
    }
    return sum;
  }

  std::optional<std::int64_t> product_of(const Monomial& monomial, std::int64_t coefficient,
                                         Evidence& used) {
    std::optional<std::int64_t> product = coefficient;
    for (const SymbolId symbol_id : monomial.symbol_ids) {
      const auto known = value_of(context(), symbol_id);
      product = product && known ? checked_multiply(*product, known->value) : std::nullopt;
      if (known) {
        used.add(*known);
      }
    }
    return product;
  }

  const loop_ir::ArgumentFacts* facts_;
  const EffectTable& effects_;
  TestCounters counters_;
  LoopNest nest_;
  LoopNest flat_nest_;
  std::map<AccessId, Dimensions> guarded_dimensions_;
  std::vector<RecoveredBase> proved_;
  std::vector<RecoveredBase> guarded_;
};

}  // namespace

FlatRecovery recover_flat_indices(LoopNest nest, const loop_ir::ArgumentFacts* facts,
                                  const EffectTable& effects) {
  return Recovery(std::move(nest), facts, effects).run();
}

}  // namespace autopar::dependence
