# Every library from outside, found once. Versions are those of Debian 12 unless said otherwise; a
# missing one stops with the package to install (AutoparFind.cmake).
include(AutoparFind)

find_package(Threads REQUIRED)
autopar_find_package(fmt DEBIAN libfmt-dev)
autopar_find_package(tl-expected DEBIAN libexpected-dev)
autopar_find_package(SQLite3 DEBIAN libsqlite3-dev)
autopar_find_package(simdjson DEBIAN libsimdjson-dev)
autopar_find_package(LibArchive DEBIAN libarchive-dev)
autopar_find_pkg_config(LIBGIT2 libgit2 DEBIAN libgit2-dev)
autopar_find_pkg_config(JEMALLOC jemalloc DEBIAN libjemalloc-dev)
autopar_find_package(spdlog DEBIAN libspdlog-dev)
autopar_find_package(CLI11 DEBIAN libcli11-dev)
autopar_find_package(benchmark DEBIAN libbenchmark-dev)
if(BUILD_TESTING)
  autopar_find_package(GTest DEBIAN "libgtest-dev libgmock-dev")
  autopar_find_pkg_config(ISL isl DEBIAN libisl-dev)
  # isl.pc links GMP, but Debian's libisl-dev does not depend on its headers' package.
  find_library(AUTOPAR_GMP NAMES gmp)
  if(NOT AUTOPAR_GMP)
    autopar_missing_library("the GMP library, with which isl is linked" libgmp-dev)
  endif()
  include(GoogleTest)
endif()
include(TreeSitter)
include(ClangLibraries)

# The Python for which the package `autopar` is built, with NumPy and nanobind from its packages.
include(AutoparPython)
autopar_find_python()
execute_process(COMMAND ${Python_EXECUTABLE} -m nanobind --cmake_dir
                OUTPUT_VARIABLE nanobind_ROOT OUTPUT_STRIP_TRAILING_WHITESPACE
                COMMAND_ERROR_IS_FATAL ANY)
find_package(nanobind CONFIG REQUIRED)

# LLVM's OpenMP runtime. Code is compiled with -fopenmp and linked with this library instead of the
# compiler's own, whose idle team takes milliseconds to wake (docs/decisions).
find_library(AUTOPAR_LIBOMP NAMES omp PATHS /usr/lib/llvm-19/lib NO_DEFAULT_PATH)
if(NOT AUTOPAR_LIBOMP)
  autopar_missing_library("LLVM's OpenMP runtime" libomp-19-dev)
endif()
add_library(autopar_libomp UNKNOWN IMPORTED)
set_target_properties(autopar_libomp PROPERTIES IMPORTED_LOCATION ${AUTOPAR_LIBOMP})
add_library(autopar::libomp ALIAS autopar_libomp)
