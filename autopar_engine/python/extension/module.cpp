#include <nanobind/nanobind.h>

NB_MODULE(_engine, module) { module.attr("__version__") = AUTOPAR_VERSION; }
