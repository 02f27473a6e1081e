# The parser, from the C sources that scripts/fetch_tree_sitter puts into .cache/tree-sitter.
#
# autopar::tree_sitter = the core of tree-sitter and its grammar for Python as one target to link.
# The core and the grammar are compiled with the same headers (include/tree_sitter there is the
# core's src), so that the tables of the grammar mean the same to both.
set(AUTOPAR_TREE_SITTER_DIR ${CMAKE_SOURCE_DIR}/.cache/tree-sitter CACHE PATH
    "Folder with the C sources of tree-sitter (core/) and tree-sitter-python (python/)")
set(tree_sitter_lib ${AUTOPAR_TREE_SITTER_DIR}/core/tree_sitter/core/lib)
if(NOT EXISTS ${tree_sitter_lib}/src/lib.c
   OR NOT EXISTS ${AUTOPAR_TREE_SITTER_DIR}/python/src/parser.c)
  message(FATAL_ERROR "the C sources of tree-sitter are not in ${AUTOPAR_TREE_SITTER_DIR}; "
                      "run scripts/setup, which calls scripts/fetch_tree_sitter")
endif()

add_library(tree_sitter_core STATIC ${tree_sitter_lib}/src/lib.c)
target_include_directories(tree_sitter_core SYSTEM PUBLIC ${tree_sitter_lib}/include
                           PRIVATE ${tree_sitter_lib}/src)
target_compile_definitions(tree_sitter_core PRIVATE _POSIX_C_SOURCE=200112L _DEFAULT_SOURCE)

add_library(tree_sitter_python STATIC
  ${AUTOPAR_TREE_SITTER_DIR}/python/src/parser.c
  ${AUTOPAR_TREE_SITTER_DIR}/python/src/scanner.c)
target_include_directories(tree_sitter_python PRIVATE ${AUTOPAR_TREE_SITTER_DIR}/include)

foreach(library tree_sitter_core tree_sitter_python)
  set_target_properties(${library} PROPERTIES C_STANDARD 11)
  target_compile_options(${library} PRIVATE -O2 -w)
endforeach()

add_library(autopar_tree_sitter INTERFACE)
add_library(autopar::tree_sitter ALIAS autopar_tree_sitter)
target_link_libraries(autopar_tree_sitter INTERFACE tree_sitter_python tree_sitter_core)

# How the core keeps its trees: <src/subtree.h>.
add_library(autopar_tree_sitter_internals INTERFACE)
add_library(autopar::tree_sitter_internals ALIAS autopar_tree_sitter_internals)
target_include_directories(autopar_tree_sitter_internals SYSTEM INTERFACE ${tree_sitter_lib})
