# Warnings, sanitizers and clang-tidy, for the folders that are added after.

add_compile_options($<$<COMPILE_LANGUAGE:C,CXX>:-Wall> $<$<COMPILE_LANGUAGE:C,CXX>:-Wextra>)
set(CMAKE_COMPILE_WARNING_AS_ERROR ${SEGSTACK_WERROR})
if(PROJECT_IS_TOP_LEVEL)
  set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
endif()

if(SEGSTACK_SANITIZE)
  if(NOT SEGSTACK_SANITIZE MATCHES "^(address|undefined|thread)$")
    message(FATAL_ERROR
      "SEGSTACK_SANITIZE=${SEGSTACK_SANITIZE}: must be address, undefined or thread")
  endif()
  add_compile_options(-fsanitize=${SEGSTACK_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SEGSTACK_SANITIZE})
  if(SEGSTACK_SANITIZE STREQUAL "undefined")
    # A finding must fail the test that made it.
    add_compile_options(-fno-sanitize-recover=undefined)
  endif()
endif()

if(SEGSTACK_CLANG_TIDY)
  find_program(SEGSTACK_CLANG_TIDY_COMMAND NAMES clang-tidy-19 clang-tidy REQUIRED)
  set(CMAKE_CXX_CLANG_TIDY ${SEGSTACK_CLANG_TIDY_COMMAND} --quiet)
  if(SEGSTACK_WERROR)
    list(APPEND CMAKE_CXX_CLANG_TIDY --warnings-as-errors=*)
  endif()
endif()
