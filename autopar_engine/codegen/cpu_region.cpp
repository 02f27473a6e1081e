#include "codegen/cpu_region.hpp"

#include <fmt/format.h>

#include <set>

#include "autopar/check.hpp"
#include "codegen/complex_functions.hpp"
#include "codegen/complex_operations.hpp"
#include "codegen/dialect.hpp"
#include "codegen/frame_access.hpp"
#include "codegen/operations.hpp"
#include "codegen/statement_printer.hpp"
#include "codegen/sum_printing.hpp"
#include "loop_ir/new_arrays.hpp"
#include "schedule/last_values.hpp"
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

class RegionPrinter {
 public:
  RegionPrinter(const LoopNest& nest, const NestTypes& types, const Schedule& schedule,
                const Specialization& specialization)
      : nest_(nest),
        types_(types),
        schedule_(schedule),
        layout_(make_frame_layout(nest, types)),
        expressions_(nest, types, specialization),
        frame_(layout_, expressions_.identifiers(), specialization) {
    find_typed_names();
  }

  CpuRegion run() {
    SourceText entry;
    print_entry(entry);
    const std::string functions = kernels_.take() + entry.take();
    out_.line("/* The loop of line {}{}. */", nest_.loops[LoopNest::root()].range.begin.line,
              mode_text());
    out_.append(prelude_of(Dialect::C));
    const bool calls_cmath = has_complex_functions(functions);
    const bool has_complex = types_.has_complex() || calls_cmath;
    if (has_checks(functions) || has_complex) {
      out_.append(check_prelude());
    }
    if (has_complex) {
      out_.append(complex_prelude());
    }
    if (calls_cmath) {
      out_.append(complex_functions_prelude());
    }
    if (layout_.parts_slot) {
      out_.append(sum_prelude());
    }
    if (has_near_calls(functions)) {
      out_.append(near_prelude());
    }
    if (!layout_.inner_loops.empty()) {
      out_.append(inner_loop_prelude());
    }
    out_.append(functions);
    return {out_.take(), layout_, kernel_count_};
  }

 private:
  const Identifiers& ids() const { return expressions_.identifiers(); }

  // Part of the text, so kernels of different modes are never taken for each other.
  std::string mode_text() const {
    return types_.float_mode == FloatMode::Exact
               ? ""
               : fmt::format(", fp=\"{}\"", text_of(types_.float_mode));
  }

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

  std::string failure_text() const {
    return fmt::format("frame[{}].integer", layout_.failure_slot);
  }

  void print_entry(SourceText& out) {
    const bool is_sequential = !schedule_.has_parallel_loops();
    SourceText body(1);
    entry_statements(body).print_loop(LoopNest::root());
    std::string text = body.take();
    SourceText end(1);
    if (has_checks(text)) {
      end.line("if (failed) return {};", kCheckFailed);
    }
    store_outputs(end);
    text += end.take();
    out.open("INLINE int region_body({}slot* frame, const struct launcher* launcher)",
             frame_.array_parameters(is_sequential));
    out.line("(void)launcher;");
    frame_.print_with_loads(out, text, {});
    out.line("return 0;");
    out.close();
    out.open("int {}(void* memory, const struct launcher* launcher)", kRegionName);
    out.line("slot* frame = (slot*)memory;");
    out.line("return region_body({}frame, launcher);", frame_.array_arguments());
    out.close();
  }

  StatementPrinter entry_statements(SourceText& out) {
    return {expressions_, typed_names_, out,
            [this](LoopId loop_id, SourceText& around) { return print_launch(loop_id, around); },
            fmt::format("POLL_AT_TIMES({});", kTicks)};
  }

  void store_outputs(SourceText& out) const {
    for (const ScalarField& field : layout_.scalars) {
      if (field.is_output) {
        FrameAccess::store_value(out, field, ids().scalar(field.name_id));
        out.line("{} = {};", FrameAccess::type_slot_text(field), ids().type(field.name_id));
      }
    }
  }

  bool print_launch(LoopId loop_id, SourceText& out) {
    if (schedule_.role_of(loop_id) == LoopRole::Sequential) {
      return false;
    }
    if (schedule_.role_of(loop_id) == LoopRole::Parts) {
      print_launched_sum(loop_id, out);
      return true;
    }
    const std::set<NameId> written = schedule::uses_of_loop(nest_, loop_id).written;
    const std::set<NameId> latest = schedule::names_bound_by_some_iterations(nest_, loop_id);
    const std::string kernel = kernel_name(kernel_count_);
    print_kernel(kernel_body(loop_id, written, latest), written,
                 loop_ir::arrays_made_in(nest_, loop_id));
    out.open();
    StatementPrinter statements = inner_statements(out);
    statements.print_bounds(loop_id);
    statements.print_need_of_cells(loop_id);
    out.line("if (failed) return {};", kCheckFailed);
    out.open("if ({} > 0)", Identifiers::trip(loop_id));
    spill(out, written);
    if (!latest.empty()) {
      out.line("i64 latest[{}] = {{0}};", 1 + latest.size());
      out.line("frame[{}].data = (char*)latest;", layout_.latest_slot);
    }
    print_parallel_for(kernel, Identifiers::trip(loop_id), out);
    take_back(out, written);
    out.close();
    out.close();
    return true;
  }

  void print_parallel_for(const std::string& kernel, const std::string& count,
                          SourceText& out) const {
    out.line("const int status = launcher->parallel_for(launcher->context, {}, frame, {});", kernel,
             count);
    out.line("if (status != 0) return status;");
    out.line("if ({} != 0) return {};", failure_text(), kCheckFailed);
  }

  SumLoop sum_loop(LoopId loop_id) const {
    const auto sum = typing::find_float_sum(nest_, types_, loop_id);
    AUTOPAR_CHECK(sum, "a loop in parts is a sum of floats");
    return {expressions_, typed_names_, loop_id, *sum};
  }

  void print_launched_sum(LoopId loop_id, SourceText& out) {
    const std::set<NameId> written = schedule::uses_of_loop(nest_, loop_id).written;
    const std::string kernel = kernel_name(kernel_count_);
    print_kernel(part_kernel_body(loop_id), written, {});
    StatementPrinter statements = entry_statements(out);
    print_sum(sum_loop(loop_id), statements, out,
              [&](SourceText& inside) { print_launches(loop_id, kernel, written, inside); });
  }

  void print_launches(LoopId loop_id, const std::string& kernel, const std::set<NameId>& written,
                      SourceText& out) const {
    const std::uint32_t slot = layout_.parts_slot.value();
    out.line("if (failed) return {};", kCheckFailed);
    out.line("f64 parts[{}];", 2 * kPartsOfLaunch);
    out.line("const i64 part_count = {};", part_count_text(Identifiers::trip(loop_id)));
    spill(out, written);
    out.line("frame[{}].data = (char*)parts;", slot);
    out.open("for (i64 first_part = 0; first_part < part_count; first_part += {})", kPartsOfLaunch);
    out.line("const i64 left = part_count - first_part;");
    out.line("const i64 count = left < {0} ? left : {0};", kPartsOfLaunch);
    out.line("frame[{}].integer = first_part;", slot + 1);
    print_parallel_for(kernel, "count", out);
    out.open("for (i64 part = 0; part < count; ++part)");
    out.line("total += parts[2 * part];");
    out.line("weight += parts[2 * part + 1];");
    out.close();
    out.close();
  }

  std::string part_kernel_body(LoopId loop_id) const {
    SourceText out(1);
    StatementPrinter statements = inner_statements(out);
    statements.print_bounds(loop_id);
    const std::uint32_t slot = layout_.parts_slot.value();
    out.line("f64* const parts = (f64*)frame[{}].data;", slot);
    out.line("const i64 first_part = frame[{}].integer;", slot + 1);
    print_parts(sum_loop(loop_id), statements, out, "first_part + begin", "first_part + end",
                [](SourceText& inside, const std::string& total, const std::string& weight) {
                  inside.line("parts[2 * (part - first_part)] = {};", total);
                  inside.line("parts[2 * (part - first_part) + 1] = {};", weight);
                });
    const std::string text = out.take();
    return text + note_failure(text);
  }

  // Where a loop around it is on the cores already.
  bool print_inner_sum(LoopId loop_id, SourceText& out) const {
    if (!typing::find_float_sum(nest_, types_, loop_id)) {
      return false;
    }
    const SumLoop loop = sum_loop(loop_id);
    StatementPrinter statements = inner_statements(out);
    print_sum(loop, statements, out, [&](SourceText& inside) {
      print_parts(loop, statements, inside, "0", part_count_text(Identifiers::trip(loop_id)),
                  [](SourceText& innermost, const std::string& total, const std::string& weight) {
                    innermost.line("total += {};", total);
                    innermost.line("weight += {};", weight);
                  });
    });
    return true;
  }

  // What the nest has bound so far goes where the kernel looks for it.
  void spill(SourceText& out, const std::set<NameId>& written) const {
    for (const ScalarField& field : layout_.scalars) {
      const NameId name_id = field.name_id;
      if (written.contains(name_id)) {
        if (typed_names_.contains(name_id)) {
          out.line("{} = {};", FrameAccess::type_slot_text(field), kNoValue);
        }
      } else if (nest_.names[name_id].is_written) {
        FrameAccess::store_value(out, field, ids().scalar(name_id));
        if (typed_names_.contains(name_id)) {
          out.line("{0} = {1} < 0 ? {2} : {1};", FrameAccess::type_slot_text(field),
                   ids().type(name_id), ids().entry_type(name_id));
        }
      }
    }
  }

  void take_back(SourceText& out, const std::set<NameId>& written) const {
    for (const ScalarField& field : layout_.scalars) {
      if (written.contains(field.name_id) && typed_names_.contains(field.name_id)) {
        out.open("if ({} >= 0)", FrameAccess::type_slot_text(field));
        out.line("{} = {};", ids().scalar(field.name_id), FrameAccess::value_text(field));
        out.line("{} = {};", ids().type(field.name_id), FrameAccess::type_slot_text(field));
        out.close();
      }
    }
  }

  // bound_here: as in load_scalars; privatized: as in array_arguments.
  void print_kernel(const std::string& body, const std::set<NameId>& bound_here,
                    const std::set<NameId>& privatized) {
    const std::uint32_t number = kernel_count_++;
    SourceText& out = kernels_;
    out.open("INLINE void body_{}({}slot* frame, i64 begin, i64 end)", number,
             frame_.array_parameters(true));
    if (has_checks(body)) {
      out.line("if (__atomic_load_n(&{}, __ATOMIC_RELAXED) != 0) return;", failure_text());
    }
    frame_.print_with_loads(out, body, bound_here);
    out.close();
    out.open("void {}(const void* memory, i64 begin, i64 end, int worker)", kernel_name(number));
    out.line("slot* frame = (slot*)memory;");
    out.line("(void)worker;");
    out.line("body_{}({}frame, begin, end);", number, frame_.array_arguments(privatized));
    out.close();
  }

  // Statements without parallel loops. On worker threads nobody polls, so what may never end fails.
  StatementPrinter inner_statements(SourceText& out) const {
    return {expressions_,
            typed_names_,
            out,
            [this](LoopId loop_id, SourceText& around) { return print_inner_sum(loop_id, around); },
            {}};
  }

  std::string kernel_body(LoopId loop_id, const std::set<NameId>& written,
                          const std::set<NameId>& latest) const {
    SourceText out(1);
    StatementPrinter statements = inner_statements(out);
    statements.print_bounds(loop_id);
    statements.print_iterations(loop_id, "begin", "end");
    std::string text = out.take();
    text += note_failure(text);
    SourceText end(1);
    std::set<NameId> of_last_iteration;
    std::ranges::set_difference(written, latest,
                                std::inserter(of_last_iteration, of_last_iteration.end()));
    end.open("if (begin < end && end == {})", Identifiers::trip(loop_id));
    leave_behind(end, of_last_iteration);
    for (const NameId array_id : loop_ir::arrays_made_in(nest_, loop_id)) {
      if (nest_.names[loop_ir::find_new_array(nest_, array_id)->made_id].is_left()) {
        end.open();
        frame_.print_copy_back(end, array_id);
        end.close();
      }
    }
    end.close();
    if (!latest.empty()) {
      leave_latest(end, latest);
    }
    return text + end.take();
  }

  // For the end of that text of a kernel.
  std::string note_failure(const std::string& text) const {
    SourceText out(1);
    if (has_checks(text)) {
      out.open("if (failed)");
      out.line("__atomic_store_n(&{}, 1, __ATOMIC_RELAXED);", failure_text());
      out.line("return;");
      out.close();
    }
    return out.take();
  }

  void leave_behind(SourceText& out, const std::set<NameId>& written) const {
    for (const ScalarField& field : layout_.scalars) {
      if (written.contains(field.name_id) && typed_names_.contains(field.name_id)) {
        out.open("if ({} >= 0)", ids().type(field.name_id));
        store_binding(out, field);
        out.close();
      }
    }
  }

  // Ranges end in any order: one that binds the name stores it unless a later one has.
  void leave_latest(SourceText& out, const std::set<NameId>& latest) const {
    out.line("i64* const latest = (i64*)frame[{}].data;", layout_.latest_slot);
    out.line("while (__atomic_exchange_n(latest, 1, __ATOMIC_ACQUIRE) != 0) {{}}");
    int place = 1;
    for (const ScalarField& field : layout_.scalars) {
      if (latest.contains(field.name_id)) {
        out.open("if ({} >= 0 && begin >= latest[{}])", ids().type(field.name_id), place);
        out.line("latest[{}] = begin;", place++);
        store_binding(out, field);
        out.close();
      }
    }
    out.line("__atomic_store_n(latest, 0, __ATOMIC_RELEASE);");
  }

  void store_binding(SourceText& out, const ScalarField& field) const {
    FrameAccess::store_value(out, field, ids().scalar(field.name_id));
    out.line("{} = {};", FrameAccess::type_slot_text(field), ids().type(field.name_id));
  }

  const LoopNest& nest_;
  const NestTypes& types_;
  const Schedule& schedule_;
  FrameLayout layout_;
  ExpressionPrinter expressions_;
  FrameAccess frame_;
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
