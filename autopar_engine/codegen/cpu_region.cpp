#include "codegen/cpu_region.hpp"

#include <fmt/format.h>

#include <set>

#include "autopar/check.hpp"
#include "codegen/dialect.hpp"
#include "codegen/operations.hpp"
#include "codegen/statement_printer.hpp"
#include "schedule/name_uses.hpp"

namespace autopar::codegen {
namespace {

using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using schedule::LoopRole;
using schedule::Schedule;
using typing::NestTypes;
using typing::Representation;

// Counts the iterations of loops that may take long.
const std::string kTicks = "ticks";

class RegionPrinter {
 public:
  RegionPrinter(const LoopNest& nest, const NestTypes& types, const Schedule& schedule,
                const Specialization& specialization)
      : nest_(nest),
        types_(types),
        schedule_(schedule),
        specialization_(specialization),
        layout_(make_frame_layout(nest, types)),
        expressions_(nest, types, specialization) {
    find_typed_names();
  }

  CpuRegion run() {
    SourceText entry;
    print_entry(entry);
    const std::string functions = kernels_.take() + entry.take();
    out_.line("/* The loop of line {}. */", nest_.loops[LoopNest::root()].range.begin.line);
    out_.append(prelude_of(Dialect::C));
    if (has_checks(functions)) {
      out_.append(check_prelude());
    }
    if (!layout_.inner_loops.empty()) {
      out_.append(inner_loop_prelude());
    }
    out_.append(functions);
    return {out_.take(), layout_, kernel_count_};
  }

 private:
  const Identifiers& ids() const { return expressions_.identifiers(); }

  // Whoever reads such a name, inside the nest or after it, needs to know what it was bound to.
  void find_typed_names() {
    for (const ScalarField& field : layout_.scalars) {
      if (field.is_output || !typing::single_type(types_.scalars.at(field.name_id))) {
        typed_names_.insert(field.name_id);
      }
    }
    for (const LoopId loop_id : nest_.loops.ids()) {
      if (schedule_.role_of(loop_id) != LoopRole::Threads) {
        continue;
      }
      const auto read_outside = schedule::uses_outside_loop(nest_, loop_id).read;
      for (const NameId name_id : schedule::uses_of_loop(nest_, loop_id).written) {
        if (read_outside.contains(name_id)) {
          typed_names_.insert(name_id);
        }
      }
    }
  }

  std::string slot_text(const ScalarField& field) const {
    return fmt::format("frame[{}].{}", field.value_slot,
                       field.representation == Representation::Int64 ? "integer" : "real");
  }

  std::string type_slot_text(const ScalarField& field) const {
    return fmt::format("frame[{}].integer", field.type_slot());
  }

  std::string failure_text() const {
    return fmt::format("frame[{}].integer", layout_.failure_slot);
  }

  std::string array_parameters(bool may_restrict) const {
    std::string parameters;
    for (const ArrayField& field : layout_.arrays) {
      const bool is_disjoint =
          may_restrict && specialization_.disjoint_arrays.contains(field.name_id);
      parameters +=
          fmt::format("char* {}{}, ", is_disjoint ? "RESTRICT " : "", ids().array(field.name_id));
    }
    return parameters;
  }

  std::string array_arguments() const {
    std::string arguments;
    for (const ArrayField& field : layout_.arrays) {
      arguments += fmt::format("frame[{}].data, ", field.data_slot);
    }
    return arguments;
  }

  static void load_integer(SourceText& out, const std::string& body, const std::string& identifier,
                           std::uint32_t slot) {
    if (mentions(body, identifier)) {
      out.line("const i64 {} = frame[{}].integer;", identifier, slot);
    }
  }

  void load_arrays(SourceText& out, const std::string& body) const {
    for (const ArrayField& field : layout_.arrays) {
      const std::string types = ids().element_types(field.name_id);
      if (field.types_slot && mentions(body, types)) {
        out.line("char* const {} = frame[{}].data;", types, *field.types_slot);
      }
      for (std::uint32_t dimension = 0; dimension < field.rank; ++dimension) {
        load_integer(out, body, ids().extent(field.name_id, dimension),
                     field.extent_slot(dimension));
        load_integer(out, body, ids().stride(field.name_id, dimension),
                     field.stride_slot(dimension));
      }
    }
  }

  // bound_here: names that the function binds before it reads them; their slots are not touched.
  void load_scalars(SourceText& out, const std::string& body,
                    const std::set<NameId>& bound_here) const {
    for (const ScalarField& field : layout_.scalars) {
      const bool is_loaded = !bound_here.contains(field.name_id);
      const char* c_type = field.representation == Representation::Int64 ? "i64" : "f64";
      if (mentions(body, ids().scalar(field.name_id))) {
        out.line("{} {} = {};", c_type, ids().scalar(field.name_id),
                 is_loaded ? slot_text(field) : "0");
      }
      if (mentions(body, ids().entry_type(field.name_id))) {
        out.line("const i64 {} = {};", ids().entry_type(field.name_id),
                 is_loaded ? type_slot_text(field) : std::to_string(kNoValue));
      }
      if (mentions(body, ids().type(field.name_id))) {
        out.line("i64 {} = {};", ids().type(field.name_id), kNoValue);
      }
    }
  }

  void load_inner_loops(SourceText& out, const std::string& body) const {
    for (const InnerLoopField& field : layout_.inner_loops) {
      if (mentions(body, Identifiers::inner_loop(field.loop))) {
        out.line("char* const {} = frame[{}].data;", Identifiers::inner_loop(field.loop),
                 field.function_slot);
        out.line("char* const {} = frame[{}].data;", Identifiers::inner_loop_data(field.loop),
                 field.data_slot());
      }
    }
  }

  // What the body mentions, then the body.
  void print_with_loads(SourceText& out, const std::string& body,
                        const std::set<NameId>& bound_here) const {
    SourceText loads(1);
    if (mentions(body, "failed")) {
      loads.line("int failed = 0;");
    }
    if (mentions(body, kTicks)) {
      loads.line("i64 {} = 0;", kTicks);
    }
    load_arrays(loads, body);
    load_inner_loops(loads, body);
    load_scalars(loads, body, bound_here);
    out.append(loads.take());
    out.append(body);
  }

  void print_entry(SourceText& out) {
    const bool is_sequential = !schedule_.has_parallel_loops();
    SourceText body(1);
    StatementPrinter statements(
        expressions_, typed_names_, body,
        [&](LoopId loop_id, SourceText& around) { return print_launch(loop_id, around); },
        fmt::format("POLL_AT_TIMES({});", kTicks));
    statements.print_loop(LoopNest::root());
    std::string text = body.take();
    SourceText end(1);
    if (has_checks(text)) {
      end.line("if (failed) return {};", kCheckFailed);
    }
    store_outputs(end);
    text += end.take();
    out.open("INLINE int region_body({}slot* frame, const struct launcher* launcher)",
             array_parameters(is_sequential));
    out.line("(void)launcher;");
    print_with_loads(out, text, {});
    out.line("return 0;");
    out.close();
    out.open("int {}(void* memory, const struct launcher* launcher)", kRegionName);
    out.line("slot* frame = (slot*)memory;");
    out.line("return region_body({}frame, launcher);", array_arguments());
    out.close();
  }

  void store_outputs(SourceText& out) const {
    for (const ScalarField& field : layout_.scalars) {
      if (field.is_output) {
        out.line("{} = {};", slot_text(field), ids().scalar(field.name_id));
        out.line("{} = {};", type_slot_text(field), ids().type(field.name_id));
      }
    }
  }

  bool print_launch(LoopId loop_id, SourceText& out) {
    if (schedule_.role_of(loop_id) == LoopRole::Sequential) {
      return false;
    }
    const std::set<NameId> written = schedule::uses_of_loop(nest_, loop_id).written;
    const std::string kernel = kernel_name(kernel_count_);
    print_kernel(loop_id, written);
    out.open();
    inner_statements(out).print_bounds(loop_id);
    out.line("if (failed) return {};", kCheckFailed);
    out.open("if ({} > 0)", Identifiers::trip(loop_id));
    spill(out, written);
    out.line("const int status = launcher->parallel_for(launcher->context, {}, frame, {});", kernel,
             Identifiers::trip(loop_id));
    out.line("if (status != 0) return status;");
    out.line("if ({} != 0) return {};", failure_text(), kCheckFailed);
    take_back(out, written);
    out.close();
    out.close();
    return true;
  }

  // What the nest has bound so far goes where the kernel looks for it.
  void spill(SourceText& out, const std::set<NameId>& written) const {
    for (const ScalarField& field : layout_.scalars) {
      const NameId name_id = field.name_id;
      if (written.contains(name_id)) {
        if (typed_names_.contains(name_id)) {
          out.line("{} = {};", type_slot_text(field), kNoValue);
        }
      } else if (nest_.names[name_id].is_written) {
        out.line("{} = {};", slot_text(field), ids().scalar(name_id));
        if (typed_names_.contains(name_id)) {
          out.line("{0} = {1} < 0 ? {2} : {1};", type_slot_text(field), ids().type(name_id),
                   ids().entry_type(name_id));
        }
      }
    }
  }

  void take_back(SourceText& out, const std::set<NameId>& written) const {
    for (const ScalarField& field : layout_.scalars) {
      if (written.contains(field.name_id) && typed_names_.contains(field.name_id)) {
        out.open("if ({} >= 0)", type_slot_text(field));
        out.line("{} = {};", ids().scalar(field.name_id), slot_text(field));
        out.line("{} = {};", ids().type(field.name_id), type_slot_text(field));
        out.close();
      }
    }
  }

  void print_kernel(LoopId loop_id, const std::set<NameId>& written) {
    const std::uint32_t number = kernel_count_++;
    SourceText& out = kernels_;
    out.open("INLINE void body_{}({}slot* frame, i64 begin, i64 end)", number,
             array_parameters(true));
    const std::string body = kernel_body(loop_id, written);
    if (has_checks(body)) {
      out.line("if (__atomic_load_n(&{}, __ATOMIC_RELAXED) != 0) return;", failure_text());
    }
    print_with_loads(out, body, written);
    out.close();
    out.open("void {}(const void* memory, i64 begin, i64 end, int worker)", kernel_name(number));
    out.line("slot* frame = (slot*)memory;");
    out.line("(void)worker;");
    out.line("body_{}({}frame, begin, end);", number, array_arguments());
    out.close();
  }

  // Statements without parallel loops. On worker threads nobody polls, so what may never end fails.
  StatementPrinter inner_statements(SourceText& out) const {
    return {expressions_, typed_names_, out, [](LoopId, SourceText&) { return false; }, {}};
  }

  std::string kernel_body(LoopId loop_id, const std::set<NameId>& written) const {
    SourceText out(1);
    StatementPrinter statements = inner_statements(out);
    statements.print_bounds(loop_id);
    statements.print_iterations(loop_id, "begin", "end");
    std::string text = out.take();
    SourceText end(1);
    if (has_checks(text)) {
      end.open("if (failed)");
      end.line("__atomic_store_n(&{}, 1, __ATOMIC_RELAXED);", failure_text());
      end.line("return;");
      end.close();
    }
    end.open("if (begin < end && end == {})", Identifiers::trip(loop_id));
    leave_behind(end, written);
    end.close();
    return text + end.take();
  }

  void leave_behind(SourceText& out, const std::set<NameId>& written) const {
    for (const ScalarField& field : layout_.scalars) {
      if (written.contains(field.name_id) && typed_names_.contains(field.name_id)) {
        out.open("if ({} >= 0)", ids().type(field.name_id));
        out.line("{} = {};", slot_text(field), ids().scalar(field.name_id));
        out.line("{} = {};", type_slot_text(field), ids().type(field.name_id));
        out.close();
      }
    }
  }

  const LoopNest& nest_;
  const NestTypes& types_;
  const Schedule& schedule_;
  const Specialization& specialization_;
  FrameLayout layout_;
  ExpressionPrinter expressions_;
  std::set<NameId> typed_names_;
  SourceText out_;
  SourceText kernels_;
  std::uint32_t kernel_count_ = 0;
};

}  // namespace

CpuRegion print_cpu_region(const LoopNest& nest, const NestTypes& types, const Schedule& schedule,
                           const Specialization& specialization) {
  AUTOPAR_CHECK(schedule.roles.size() == nest.loops.size(), "a schedule of this nest");
  return RegionPrinter(nest, types, schedule, specialization).run();
}

}  // namespace autopar::codegen
