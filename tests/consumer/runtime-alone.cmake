# The runtime builds, installs and is found with no LLVM on the machine.
include(${CMAKE_CURRENT_LIST_DIR}/Steps.cmake)

copy_project()
run(${CMAKE_COMMAND} -S ${SOURCE} -B ${WORK}/runtime -G Ninja
  -DSEGSTACK_BUILD_TOOL=OFF -DSEGSTACK_BUILD_TESTS=OFF
  -DCMAKE_DISABLE_FIND_PACKAGE_LLVM=ON -DCMAKE_DISABLE_FIND_PACKAGE_Clang=ON
  -DCMAKE_CXX_COMPILER=${CXX})
run(${CMAKE_COMMAND} --build ${WORK}/runtime --parallel 2)
run(${CMAKE_COMMAND} --install ${WORK}/runtime --prefix ${WORK}/prefix)

# A runtime of its own and a tool from elsewhere, as when cross-compiling.
configure(Ninja -DCMAKE_PREFIX_PATH=${WORK}/prefix -DSEGSTACK_TOOL=${BUILD}/bin/segstack)
build()
expect_programs_to_differ_in_depth()

# Without any tool there is a plain answer.
file(REMOVE_RECURSE ${WORK}/build)
execute_process(
  COMMAND ${CMAKE_COMMAND} -S ${WORK}/project -B ${WORK}/build -G Ninja
    -DCMAKE_CXX_COMPILER=${CXX} -DCMAKE_PREFIX_PATH=${WORK}/prefix
  RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(code EQUAL 0 OR NOT output MATCHES "has no segstack command")
  message(FATAL_ERROR "expected to be told that there is no tool:\n${output}")
endif()
