#include <fmt/format.h>
#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <memory>
#include <ranges>
#include <utility>

#include "autopar/check.hpp"
#include "codegen/openmp_program.hpp"
#include "nest_handle.hpp"
#include "python_text.hpp"
#include "region_type.hpp"
#include "runtime/backward_order.hpp"
#include "runtime/kernel_clock.hpp"
#include "runtime/live_objects/attention.hpp"
#include "runtime/live_objects/checkpoint.hpp"
#include "runtime/live_objects/copy_buffers.hpp"
#include "runtime/parallel_for.hpp"
#include "runtime/settings.hpp"

namespace nb = nanobind;

namespace autopar::python {

namespace {

bool g_is_switched_off = false;
FloatMode g_float_mode = FloatMode::Exact;

FloatMode float_mode_of(const std::string& text) {
  const auto mode = parse_float_mode(text);
  if (!mode) {
    throw nb::value_error(fmt::format("fp is '{}': {}", text, kAllowedFloatModes).c_str());
  }
  return *mode;
}

// What the text calls an input, and the attributes behind its first name as CPython looks them up.
using AttributePath = std::pair<std::string, std::vector<std::string>>;

AttributeInput find_root(const AttributePath& path, const std::vector<std::string>& arguments) {
  AttributeInput input{path.first, std::nullopt, path.first.substr(0, path.first.find('.')),
                       path.second};
  const auto argument = std::ranges::find(arguments, input.global_name);
  if (argument != arguments.end()) {
    input.argument = static_cast<std::size_t>(argument - arguments.begin());
  }
  return input;
}

// Names in the order in which a call has them: arguments that are inputs come before those that
// only lead to attributes.
InputSources find_sources(const std::vector<std::string>& inputs,
                          const std::vector<std::string>& arguments,
                          const std::vector<AttributePath>& attributes) {
  const auto is_among = [](const std::vector<std::string>& names) {
    return [&](const std::string& name) { return std::ranges::find(names, name) != names.end(); };
  };
  InputSources sources;
  sources.argument_count = arguments.size();
  sources.input_argument_count =
      static_cast<std::size_t>(std::ranges::count_if(arguments, is_among(inputs)));
  AUTOPAR_CHECK(std::ranges::is_partitioned(arguments, is_among(inputs)), "inputs come first");
  std::ranges::transform(attributes, std::back_inserter(sources.attributes),
                         [&](const AttributePath& path) { return find_root(path, arguments); });
  for (const std::string& name : inputs) {
    const bool is_attribute =
        std::ranges::find(attributes, name, &AttributePath::first) != attributes.end();
    if (!is_attribute && !is_among(arguments)(name)) {
      sources.global_names.push_back(name);
    }
  }
  return sources;
}

// Where the region finds its inputs and outputs; an error names what can't be bound. codes: those
// of the nest's helpers, in their order.
nb::object make_region(const NestHandle& handle, const std::vector<std::string>& arguments,
                       const std::vector<AttributePath>& attributes,
                       const std::vector<std::string>& outputs,
                       const std::vector<std::pair<std::uint32_t, std::string>>& variables,
                       const std::string& fp, const std::vector<nb::object>& codes) {
  std::vector<CalledHelper> helpers;
  for (std::size_t index = 0; index < codes.size(); ++index) {
    helpers.push_back({handle.helpers().at(index), codes[index].ptr()});
  }
  const InputSources sources = find_sources(handle.inputs(), arguments, attributes);
  std::vector<std::string> inputs;
  std::ranges::copy(arguments | std::views::take(sources.input_argument_count),
                    std::back_inserter(inputs));
  std::ranges::copy(sources.global_names, std::back_inserter(inputs));
  std::ranges::transform(sources.attributes, std::back_inserter(inputs), &AttributeInput::text);
  auto region = std::make_unique<runtime::Region>(handle.counted, std::move(inputs), outputs,
                                                  float_mode_of(fp), handle.counted_by_ranks());
  std::vector<runtime::LocalVariable> bound_variables;
  for (const auto& [index, name] : variables) {
    bound_variables.push_back({index, name});
  }
  return nb::steal(make_region_object(std::move(region), sources,
                                      {handle.called_functions(), std::move(helpers)},
                                      bound_variables));
}

runtime::Region& region_in(nb::handle object) {
  runtime::Region* region = region_of(object.ptr());
  if (region == nullptr) {
    throw nb::type_error("a region is needed");
  }
  return *region;
}

std::string outcome_name(runtime::Outcome outcome) {
  switch (outcome) {
    case runtime::Outcome::NotRun:
      return "not run";
    case runtime::Outcome::Compiled:
      return "compiled";
    case runtime::Outcome::Declined:
      return "declined";
    case runtime::Outcome::Replayed:
      return "replayed";
    case runtime::Outcome::SwitchedOff:
      return "switched off";
  }
  return "";
}

void apply_settings() {
  const auto settings = runtime::read_settings(runtime::process_environment());
  if (!settings) {
    throw nb::value_error(settings.error().message.c_str());
  }
  runtime::set_thread_count(settings->threads);
  g_float_mode = settings->float_mode;
  g_is_switched_off = settings->device == runtime::Device::Cpython;
}

void bind_refusals(nb::module_& module) {
  nb::class_<Refusal>(module, "Refusal")
      .def_prop_ro("code", [](const Refusal& refusal) { return name_of(refusal.kind); })
      .def_prop_ro("sentence", [](const Refusal& refusal) { return describe(refusal); })
      .def_prop_ro("line", [](const Refusal& refusal) { return refusal.range.begin.line; });
}

void bind_nests(nb::module_& module) {
  nb::class_<CalledFunction>(module, "CalledFunction")
      .def_ro("name", &CalledFunction::name)
      .def_ro("module", &CalledFunction::module)
      .def_ro("function", &CalledFunction::function);
  nb::class_<LoopReport>(module, "LoopReport")
      .def_ro("line", &LoopReport::line)
      .def_ro("column", &LoopReport::column)
      .def_ro("depth", &LoopReport::depth)
      .def_ro("header", &LoopReport::header)
      .def_ro("role", &LoopReport::role)
      .def_prop_ro("verdict",
                   [](const LoopReport& report) { return code_of(report.verdict.verdict); })
      .def_prop_ro("verdict_if_guarded",
                   [](const LoopReport& report) { return code_of(report.verdict_if_guarded); })
      .def_prop_ro("stage", [](const LoopReport& report) { return code_of(report.verdict.stage); })
      .def_prop_ro("is_parallel",
                   [](const LoopReport& report) { return is_parallel(report.verdict.verdict); })
      .def_prop_ro("reason", [](const LoopReport& report) { return report.verdict.explanation; })
      .def_prop_ro("guards", [](const LoopReport& report) { return report.verdict.guards; })
      .def_prop_ro("counterexample", &LoopReport::counterexample)
      .def_ro("refusals", &LoopReport::refusals);
  nb::class_<NestHandle>(module, "Nest")
      .def_prop_ro("line", [](const NestHandle& handle) { return handle.root().range.begin.line; })
      .def_prop_ro("column",
                   [](const NestHandle& handle) { return handle.root().range.begin.column_bytes; })
      .def_prop_ro("refusal", &NestHandle::refusal)
      .def_prop_ro("inputs", &NestHandle::inputs)
      .def_prop_ro("called_functions", &NestHandle::called_functions)
      .def_prop_ro("helpers", &NestHandle::helpers)
      .def_prop_ro("printed", [](const NestHandle& handle) { return print_python(handle.nest); })
      .def_prop_ro("loops", &report_static);
  module.def("find_nests", &find_nests, nb::arg("text"), nb::arg("source_name"));
}

void bind_history(nb::module_& module) {
  using runtime::RegionHistory;
  nb::class_<RegionHistory>(module, "RegionHistory")
      .def_ro("compiled_calls", &RegionHistory::compiled_calls)
      .def_ro("declined_calls", &RegionHistory::declined_calls)
      .def_ro("replayed_calls", &RegionHistory::replayed_calls)
      .def_ro("skipped_calls", &RegionHistory::skipped_calls)
      .def_ro("last_reason", &RegionHistory::last_reason)
      .def_ro("last_inspection", &RegionHistory::last_inspection)
      .def_ro("did_inspection_hold", &RegionHistory::did_inspection_hold)
      .def_prop_ro("last_outcome",
                   [](const RegionHistory& history) { return outcome_name(history.last_outcome); });
  module.def("history_of", [](nb::handle object) { return region_in(object).history(); });
  module.def("specialization_count",
             [](nb::handle object) { return region_in(object).specialization_count(); });
  module.def("last_history", [] {
    const runtime::Region* region = runtime::Region::last_run();
    return region == nullptr ? std::nullopt : std::optional(region->history());
  });
  module.def("last_line", [] {
    const runtime::Region* region = runtime::Region::last_run();
    return region == nullptr ? 0U
                             : region->nest().loops[loop_ir::LoopNest::root()].range.begin.line;
  });
  module.def("last_loops", [](nb::handle object) {
    const runtime::Region& region = region_in(object);
    const auto& last = region.history().last_plan;
    return last == nullptr ? std::vector<LoopReport>()
                           : report_loops(region.nest(), region.last_verdicts(),
                                          last->specialization->schedule);
  });
  module.def("openmp_program", [](nb::handle object, const std::string& function_name) {
    const runtime::Region& region = region_in(object);
    const auto& last = region.history().last_plan;
    return last == nullptr ? ""
                           : codegen::print_openmp_program(
                                 region.nest(), last->specialization->compiled.text,
                                 last->specialization->compiled.layout, last->facts, function_name);
  });
}

}  // namespace

}  // namespace autopar::python

NB_MODULE(_engine, module) {
  using namespace autopar;
  if (!runtime::import_numpy() || !python::add_region_type(module.ptr())) {
    throw nb::python_error();
  }
  python::apply_settings();
  module.attr("__version__") = AUTOPAR_VERSION;
  module.def("is_switched_off", [] { return python::g_is_switched_off; });
  module.def("thread_count", &runtime::thread_count);
  module.def("set_thread_count", &runtime::set_thread_count, nb::arg("count"));
  module.def("start_kernel_clock", &runtime::KernelClock::start);
  module.def("stop_kernel_clock", &runtime::KernelClock::stop);
  module.def("set_backward_order", &runtime::set_backward_order, nb::arg("is_on"));
  module.def("set_copying_small", &runtime::Checkpoint::set_knows_small, nb::arg("is_on"));
  module.def("kept_copy_bytes", &runtime::spare_buffer_bytes);
  module.def("free_kept_copies",
             [] { runtime::free_idle_buffers(std::chrono::steady_clock::duration::zero()); });
  module.def("set_always_inspecting", &runtime::Region::set_always_inspects, nb::arg("is_on"));
  module.def("set_switching_off", &runtime::Attention::set_goes_off, nb::arg("is_on"));
  module.def("make_region", &python::make_region, nb::arg("nest"), nb::arg("arguments"),
             nb::arg("attributes"), nb::arg("outputs"), nb::arg("variables"), nb::arg("fp"),
             nb::arg("codes"));
  module.def("float_mode", [] { return text_of(python::g_float_mode); });
  module.def("make_declining_region",
             [] { return nanobind::steal(python::make_declining_region()); });
  python::bind_refusals(module);
  python::bind_nests(module);
  python::bind_history(module);
}
