# Steps of the consumer tests, for `cmake -P`. Each fails the script when what
# it says does not hold. All take their paths from the cache-like variables
# WORK (a scratch folder), SOURCE and BUILD (segstack's own), and CXX.

# Runs a command that must succeed; its output goes into `output`.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code
    OUTPUT_VARIABLE text ERROR_VARIABLE text)
  if(NOT code EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "failed with ${code}: ${command}\n${text}")
  endif()
  set(output "${text}" PARENT_SCOPE)
endfunction()

# A fresh copy of the user's project in WORK/project.
function(copy_project)
  file(REMOVE_RECURSE ${WORK})
  file(MAKE_DIRECTORY ${WORK})
  file(COPY ${SOURCE}/tests/consumer/project DESTINATION ${WORK})
endfunction()

function(configure generator)
  run(${CMAKE_COMMAND} -S ${WORK}/project -B ${WORK}/build -G ${generator}
    -DCMAKE_CXX_COMPILER=${CXX} -DCMAKE_BUILD_TYPE=Release ${ARGN})
endfunction()

# Builds; `built` is the sorted list of objects and programs that were made.
function(build)
  run(${CMAKE_COMMAND} --build ${WORK}/build --parallel 2)
  string(REGEX MATCHALL "(Building|Linking) CXX [^\n]*" lines "${output}")
  set(made "")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE ".*(object|executable) (CMakeFiles/)?" "" line "${line}")
    string(REPLACE ".dir/" "/" line "${line}")
    list(APPEND made "${line}")
  endforeach()
  list(SORT made)
  set(built "${made}" PARENT_SCOPE)
endfunction()

function(expect_nothing_built)
  build()
  if(NOT "${built}" STREQUAL "")
    message(FATAL_ERROR "nothing was touched, but these were built: ${built}")
  endif()
endfunction()

# The next build makes exactly these, and the one after it nothing.
function(expect_built)
  build()
  set(expected ${ARGN})
  list(SORT expected)
  if(NOT "${built}" STREQUAL "${expected}")
    message(FATAL_ERROR "expected to be built: ${expected}\nbuilt: ${built}")
  endif()
  expect_nothing_built()
endfunction()

# 8 MiB of stack, whatever the limit of the shell that started the tests.
function(run_deep program)
  execute_process(
    COMMAND sh -c "ulimit -S -s 8192 && exec \"$0\" 1000000" ${program}
    RESULT_VARIABLE code OUTPUT_VARIABLE text ERROR_VARIABLE text)
  set(code "${code}" PARENT_SCOPE)
  set(output "${text}" PARENT_SCOPE)
endfunction()

function(expect_crash program)
  run_deep(${program})
  if(NOT code STREQUAL "Segmentation fault")
    message(FATAL_ERROR "${program}: expected a segmentation fault, got ${code}\n${output}")
  endif()
endfunction()

function(expect_success program)
  run_deep(${program})
  if(NOT code EQUAL 0 OR NOT output STREQUAL "levels 1000001\n")
    message(FATAL_ERROR "${program}: expected levels 1000001, got ${code}\n${output}")
  endif()
endfunction()

function(expect_programs_to_differ_in_depth)
  expect_crash(${WORK}/build/plain)
  expect_success(${WORK}/build/deep)
endfunction()
