# Clang 19 as a library, for libautopar_toolchain.so alone.
#
# autopar::clang = the static libraries of Clang and the shared one of LLVM; the target is missing
# where AUTOPAR_WITH_CLANG is OFF or they are not installed: kernels are then compiled by running
# the system's C compiler.
#
# Clang is linked statically and hidden: Debian's libclang-cpp has unversioned symbols, so two
# versions of it (ours and PoCL's) cannot live in one process (docs/decisions/kernel_compiler.md).
set(default_with_clang ON)
if(AUTOPAR_SANITIZERS)
  set(default_with_clang OFF)
endif()
option(AUTOPAR_WITH_CLANG "Compile kernels with Clang in the process" ${default_with_clang})

if(AUTOPAR_WITH_CLANG)
  set(clang_libraries
    clangFrontend clangDriver clangCodeGen clangSerialization clangParse clangSema clangAnalysis
    clangASTMatchers clangEdit clangSupport clangExtractAPI clangInstallAPI clangAPINotes clangAST
    clangLex clangBasic)
  find_path(AUTOPAR_LLVM_INCLUDE_DIR clang/Frontend/CompilerInstance.h
            PATHS /usr/lib/llvm-19/include NO_DEFAULT_PATH)
  find_library(AUTOPAR_LLVM_LIBRARY LLVM-19 PATHS /usr/lib/llvm-19/lib NO_DEFAULT_PATH)
  set(clang_files "")
  set(clang_is_complete TRUE)
  foreach(library IN LISTS clang_libraries)
    find_library(AUTOPAR_${library} NAMES lib${library}.a PATHS /usr/lib/llvm-19/lib
                 NO_DEFAULT_PATH)
    mark_as_advanced(AUTOPAR_${library})
    if(AUTOPAR_${library})
      list(APPEND clang_files ${AUTOPAR_${library}})
    else()
      set(clang_is_complete FALSE)
    endif()
  endforeach()
  if(AUTOPAR_LLVM_INCLUDE_DIR AND AUTOPAR_LLVM_LIBRARY AND clang_is_complete)
    add_library(autopar_clang INTERFACE)
    add_library(autopar::clang ALIAS autopar_clang)
    target_include_directories(autopar_clang SYSTEM INTERFACE ${AUTOPAR_LLVM_INCLUDE_DIR})
    target_link_libraries(autopar_clang INTERFACE
      -Wl,--start-group ${clang_files} -Wl,--end-group ${AUTOPAR_LLVM_LIBRARY})
  else()
    message(STATUS "Clang 19 is not installed (apt-get install libclang-19-dev llvm-19-dev): "
                   "kernels will be compiled by running cc, which is slower")
  endif()
endif()
