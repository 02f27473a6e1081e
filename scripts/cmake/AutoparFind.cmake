# autopar_find_package(<name> DEBIAN <package> [<arguments of find_package>...])
#
# find_package that stops with the Debian package to install when the library is not there. A macro,
# since find_package leaves variables behind.
macro(autopar_find_package name debian_keyword debian_package)
  find_package(${name} ${ARGN} QUIET)
  if(NOT ${name}_FOUND)
    autopar_missing_library(${name} ${debian_package})
  endif()
endmacro()

# autopar_find_pkg_config(<prefix> <module> DEBIAN <package>): the same for a pkg-config module; makes
# the target PkgConfig::<prefix>.
macro(autopar_find_pkg_config prefix module debian_keyword debian_package)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(${prefix} QUIET IMPORTED_TARGET ${module})
  if(NOT ${prefix}_FOUND)
    autopar_missing_library(${module} ${debian_package})
  endif()
endmacro()

function(autopar_missing_library name debian_package)
  message(FATAL_ERROR "${name} is missing; ./scripts/setup installs it, and so does\n"
                      "  apt-get install --no-install-recommends ${debian_package}")
endfunction()
