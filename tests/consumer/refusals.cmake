# segstack_instrument() says what is wrong with a bad call.
include(${CMAKE_CURRENT_LIST_DIR}/Steps.cmake)

# Configures a project with one program, `app`, and the given lines after it.
function(expect_refusal lines message)
  file(WRITE ${WORK}/project/CMakeLists.txt "
cmake_minimum_required(VERSION 3.25)
project(refused LANGUAGES CXX)
find_package(Segstack REQUIRED)
add_executable(app main.cpp other.cpp)
${lines}
")
  execute_process(
    COMMAND ${CMAKE_COMMAND} -S ${WORK}/project -B ${WORK}/build -G Ninja
      -DCMAKE_CXX_COMPILER=${CXX} -DSegstack_DIR=${BUILD}
    RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  string(REGEX REPLACE "[ \n]+" " " output "${output}")
  if(code EQUAL 0)
    message(FATAL_ERROR "accepted: ${lines}")
  endif()
  string(FIND "${output}" "segstack_instrument: ${message}" found)
  if(found EQUAL -1)
    message(FATAL_ERROR "${lines}\nexpected: ${message}\ngot: ${output}")
  endif()
endfunction()

copy_project()
expect_refusal("segstack_instrument()" "no target given")
expect_refusal("segstack_instrument(ap)" "ap is neither a target nor an argument")
expect_refusal("segstack_instrument(app PLASE all)" "PLASE is neither a target nor an argument")
expect_refusal("segstack_instrument(app PLACE)" "no value for PLACE")
expect_refusal("segstack_instrument(app PLACE some)" "PLACE some: must be auto, all or plan")
expect_refusal("segstack_instrument(app MECHANISM magic)" "MECHANISM magic: must be limit or guard")
expect_refusal("segstack_instrument(app CONFIG none.yml)" "CONFIG none.yml: no such file")
expect_refusal("segstack_instrument(app)\nsegstack_instrument(app PLACE all)"
  "app is compiled by segstack cc already")
expect_refusal("add_library(headers INTERFACE)\nsegstack_instrument(headers)"
  "headers has nothing to compile")
expect_refusal("add_library(there SHARED IMPORTED)\nsegstack_instrument(there)"
  "there is imported")
expect_refusal("set(SEGSTACK_TOOL /nowhere/segstack)\nsegstack_instrument(app)"
  "SEGSTACK_TOOL=/nowhere/segstack: no such file")
