# What users of segstack see: the names Segstack::*, SegstackConfig.cmake in the
# build tree (Segstack_DIR=build) and when installed, and segstack.pc.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

# Gives `target` its public name, in this build and in exports. A build without
# the tool has one name less.
set(segstack_targets "")
macro(segstack_publish target name)
  if(TARGET ${target})
    set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
    list(APPEND segstack_targets ${target})
    get_target_property(_type ${target} TYPE)
    if(TARGET Segstack::${name})
      # The folder named it itself.
    elseif(_type STREQUAL "EXECUTABLE")
      add_executable(Segstack::${name} ALIAS ${target})
    else()
      add_library(Segstack::${name} ALIAS ${target})
    endif()
  endif()
endmacro()
segstack_publish(segstack_runtime runtime)
segstack_publish(segstack_runtime_shared runtime_shared)
segstack_publish(segstack segstack)
if(NOT segstack_targets)
  return()
endif()

set(SEGSTACK_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/Segstack)
set(_templates ${PROJECT_SOURCE_DIR}/integration/packaging)

# Who uses Segstack_DIR=build reads this project's own module, not a copy.
set(SEGSTACK_MODULE ${PROJECT_SOURCE_DIR}/integration/cmake/SegstackInstrument.cmake)
configure_file(${_templates}/SegstackConfig.cmake.in
  ${PROJECT_BINARY_DIR}/SegstackConfig.cmake @ONLY)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/SegstackConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
export(TARGETS ${segstack_targets} NAMESPACE Segstack::
  FILE ${PROJECT_BINARY_DIR}/SegstackTargets.cmake)

if(NOT SEGSTACK_INSTALL)
  return()
endif()

install(TARGETS ${segstack_targets} EXPORT SegstackTargets
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/runtime/include/segstack
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(EXPORT SegstackTargets NAMESPACE Segstack:: DESTINATION ${SEGSTACK_PACKAGE_DIR})

set(SEGSTACK_MODULE "\${CMAKE_CURRENT_LIST_DIR}/SegstackInstrument.cmake")
configure_file(${_templates}/SegstackConfig.cmake.in
  ${PROJECT_BINARY_DIR}/install/SegstackConfig.cmake @ONLY)
install(FILES
  ${PROJECT_BINARY_DIR}/install/SegstackConfig.cmake
  ${PROJECT_BINARY_DIR}/SegstackConfigVersion.cmake
  ${PROJECT_SOURCE_DIR}/integration/cmake/SegstackInstrument.cmake
  ${PROJECT_SOURCE_DIR}/integration/cmake/SegstackPlan.cmake
  DESTINATION ${SEGSTACK_PACKAGE_DIR})

# A prefix that is not known before installation would make every path in the
# .pc file wrong, so they are relative to the file itself.
file(RELATIVE_PATH SEGSTACK_PREFIX_FROM_PC
  /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" SEGSTACK_PREFIX_FROM_PC ${SEGSTACK_PREFIX_FROM_PC})
configure_file(${_templates}/segstack.pc.in ${PROJECT_BINARY_DIR}/install/segstack.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/install/segstack.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
