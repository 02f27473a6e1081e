#include "dependence/covered_reads.hpp"

#include <algorithm>
#include <map>

#include "base/checked_int.hpp"
#include "dependence/access_queries.hpp"
#include "polyhedra/find_point.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AffineForm;
using loop_ir::IterationDomain;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using polyhedra::IntegerSet;
using polyhedra::LinearForm;

// More pieces of what is not covered than this are not looked at.
constexpr std::size_t kMaximumPieces = 64;

std::optional<LinearForm> combine(const std::optional<LinearForm>& left,
                                  const std::optional<LinearForm>& right, std::int64_t factor) {
  if (!left || !right) {
    return std::nullopt;
  }
  LinearForm sum = *left;
  const auto add = [&](std::int64_t& target, std::int64_t value) {
    const auto product = checked_multiply(value, factor);
    const auto total = product ? checked_add(target, *product) : std::nullopt;
    target = total.value_or(0);
    return total.has_value();
  };
  bool fits = add(sum.constant, right->constant);
  for (std::size_t variable = 0; variable < polyhedra::kMaximumVariables; ++variable) {
    fits = fits && add(sum.coefficients[variable], right->coefficients[variable]);
  }
  return fits ? std::optional(sum) : std::nullopt;
}

LinearForm constant_form(std::int64_t value) {
  LinearForm form;
  form.constant = value;
  return form;
}

// sign * form + constant.
std::optional<LinearForm> shifted(const LinearForm& form, std::int64_t sign,
                                  std::int64_t constant) {
  return combine(constant_form(constant), form, sign);
}

using IndexValues = std::map<LoopId, LinearForm>;

// The instances of one read: a variable for each iteration number and each symbol.
class ReadInstances {
 public:
  ReadInstances(const Context& context, LoopId loop_id, const Access& read, bool uses_values)
      : context_(context), nest_(context.nest), loop_id_(loop_id), uses_values_(uses_values) {
    for (const LoopId each_id : read.loop_ids) {
      add_loop(each_id);
    }
  }

  bool fits() const { return fits_; }
  const IntegerSet& domain() const { return domain_; }
  const IndexValues& indices() const { return indices_; }
  const Evidence& evidence() const { return evidence_; }

  // Nothing where a loop has no value, a symbol may change in the loop, or 64 bits are left.
  std::optional<LinearForm> translate(const AffineForm& form, const IndexValues& indices) {
    if (!is_fixed_in_loop(nest_, loop_id_, form)) {
      return std::nullopt;
    }
    std::optional<LinearForm> sum = constant_form(form.constant());
    for (const auto& [each_id, coefficient] : form.loop_terms()) {
      const auto found = indices.find(each_id);
      if (found == indices.end()) {
        return std::nullopt;
      }
      sum = combine(sum, found->second, coefficient);
    }
    for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
      sum = combine(sum, symbol_form(symbol_id), coefficient);
    }
    return fits_ ? sum : std::nullopt;
  }

 private:
  LinearForm add_variable() {
    LinearForm form;
    fits_ = fits_ && domain_.variable_count < polyhedra::kMaximumVariables;
    if (fits_) {
      form.coefficients[domain_.variable_count++] = 1;
    }
    return form;
  }

  // An index of which nothing is known may be anything.
  void add_loop(LoopId each_id) {
    const loop_ir::Loop& loop = nest_.loops[each_id];
    const IterationDomain& domain = loop.domain;
    const auto start = domain.start ? translate(*domain.start, indices_) : std::nullopt;
    const bool is_known = loop.kind != loop_ir::LoopKind::While && start && domain.step;
    const LinearForm variable = add_variable();
    if (!is_known || *domain.step == 0) {
      indices_.emplace(each_id, variable);
      return;
    }
    domain_.inequalities.push_back(variable);
    const auto index = combine(start, variable, *domain.step);
    indices_.emplace(each_id, index.value_or(variable));
    fits_ = fits_ && index.has_value();
    const auto stop = domain.stop ? translate(*domain.stop, indices_) : std::nullopt;
    const std::int64_t sign = *domain.step > 0 ? 1 : -1;
    const auto room = combine(stop, index, -1);
    const auto bound = room ? shifted(*room, sign, -1) : std::nullopt;
    if (bound) {
      domain_.inequalities.push_back(*bound);
    }
  }

  LinearForm symbol_form(loop_ir::SymbolId symbol_id) {
    const auto known = uses_values_ ? value_of(context_, symbol_id) : std::nullopt;
    if (known) {
      evidence_.add(*known);
      return constant_form(known->value);
    }
    const auto found = symbols_.find(symbol_id);
    if (found != symbols_.end()) {
      return found->second;
    }
    const LinearForm form = add_variable();
    if (nest_.symbols[symbol_id].kind == loop_ir::SymbolKind::Extent) {
      domain_.inequalities.push_back(form);
    }
    return symbols_.emplace(symbol_id, form).first->second;
  }

  const Context& context_;
  const LoopNest& nest_;
  LoopId loop_id_;
  bool uses_values_;
  bool fits_ = true;
  IntegerSet domain_;
  IndexValues indices_;
  std::map<loop_ir::SymbolId, LinearForm> symbols_;
  Evidence evidence_;
};

// A write, and the tests under which it happens; both branches of a test may share it.
struct CoveringWrite {
  AccessId access_id;
  ConditionPath path;
};

bool name_same_cells(const Access& left, const Access& right) {
  return left.loop_ids == right.loop_ids &&
         std::ranges::equal(left.dimensions, right.dimensions, {},
                            &loop_ir::SubscriptDimension::affine,
                            &loop_ir::SubscriptDimension::affine);
}

// Of writes to one cell in both branches of a test, the later one stands for both.
std::vector<CoveringWrite> covering_writes(const LoopNest& nest,
                                           const std::vector<AccessId>& access_ids) {
  std::vector<CoveringWrite> writes;
  for (const AccessId access_id : access_ids) {
    const Access& access = nest.accesses[access_id];
    if (access.mode == loop_ir::AccessMode::Write && !access.is_skippable) {
      writes.push_back({access_id, conditions_of(nest, access)});
    }
  }
  for (std::size_t right = 0; right < writes.size(); ++right) {
    for (std::size_t left = 0; left < right; ++left) {
      const auto both = merge_paths(writes[left].path, writes[right].path);
      const AccessId later_id = std::max(writes[left].access_id, writes[right].access_id);
      if (both && name_same_cells(nest.accesses[writes[left].access_id],
                                  nest.accesses[writes[right].access_id])) {
        writes.push_back({later_id, *both});
      }
    }
  }
  return writes;
}

// The instances of a read that some instance of a write covers, all of them at least zero.
using Conditions = std::vector<LinearForm>;

// One way in which a write may come before a read: in the same iteration of the first `same` loops
// and, if is_earlier, in an earlier iteration of the next one.
class CoveringInstance {
 public:
  CoveringInstance(const LoopNest& nest, ReadInstances& instances, const Access& read,
                   const Access& write, std::size_t same, bool is_earlier)
      : nest_(nest),
        instances_(instances),
        read_(read),
        write_(write),
        same_(same),
        is_earlier_(is_earlier) {
    for (std::size_t position = 0; position < same; ++position) {
      const LoopId loop_id = write.loop_ids[position];
      values_.emplace(loop_id, instances.indices().at(loop_id));
    }
  }

  // Nothing if no instance can be named.
  std::optional<Conditions> find() {
    const bool is_found = own_loops_are_regular() && solve() && add_domains() && add_order();
    return is_found ? std::optional(conditions_) : std::nullopt;
  }

 private:
  bool own_loops_are_regular() const {
    return std::all_of(write_.loop_ids.begin() + static_cast<std::ptrdiff_t>(same_),
                       write_.loop_ids.end(), [&](LoopId loop_id) {
                         const loop_ir::Loop& loop = nest_.loops[loop_id];
                         const IterationDomain& domain = loop.domain;
                         return is_range_loop(loop) && domain.start && domain.stop &&
                                (domain.step == 1 || domain.step == -1);
                       });
  }

  bool add_condition(const std::optional<LinearForm>& form) {
    if (form) {
      conditions_.push_back(*form);
    }
    return form.has_value();
  }

  bool is_open(LoopId loop_id) const { return !values_.contains(loop_id); }

  std::size_t open_terms(const AffineForm& form) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        form.loop_terms(), [&](const AffineForm::LoopTerm& term) { return is_open(term.first); }));
  }

  // Gives the write's own loops the values at which its subscripts are those of the read.
  bool solve() {
    std::vector<bool> is_used(write_.dimensions.size(), false);
    for (bool has_changed = true; has_changed;) {
      has_changed = false;
      for (std::size_t dimension = 0; dimension < is_used.size(); ++dimension) {
        if (!is_used[dimension] && open_terms(*write_.dimensions[dimension].affine) <= 1) {
          is_used[dimension] = has_changed = true;
          if (!solve_dimension(dimension)) {
            return false;
          }
        }
      }
    }
    return std::ranges::all_of(is_used, [](bool used) { return used; });
  }

  bool solve_dimension(std::size_t dimension) {
    const AffineForm& form = *write_.dimensions[dimension].affine;
    const auto wanted =
        instances_.translate(*read_.dimensions[dimension].affine, instances_.indices());
    const auto open = std::ranges::find_if(
        form.loop_terms(), [&](const AffineForm::LoopTerm& term) { return is_open(term.first); });
    if (open == form.loop_terms().end()) {
      const auto surplus = combine(wanted, instances_.translate(form, values_), -1);
      return surplus && add_condition(surplus) && add_condition(shifted(*surplus, -1, 0));
    }
    const auto [loop_id, coefficient] = *open;
    const auto index = AffineForm::of_loop(loop_id).times(coefficient);
    const auto rest = index ? form.minus(*index) : std::nullopt;
    const auto value =
        rest ? combine(wanted, instances_.translate(*rest, values_), -1) : std::nullopt;
    const auto solved = value ? shifted(*value, coefficient, 0) : std::nullopt;
    if (!solved || (coefficient != 1 && coefficient != -1)) {
      return false;
    }
    values_.emplace(loop_id, *solved);
    return true;
  }

  // A loop that no subscript names: its first iteration will do, or the one before the read's.
  bool choose(std::size_t position) {
    const LoopId loop_id = write_.loop_ids[position];
    const IterationDomain& domain = nest_.loops[loop_id].domain;
    const auto value =
        is_earlier_ && position == same_
            ? combine(instances_.indices().at(loop_id), constant_form(*domain.step), -1)
            : instances_.translate(*domain.start, values_);
    if (value) {
      values_.emplace(loop_id, *value);
    }
    return value.has_value();
  }

  bool add_domains() {
    for (std::size_t position = same_; position < write_.loop_ids.size(); ++position) {
      const LoopId loop_id = write_.loop_ids[position];
      if (is_open(loop_id) && !choose(position)) {
        return false;
      }
      const IterationDomain& domain = nest_.loops[loop_id].domain;
      const LinearForm& value = values_.at(loop_id);
      const auto above = combine(value, instances_.translate(*domain.start, values_), -1);
      const auto below = combine(instances_.translate(*domain.stop, values_), value, -1);
      if (!above || !below || !add_condition(shifted(*above, *domain.step, 0)) ||
          !add_condition(shifted(*below, *domain.step, -1))) {
        return false;
      }
    }
    return true;
  }

  bool add_order() {
    if (!is_earlier_) {
      return true;
    }
    const LoopId loop_id = write_.loop_ids[same_];
    const auto gap = combine(instances_.indices().at(loop_id), values_.at(loop_id), -1);
    return gap && add_condition(shifted(*gap, *nest_.loops[loop_id].domain.step, -1));
  }

  const LoopNest& nest_;
  ReadInstances& instances_;
  const Access& read_;
  const Access& write_;
  std::size_t same_;
  bool is_earlier_;
  IndexValues values_;
  Conditions conditions_;
};

// Takes the points at which all conditions hold out of each piece. Nothing if too many pieces stay.
std::optional<std::vector<IntegerSet>> subtract(const std::vector<IntegerSet>& pieces,
                                                const Conditions& conditions,
                                                std::size_t variable_count) {
  std::vector<IntegerSet> rest;
  for (IntegerSet piece : pieces) {
    piece.variable_count = variable_count;
    for (const LinearForm& condition : conditions) {
      IntegerSet outside = piece;
      const auto negated = shifted(condition, -1, -1);
      if (!negated) {
        return std::nullopt;
      }
      outside.inequalities.push_back(*negated);
      if (polyhedra::find_point(outside).emptiness != polyhedra::Emptiness::Empty) {
        rest.push_back(std::move(outside));
      }
      piece.inequalities.push_back(condition);
    }
    if (rest.size() > kMaximumPieces) {
      return std::nullopt;
    }
  }
  return rest;
}

class CoverTest {
 public:
  CoverTest(const Context& context, LoopId loop_id, const std::vector<AccessId>& access_ids)
      : context_(context), nest_(context.nest), loop_id_(loop_id), access_ids_(access_ids) {
    writes_ = covering_writes(nest_, access_ids);
  }

  std::optional<Evidence> run() const {
    Evidence evidence;
    for (const AccessId access_id : access_ids_) {
      if (nest_.accesses[access_id].mode == loop_ir::AccessMode::Read) {
        auto cover = try_cover(access_id, false);
        cover = cover ? cover : try_cover(access_id, true);
        if (!cover) {
          return std::nullopt;
        }
        evidence.add(*cover);
      }
    }
    return evidence;
  }

 private:
  std::optional<Evidence> try_cover(AccessId read_id, bool uses_values) const {
    const Access& read = nest_.accesses[read_id];
    ReadInstances instances(context_, loop_id_, read, uses_values);
    std::vector<IntegerSet> pieces{instances.domain()};
    for (const CoveringWrite& write : writes_) {
      for (const Conditions& conditions : ways_to_cover(read_id, write, instances)) {
        const auto rest = subtract(pieces, conditions, instances.domain().variable_count);
        pieces = rest.value_or(pieces);
      }
    }
    return pieces.empty() && instances.fits() ? std::optional(instances.evidence()) : std::nullopt;
  }

  std::vector<Conditions> ways_to_cover(AccessId read_id, const CoveringWrite& covering,
                                        ReadInstances& instances) const {
    const Access& read = nest_.accesses[read_id];
    const Access& write = nest_.accesses[covering.access_id];
    const std::size_t common = common_loops(read, write);
    const auto loop = std::ranges::find(write.loop_ids, loop_id_) - write.loop_ids.begin();
    std::vector<Conditions> ways;
    const auto add = [&](std::size_t same, bool is_earlier) {
      const auto way = CoveringInstance(nest_, instances, read, write, same, is_earlier).find();
      if (way && instances.fits()) {
        ways.push_back(*way);
      }
    };
    if (covering.access_id < read_id && is_prefix(covering.path, conditions_of(nest_, read))) {
      add(common, false);
    }
    const bool is_unconditional = covering.path.size() == outer_conditions(nest_, loop_id_);
    for (auto carrier = static_cast<std::size_t>(loop) + 1; carrier < common; ++carrier) {
      if (is_unconditional) {
        add(carrier, true);
      }
    }
    return ways;
  }

  // What a header reads of its sequence may be read when the loop begins.
  std::size_t common_loops(const Access& read, const Access& write) const {
    const auto [end, other] = std::ranges::mismatch(read.loop_ids, write.loop_ids);
    const auto common = static_cast<std::size_t>(end - read.loop_ids.begin());
    const bool is_of_header = !read.statement_id.is_valid() && common == read.loop_ids.size() &&
                              read.loop_ids.back() != loop_id_;
    return is_of_header ? common - 1 : common;
  }

  static bool is_prefix(const ConditionPath& prefix, const ConditionPath& path) {
    return prefix.size() <= path.size() && std::equal(prefix.begin(), prefix.end(), path.begin());
  }

  const Context& context_;
  const LoopNest& nest_;
  LoopId loop_id_;
  const std::vector<AccessId>& access_ids_;
  std::vector<CoveringWrite> writes_;
};

bool is_around(const LoopNest& nest, LoopId outer_id, LoopId inner_id) {
  LoopId around = nest.loops[inner_id].parent_id;
  while (around.is_valid() && around != outer_id) {
    around = nest.loops[around].parent_id;
  }
  return around.is_valid();
}

// A list that grows or shrinks in the loop, or a name that comes to mean another object.
bool may_change_extent(const LoopNest& nest, LoopId loop_id, loop_ir::NameId name_id) {
  return std::ranges::any_of(accesses_in(nest, loop_id), [&](AccessId access_id) {
    const Access& access = nest.accesses[access_id];
    return access.base_id == name_id && access.kind != loop_ir::AccessKind::Element;
  });
}

}  // namespace

bool is_range_loop(const loop_ir::Loop& loop) {
  using loop_ir::DomainKind;
  const DomainKind kind = loop.domain.kind;
  const bool is_range = kind == DomainKind::RangeShape || kind == DomainKind::RangeLen ||
                        kind == DomainKind::RangeConst || kind == DomainKind::RangeSym ||
                        kind == DomainKind::RangeExpr;
  return loop.kind == loop_ir::LoopKind::For && is_range && loop.domain.wrappers.bits() == 0;
}

std::optional<Evidence> cover_reads(const Context& context, LoopId loop_id,
                                    const std::vector<AccessId>& access_ids) {
  return CoverTest(context, loop_id, access_ids).run();
}

bool is_written_on_every_path(const LoopNest& nest, LoopId loop_id,
                              const std::vector<AccessId>& access_ids, AccessId write_id) {
  return std::ranges::any_of(covering_writes(nest, access_ids), [&](const CoveringWrite& each) {
    return each.path.size() == outer_conditions(nest, loop_id) &&
           name_same_cells(nest.accesses[each.access_id], nest.accesses[write_id]);
  });
}

bool is_fixed_in_loop(const LoopNest& nest, LoopId loop_id, const AffineForm& form) {
  return std::ranges::all_of(form.symbol_terms(), [&](const AffineForm::SymbolTerm& term) {
    const loop_ir::Symbol& symbol = nest.symbols[term.first];
    const LoopId changed_in = symbol.varies_with;
    const bool is_steady = !changed_in.is_valid() || is_around(nest, changed_in, loop_id);
    return is_steady && (symbol.kind == loop_ir::SymbolKind::Value ||
                         !may_change_extent(nest, loop_id, symbol.name_id));
  });
}

}  // namespace autopar::dependence
