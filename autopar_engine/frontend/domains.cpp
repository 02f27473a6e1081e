#include "frontend/domains.hpp"

#include <algorithm>
#include <array>

#include "base/checked_int.hpp"
#include "base/overloaded.hpp"
#include "frontend/chains.hpp"
#include "frontend/sequences.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::AffineForm;
using loop_ir::BaseKind;
using loop_ir::Call;
using loop_ir::Countable;
using loop_ir::DomainKind;
using loop_ir::DomainWrapper;
using loop_ir::ExpressionId;
using loop_ir::IterationDomain;
using loop_ir::Loop;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::StepKind;
using loop_ir::TargetKind;

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_range_call(const Call& call) {
  static constexpr auto kNames =
      std::to_array<std::string_view>({"range", "xrange", "numba.prange", "fastprogress.trange",
                                       "tqdm.trange", "tqdm.tnrange", "numpy.arange"});
  return is_one_of(call.resolved, kNames);
}

DomainKind kind_of_call(const Call& call) {
  static constexpr auto kNumberMakers = std::to_array<std::string_view>(
      {"numpy.linspace", "numpy.ndindex", "numpy.nditer", "numpy.ndenumerate", "numpy.logspace"});
  static constexpr auto kViews = std::to_array<std::string_view>(
      {".items", ".keys", ".values", ".iteritems", ".iterkeys", ".itervalues"});
  static constexpr auto kRows =
      std::to_array<std::string_view>({".iterrows", ".itertuples", ".groupby"});
  static constexpr auto kFiles = std::to_array<std::string_view>(
      {"open", ".readlines", "csv.reader", "csv.DictReader", "os.listdir", "os.walk", "glob.glob",
       "glob.iglob", "os.scandir"});
  if (is_range_call(call)) {
    return DomainKind::RangeExpr;
  }
  if (is_one_of(call.resolved, kNumberMakers)) {
    return DomainKind::Numgen;
  }
  if (is_one_of(call.resolved, kViews)) {
    return DomainKind::DictView;
  }
  if (is_one_of(call.resolved, kRows)) {
    return DomainKind::FrameRows;
  }
  if (call.resolved.starts_with("itertools.") || call.resolved == "map" ||
      call.resolved == "filter") {
    return DomainKind::Itertools;
  }
  if (is_one_of(call.resolved, kFiles)) {
    return DomainKind::FileStream;
  }
  return call.resolved.starts_with('.') ? DomainKind::MethodCall : DomainKind::FuncCall;
}

}  // namespace

DomainKind domain_kind_of(const LoopNest& nest, ExpressionId expression_id) {
  return std::visit(Overloaded{
                        [](const Call& call) { return kind_of_call(call); },
                        [](const loop_ir::Display&) { return DomainKind::Literal; },
                        [](const loop_ir::StringLiteral&) { return DomainKind::Literal; },
                        [](const loop_ir::Comprehension&) { return DomainKind::Comprehension; },
                        [&](const loop_ir::OpaqueExpression& each) {
                          const bool is_comprehension =
                              nest.refusals[each.refusal_id].kind == RefusalKind::Comprehension;
                          return is_comprehension ? DomainKind::Comprehension : DomainKind::Other;
                        },
                        [](const loop_ir::NameRead&) { return DomainKind::SeqName; },
                        [](const loop_ir::Attribute&) { return DomainKind::SeqAttr; },
                        [](const loop_ir::Subscript&) { return DomainKind::SeqSub; },
                        [](const auto&) { return DomainKind::Other; },
                    },
                    nest.expressions[expression_id].node);
}

namespace {

TargetKind target_kind_of(const LoopNest& nest, ExpressionId target_id) {
  if (find_node<loop_ir::NameRead>(nest, target_id) != nullptr) {
    return TargetKind::Name;
  }
  return find_node<loop_ir::Display>(nest, target_id) != nullptr ? TargetKind::Tuple
                                                                 : TargetKind::Other;
}

// The name that counts: the target of a range, the first target of enumerate.
NameId index_name_of(const LoopNest& nest, const Loop& loop, const Unwrapped& unwrapped) {
  ExpressionId holder_id;
  const auto* display = find_node<loop_ir::Display>(nest, loop.target_id);
  if (unwrapped.outermost == DomainWrapper::Enumerate) {
    const bool is_pair = display != nullptr && display->element_ids.size() == 2;
    holder_id = is_pair ? display->element_ids.front() : ExpressionId();
  } else if (loop.domain.kind == DomainKind::RangeExpr) {
    EnumSet<DomainWrapper> reordering = unwrapped.wrappers;
    for (const DomainWrapper harmless :
         {DomainWrapper::List, DomainWrapper::Tuple, DomainWrapper::Iter, DomainWrapper::Tqdm,
          DomainWrapper::Reversed}) {
      reordering.erase(harmless);
    }
    holder_id = reordering.empty() ? loop.target_id : ExpressionId();
  }
  const auto* name = find_node<loop_ir::NameRead>(nest, holder_id);
  return name != nullptr ? name->name_id : NameId();
}

void classify_domain(LoopNest& nest, LoopId loop_id) {
  Loop& loop = nest.loops[loop_id];
  if (!loop.iterable_id.is_valid()) {
    loop.domain.kind = DomainKind::WCond;
    loop.domain.target_kind = TargetKind::Other;
    loop.domain.header_ids = {loop.test_id};
  } else {
    const Unwrapped unwrapped = unwrap(nest, loop.iterable_id);
    loop.domain.kind = domain_kind_of(nest, unwrapped.inner_id);
    loop.domain.wrappers = unwrapped.wrappers;
    loop.domain.target_kind = target_kind_of(nest, loop.target_id);
    loop.domain.header_ids = {unwrapped.inner_id};
    loop.index_name_id = index_name_of(nest, loop, unwrapped);
    if (loop.domain.kind == DomainKind::RangeExpr) {
      loop.domain.header_ids.clear();
      const auto* call = find_node<Call>(nest, unwrapped.inner_id);
      for (const loop_ir::Argument& argument : call->arguments) {
        loop.domain.header_ids.push_back(argument.value_id);
      }
    }
  }
}

class RangeMeasure {
 public:
  RangeMeasure(LoopNest& nest, LoopId loop_id, AffineConverter& converter)
      : nest_(nest), loop_(nest.loops[loop_id]), converter_(converter) {
    for (LoopId outer = loop_.parent_id; outer.is_valid(); outer = nest.loops[outer].parent_id) {
      around_.insert(around_.begin(), outer);
    }
  }

  void measure() {
    IterationDomain& domain = loop_.domain;
    const Unwrapped unwrapped = unwrap(nest_, loop_.iterable_id);
    if (domain.kind == DomainKind::RangeExpr) {
      measure_range(unwrapped);
    } else {
      measure_sequence(unwrapped);
    }
  }

 private:
  std::optional<AffineForm> convert(ExpressionId expression_id) {
    const auto offset = nest_.expressions[loop_.iterable_id].range.begin.offset_bytes;
    return converter_.convert(expression_id, {around_, offset});
  }

  bool has_plain_arguments(const Call& call) const {
    return !call.arguments.empty() && call.arguments.size() <= 3 &&
           std::all_of(call.arguments.begin(), call.arguments.end(), [](const auto& argument) {
             return argument.keyword.empty() && argument.stars == 0;
           });
  }

  void measure_range(const Unwrapped& unwrapped) {
    IterationDomain& domain = loop_.domain;
    const Call& call = *find_node<Call>(nest_, unwrapped.inner_id);
    domain.kind = range_kind(call);
    domain.countable = Countable::Yes;
    domain.step_kind = StepKind::Sym;
    if (!has_plain_arguments(call)) {
      if (call.resolved == "numpy.arange") {
        domain.kind = DomainKind::Numgen;
      }
      return;
    }
    const std::size_t count = call.arguments.size();
    const auto start =
        count == 1 ? AffineForm::of_constant(0) : convert(call.arguments[0].value_id);
    const auto stop = convert(call.arguments[count == 1 ? 0 : 1].value_id);
    const auto step = count == 3 ? convert(call.arguments[2].value_id) : AffineForm::of_constant(1);
    if (call.resolved == "numpy.arange" && (!start || !stop || !step)) {
      domain.kind = DomainKind::Numgen;
      loop_.index_name_id = NameId();
      return;
    }
    set_step(step);
    set_bounds(start, stop, unwrapped);
  }

  static std::optional<AffineForm> add(const std::optional<AffineForm>& form, std::int64_t value) {
    return form ? form->plus(AffineForm::of_constant(value)) : std::nullopt;
  }

  void set_step(const std::optional<AffineForm>& step) {
    IterationDomain& domain = loop_.domain;
    if (!step || !step->is_constant() || step->constant() == 0) {
      return;
    }
    domain.step = step->constant();
    domain.step_kind = *domain.step == 1  ? StepKind::Pos1
                       : *domain.step > 0 ? StepKind::Const
                                          : StepKind::Neg;
  }

  // reversed(range(a, b)) counts b - 1, b - 2, ..., a; enumerate and zip hide the range's values.
  void set_bounds(const std::optional<AffineForm>& start, const std::optional<AffineForm>& stop,
                  const Unwrapped& unwrapped) {
    IterationDomain& domain = loop_.domain;
    if (start && stop && domain.step && start->is_constant() && stop->is_constant()) {
      domain.trip_count = trip_count(start->constant(), stop->constant(), *domain.step);
    }
    const bool is_pairing = domain.wrappers.contains(DomainWrapper::Enumerate) ||
                            domain.wrappers.contains(DomainWrapper::Zip);
    const bool is_reordered = domain.wrappers.contains(DomainWrapper::Sorted) ||
                              domain.wrappers.contains(DomainWrapper::Set);
    if (is_pairing || is_reordered) {
      set_positions(unwrapped, std::nullopt);
    } else if (!domain.wrappers.contains(DomainWrapper::Reversed)) {
      domain.start = start;
      domain.stop = stop;
    } else if (domain.step == 1) {
      domain.start = add(stop, -1);
      domain.stop = add(start, -1);
      domain.step = -1;
    } else {
      domain.step.reset();
      loop_.index_name_id = NameId();
    }
  }

  static std::optional<std::int64_t> trip_count(std::int64_t start, std::int64_t stop,
                                                std::int64_t step) {
    const auto distance = step > 0 ? checked_subtract(stop, start) : checked_subtract(start, stop);
    const auto stride = step > 0 ? std::optional(step) : checked_negate(step);
    if (!distance || !stride) {
      return std::nullopt;
    }
    return *distance <= 0 ? 0 : (*distance - 1) / *stride + 1;
  }

  // The index counts positions: from 0, or from enumerate's start.
  void set_positions(const Unwrapped& unwrapped, const std::optional<AffineForm>& length) {
    IterationDomain& domain = loop_.domain;
    domain.start = AffineForm::of_constant(0);
    domain.step = 1;
    domain.stop = length;
    if (unwrapped.outermost == DomainWrapper::Enumerate) {
      const auto* call = find_node<Call>(nest_, loop_.iterable_id);
      if (call->arguments.size() > 1) {
        domain.start = convert(call->arguments[1].value_id);
        domain.stop =
            domain.start && length ? domain.start->plus(*length) : std::optional<AffineForm>();
      }
    }
  }

  void measure_sequence(const Unwrapped& unwrapped) {
    IterationDomain& domain = loop_.domain;
    domain.step_kind = StepKind::Na;
    std::optional<AffineForm> length;
    const auto sequences = sequences_of(nest_, loop_);
    if (sequences.size() == 1) {
      if (const auto* name = find_node<loop_ir::NameRead>(nest_, sequences.front())) {
        length = converter_.extent(name->name_id, 0);
      }
    }
    if (const auto* display = find_node<loop_ir::Display>(nest_, unwrapped.inner_id)) {
      domain.trip_count = static_cast<std::int64_t>(display->element_ids.size());
    }
    set_positions(unwrapped, length);
    domain.countable = countable(unwrapped);
  }

  Countable countable(const Unwrapped& unwrapped) const {
    switch (loop_.domain.kind) {
      case DomainKind::Literal:
      case DomainKind::DictView:
        return Countable::Yes;
      case DomainKind::SeqName:
      case DomainKind::SeqAttr:
      case DomainKind::SeqSub:
        return loop_.domain.stop && is_sized(unwrapped.inner_id) ? Countable::Yes
                                                                 : Countable::IfSized;
      case DomainKind::Numgen:
      case DomainKind::Comprehension:
        return Countable::Yes;
      default:
        return Countable::No;
    }
  }

  bool is_sized(ExpressionId expression_id) const {
    const auto* name = find_node<loop_ir::NameRead>(nest_, expression_id);
    const BaseKind kind = name != nullptr ? nest_.names[name->name_id].kind : BaseKind::Unknown;
    return kind == BaseKind::Ndarray || kind == BaseKind::List || kind == BaseKind::Dict ||
           kind == BaseKind::Set || kind == BaseKind::Str;
  }

  bool mentions_shape(ExpressionId expression_id) const {
    for (const ExpressionId part_id : loop_ir::subtree_of(nest_, expression_id)) {
      const auto* attribute = find_node<loop_ir::Attribute>(nest_, part_id);
      if (attribute != nullptr &&
          (attribute->attribute == "shape" || attribute->attribute == "size" ||
           attribute->attribute == "ndim")) {
        return true;
      }
    }
    return false;
  }

  bool mentions_length(ExpressionId expression_id) const {
    for (const ExpressionId part_id : loop_ir::subtree_of(nest_, expression_id)) {
      const auto* call = find_node<Call>(nest_, part_id);
      if (call != nullptr && call->resolved == "len") {
        return true;
      }
    }
    return false;
  }

  DomainKind range_kind(const Call& call) {
    bool has_shape = false;
    bool has_length = false;
    bool is_affine = has_plain_arguments(call);
    bool is_constant = is_affine;
    for (const loop_ir::Argument& argument : call.arguments) {
      has_shape = has_shape || mentions_shape(argument.value_id);
      has_length = has_length || mentions_length(argument.value_id);
      const auto form = convert(argument.value_id);
      is_affine = is_affine && form;
      is_constant = is_constant && form && form->is_constant();
    }
    if (has_shape || has_length) {
      return has_shape ? DomainKind::RangeShape : DomainKind::RangeLen;
    }
    return is_constant ? DomainKind::RangeConst
                       : (is_affine ? DomainKind::RangeSym : DomainKind::RangeExpr);
  }

  LoopNest& nest_;
  Loop& loop_;
  AffineConverter& converter_;
  std::vector<LoopId> around_;
};

}  // namespace

void classify_domains(LoopNest& nest) {
  for (const LoopId loop_id : nest.loops.ids()) {
    classify_domain(nest, loop_id);
  }
}

// Outer loops first: inner bounds may mention outer indices.
void measure_domains(LoopNest& nest, const NameUses& uses, AffineConverter& converter) {
  for (const LoopId loop_id : nest.loops.ids()) {
    if (nest.loops[loop_id].iterable_id.is_valid()) {
      RangeMeasure(nest, loop_id, converter).measure();
    } else {
      measure_while(nest, loop_id, uses);
    }
  }
}

}  // namespace autopar::frontend
