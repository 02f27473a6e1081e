# Language level, output folders and warnings that hold for every target of the project.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_RUNTIME_OUTPUT_DIRECTORY)
  set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
endif()

option(AUTOPAR_WARNINGS_AS_ERRORS "Treat compiler warnings of our own targets as errors" OFF)
set(AUTOPAR_SANITIZERS "" CACHE STRING "Comma-separated list for -fsanitize=, empty for none")

add_library(autopar_warnings INTERFACE)
add_library(autopar::warnings ALIAS autopar_warnings)
target_compile_options(autopar_warnings INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -Wold-style-cast -Wnon-virtual-dtor
  # Designated initializers leave out what keeps its default.
  -Wno-missing-field-initializers
  # GCC 12 sees an overlap in `"text" + std::string()` that is not there (its bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(AUTOPAR_WARNINGS_AS_ERRORS)
  target_compile_options(autopar_warnings INTERFACE -Werror)
endif()

if(AUTOPAR_SANITIZERS)
  add_compile_options(-fsanitize=${AUTOPAR_SANITIZERS} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${AUTOPAR_SANITIZERS})
endif()
