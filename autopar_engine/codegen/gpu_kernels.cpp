#include "codegen/gpu_kernels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "autopar/check.hpp"
#include "codegen/complex_functions.hpp"
#include "codegen/operations.hpp"
#include "codegen/statement_printer.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "schedule/legality.hpp"
#include "schedule/name_uses.hpp"
#include "typing/unread_operations.hpp"

namespace autopar::codegen {
namespace {

using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using schedule::LoopRole;
using schedule::Schedule;
using typing::NestTypes;
using typing::Representation;

class KernelPrinter {
 public:
  KernelPrinter(const LoopNest& nest, const NestTypes& types, const Schedule& schedule,
                const Specialization& specialization)
      : nest_(nest),
        schedule_(schedule),
        specialization_(specialization),
        layout_(make_frame_layout(nest, types)),
        expressions_(nest, types, specialization) {}

  GpuSource run(Dialect dialect) {
    SourceText out;
    out.append(prelude_of(dialect));
    find_bands(LoopNest::root());
    out.append(kernels_.take());
    return {out.take(), std::move(layout_), std::move(list_)};
  }

 private:
  const Identifiers& ids() const { return expressions_.identifiers(); }

  void find_bands(LoopId loop_id) {
    if (schedule_.role_of(loop_id) == LoopRole::Grid) {
      print_kernel(band_of(loop_id));
      return;
    }
    for (const LoopId inner_id : schedule::loops_directly_inside(nest_, loop_id)) {
      find_bands(inner_id);
    }
  }

  std::vector<LoopId> band_of(LoopId loop_id) const {
    std::vector<LoopId> band = {loop_id};
    auto inner_id = schedule::only_loop_inside(nest_, loop_id);
    while (inner_id && schedule_.role_of(*inner_id) == LoopRole::Grid) {
      band.push_back(*inner_id);
      inner_id = schedule::only_loop_inside(nest_, *inner_id);
    }
    return band;
  }

  void print_kernel(std::vector<LoopId> band) {
    const std::string body = print_body(band);
    GpuKernel kernel = {kernel_name(static_cast<std::uint32_t>(list_.size())), {}, std::move(band)};
    const std::set<NameId> written = schedule::uses_of_loop(nest_, kernel.band.front()).written;
    std::string declarations = declare_arrays(body, kernel);
    declarations += declare_scalars(body, written, kernel);
    kernels_.line("KERNEL({})({}) {{", kernel.name,
                  declarations.substr(0, declarations.size() - 2));
    for (const ArrayField& field : layout_.arrays) {
      if (mentions(body, ids().array(field.name_id))) {
        kernels_.line("  GLOBAL char* const {0} = {0}_bytes + {0}_origin;",
                      ids().array(field.name_id));
      }
    }
    for (const ScalarField& field : layout_.scalars) {
      if (written.contains(field.name_id)) {
        kernels_.line("  {} {} = 0;", c_type_of(field.representation), ids().scalar(field.name_id));
      }
    }
    kernels_.append(body);
    kernels_.line("}}");
    list_.push_back(std::move(kernel));
  }

  // The bounds of the whole band are known before its first loop.
  std::string print_body(const std::vector<LoopId>& band) const {
    SourceText out(1);
    const std::set<NameId> no_names;
    StatementPrinter statements(expressions_, no_names, out,
                                [](LoopId, SourceText&) { return false; }, {});
    for (const LoopId loop_id : band) {
      statements.print_bounds(loop_id);
    }
    std::size_t dimension = band.size();
    for (const LoopId loop_id : band) {
      --dimension;
      out.open("for (i64 {0} = ITEM({2}); {0} < {1}; {0} += ITEM_COUNT({2}))",
               Identifiers::iteration(loop_id), Identifiers::trip(loop_id), dimension);
      statements.print_index(loop_id);
    }
    statements.print_block(nest_.loops[band.back()].body);
    for (std::size_t depth = 0; depth < band.size(); ++depth) {
      out.close();
    }
    return out.take();
  }

  std::string declare_arrays(const std::string& body, GpuKernel& kernel) const {
    std::string declarations;
    for (const ArrayField& field : layout_.arrays) {
      if (!mentions(body, ids().array(field.name_id))) {
        continue;
      }
      const bool is_disjoint = specialization_.disjoint_arrays.contains(field.name_id);
      declarations += fmt::format("GLOBAL char* {0}{1}_bytes, i64 {1}_origin, ",
                                  is_disjoint ? "RESTRICT " : "", ids().array(field.name_id));
      kernel.parameters.push_back({ParameterKind::Data, field.data_slot});
      kernel.parameters.push_back({ParameterKind::Origin, field.data_slot});
      for (std::uint32_t dimension = 0; dimension < field.rank; ++dimension) {
        declarations += declare_integer(body, ids().extent(field.name_id, dimension),
                                        field.extent_slot(dimension), kernel);
        declarations += declare_integer(body, ids().stride(field.name_id, dimension),
                                        field.stride_slot(dimension), kernel);
      }
    }
    return declarations;
  }

  static std::string declare_integer(const std::string& body, const std::string& identifier,
                                     std::uint32_t slot, GpuKernel& kernel) {
    if (!mentions(body, identifier)) {
      return "";
    }
    kernel.parameters.push_back({ParameterKind::Integer, slot});
    return fmt::format("i64 {}, ", identifier);
  }

  std::string declare_scalars(const std::string& body, const std::set<NameId>& written,
                              GpuKernel& kernel) const {
    std::string declarations;
    for (const ScalarField& field : layout_.scalars) {
      const std::string identifier = ids().scalar(field.name_id);
      if (written.contains(field.name_id) || !mentions(body, identifier)) {
        continue;
      }
      declarations += fmt::format("{} {}, ", c_type_of(field.representation), identifier);
      kernel.parameters.push_back({field.representation == Representation::Int64
                                       ? ParameterKind::Integer
                                       : ParameterKind::Real,
                                   field.value_slot});
    }
    return declarations;
  }

  const LoopNest& nest_;
  const Schedule& schedule_;
  const Specialization& specialization_;
  FrameLayout layout_;
  ExpressionPrinter expressions_;
  SourceText kernels_;
  std::vector<GpuKernel> list_;
};

}  // namespace

tl::expected<GpuSource, Refusal> print_gpu_kernels(const LoopNest& nest, const NestTypes& types,
                                                   const Schedule& schedule,
                                                   const Specialization& specialization,
                                                   Dialect dialect) {
  AUTOPAR_CHECK(schedule.roles.size() == nest.loops.size(), "a schedule of this nest");
  AUTOPAR_CHECK(dialect != Dialect::C, "a dialect with a grid");
  const SourceRange range = nest.loops[LoopNest::root()].range;
  if (types.has_complex()) {
    return tl::unexpected(Refusal{RefusalKind::NotCompiledYet, range, "complex numbers on a GPU"});
  }
  if (typing::keeps_operations(nest, types)) {
    return tl::unexpected(Refusal{RefusalKind::NotCompiledYet, range,
                                  "the result of a NumPy operation may go unread on a GPU"});
  }
  // What unread_operations.hpp says of their stores holds where the C dialect keeps them.
  if (std::ranges::any_of(nest.loops.ids(), [&](loop_ir::LoopId loop_id) {
        return loop_ir::is_over_slices(nest, loop_id);
      })) {
    return tl::unexpected(
        Refusal{RefusalKind::NotCompiledYet, range, "statements on slices on a GPU"});
  }
  if (!nest.new_arrays.empty()) {
    return tl::unexpected(
        Refusal{RefusalKind::NotCompiledYet, range, "arrays that the loop makes on a GPU"});
  }
  if (std::ranges::any_of(types.lists,
                          [&](const auto& list) { return types.is_mixed_list(list.first); })) {
    return tl::unexpected(
        Refusal{RefusalKind::NotCompiledYet, range, "a list of ints and floats on a GPU"});
  }
  if (!make_frame_layout(nest, types).inner_loops.empty()) {
    return tl::unexpected(
        Refusal{RefusalKind::NotCompiledYet, range, "NumPy's functions on a GPU"});
  }
  GpuSource source = KernelPrinter(nest, types, schedule, specialization).run(dialect);
  if (has_complex_functions(source.text)) {
    return tl::unexpected(
        Refusal{RefusalKind::NotCompiledYet, range, "functions of cmath on a GPU"});
  }
  if (has_checks(source.text)) {
    return tl::unexpected(
        Refusal{RefusalKind::NotCompiledYet, range, "what has to be checked, on a GPU"});
  }
  return source;
}

}  // namespace autopar::codegen
