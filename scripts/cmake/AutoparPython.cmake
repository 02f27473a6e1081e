# autopar_find_python(): finds the interpreter, libpython and NumPy of the virtual environment and
# stops unless they are of one and the same CPython: an extension that was compiled against another
# one crashes or, worse, nearly works. Python_EXECUTABLE is .venv's unless the caller gave another.
# A macro, since find_package leaves variables and targets behind.
macro(autopar_find_python)
  if(NOT Python_EXECUTABLE)
    set(Python_EXECUTABLE ${CMAKE_SOURCE_DIR}/.venv/bin/python)
  endif()
  if(NOT EXISTS ${Python_EXECUTABLE})
    message(FATAL_ERROR "there is no ${Python_EXECUTABLE}: run ./scripts/setup, or give "
                        "-DPython_EXECUTABLE= a virtual environment of the system's interpreter")
  endif()
  autopar_find_package(Python DEBIAN "python3-dev python3-venv" 3.11
                       COMPONENTS Interpreter Development.Module Development.Embed NumPy)
  autopar_check_python()
endmacro()

# autopar_check_python(): what FindPython chose against what the interpreter says of itself.
function(autopar_check_python)
  set(question [[
import os, sys, sysconfig
get = sysconfig.get_config_var
print(os.path.realpath(os.path.join(get("LIBDIR"), get("INSTSONAME"))), end=";")
print(os.path.realpath(get("INCLUDEPY")), end=";")
print(".".join(map(str, sys.version_info[:3])), end="")]])
  execute_process(COMMAND ${Python_EXECUTABLE} -c "${question}" OUTPUT_VARIABLE answer
                  COMMAND_ERROR_IS_FATAL ANY)
  list(GET answer 0 interpreter_library)
  list(GET answer 1 interpreter_headers)
  list(GET answer 2 interpreter_version)
  list(GET Python_LIBRARIES 0 chosen_library)
  list(GET Python_INCLUDE_DIRS 0 chosen_headers)
  file(REAL_PATH ${chosen_library} chosen_library)
  file(REAL_PATH ${chosen_headers} chosen_headers)
  autopar_same_python(libpython ${chosen_library} ${interpreter_library})
  autopar_same_python("header folder" ${chosen_headers} ${interpreter_headers})
  autopar_same_python(version ${Python_VERSION} ${interpreter_version})
endfunction()

function(autopar_same_python what chosen expected)
  if(NOT chosen STREQUAL expected)
    message(FATAL_ERROR "the ${what} found is ${chosen}, but ${Python_EXECUTABLE} has ${expected}: "
                        "remove build/ and .venv/ and run ./scripts/setup")
  endif()
endfunction()
