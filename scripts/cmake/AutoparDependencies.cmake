# Every library from outside, found once. Versions are those of Debian 12 unless said otherwise.
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(tl-expected REQUIRED)
find_package(GTest REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(simdjson REQUIRED)
find_package(LibArchive REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(benchmark QUIET)
include(GoogleTest)
include(TreeSitter)
include(ClangLibraries)

# The Python for which the package `autopar` is built: the one that Python_EXECUTABLE names, with
# NumPy and nanobind from its own packages.
find_package(Python 3.11 COMPONENTS Interpreter Development.Module NumPy
             OPTIONAL_COMPONENTS Development.Embed)
if(Python_Interpreter_FOUND)
  execute_process(COMMAND ${Python_EXECUTABLE} -m nanobind --cmake_dir
                  OUTPUT_VARIABLE nanobind_ROOT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  find_package(nanobind CONFIG QUIET)
endif()

# LLVM's OpenMP runtime. Code is compiled with -fopenmp and linked with this library instead of the
# compiler's own, whose idle team takes milliseconds to wake (docs/decisions).
find_library(AUTOPAR_LIBOMP NAMES omp PATHS /usr/lib/llvm-19/lib NO_DEFAULT_PATH)
if(AUTOPAR_LIBOMP)
  add_library(autopar_libomp UNKNOWN IMPORTED)
  set_target_properties(autopar_libomp PROPERTIES IMPORTED_LOCATION ${AUTOPAR_LIBOMP})
  add_library(autopar::libomp ALIAS autopar_libomp)
endif()
