# Installs into PREFIX and compares with the documented layout.
include(${CMAKE_CURRENT_LIST_DIR}/Steps.cmake)

file(REMOVE_RECURSE ${PREFIX})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX})
foreach(file
    bin/segstack
    include/segstack/check.h
    include/segstack/guard.h
    include/segstack/segstack.h
    include/segstack/splitstack.h
    include/segstack/room.h
    include/segstack/visit.h
    lib/libsegstack.a
    lib/libsegstack.so
    lib/cmake/Segstack/SegstackConfig.cmake
    lib/cmake/Segstack/SegstackConfigVersion.cmake
    lib/cmake/Segstack/SegstackInstrument.cmake
    lib/cmake/Segstack/SegstackPlan.cmake
    lib/cmake/Segstack/SegstackTargets.cmake
    lib/pkgconfig/segstack.pc
    share/doc/segstack/LICENSE)
  if(NOT EXISTS ${PREFIX}/${file})
    message(FATAL_ERROR "not installed: ${file}\n${output}")
  endif()
endforeach()

# What is installed may not point back into the trees it came from.
file(GLOB_RECURSE texts ${PREFIX}/*.cmake ${PREFIX}/*.pc ${PREFIX}/*.h)
foreach(text IN LISTS texts)
  file(READ ${text} content)
  string(FIND "${content}" "${BUILD}" in_build)
  string(FIND "${content}" "${SOURCE}/" in_source)
  if(NOT in_build EQUAL -1 OR NOT in_source EQUAL -1)
    message(FATAL_ERROR "${text} names the source or build tree")
  endif()
endforeach()
