# From the C library back into checked functions; with the shared runtime, which
# a library with checks needs. Included for each variant.
set(output ${CMAKE_CURRENT_BINARY_DIR}/callbacks.${variant})
set(shared $<TARGET_FILE:segstack_runtime_shared>)
variant_flags(${variant} flags)
set(compile ${path} ${flags} -pthread)
add_custom_command(OUTPUT ${output} ${output}.so
  COMMAND ${compile} -fPIC -shared ${CMAKE_CURRENT_SOURCE_DIR}/callbacks_library.cpp
    ${shared} -o ${output}.so
  COMMAND ${compile} ${CMAKE_CURRENT_SOURCE_DIR}/callbacks.cpp ${shared}
    -Wl,-rpath,$<TARGET_FILE_DIR:segstack_runtime_shared> -o ${output}
  DEPENDS callbacks.cpp callbacks_library.cpp callbacks.h expect.h
    ${headers}/segstack/check.h ${headers}/segstack/segstack.h
    segstack_runtime_shared
  COMMENT "Building callbacks with ${variant}" VERBATIM)
list(APPEND all_programs ${output})

# What may be left by an exception is compiled with -fexceptions in glibc; what
# may be left by a jump holds no lock and is not half done.
set(may_jump qsort qsort_large bsearch tsearch nested std_sort)
set(may_throw ${may_jump} ftw scandir once dl_iterate_phdr)
set(any ${may_throw} glob dlopen)
foreach(case "returns any 64m" "ends any 64m" "throws may_throw 64m"
             "exhausts may_throw 5m" "jumps may_jump 64m")
  separate_arguments(case)
  list(GET case 0 how)
  list(GET case 1 which)
  list(GET case 2 max_stack)
  set(arguments ARGS ${how} ${output}.so ${${which}})
  runtime_test(${variant} callbacks ${how} ${arguments}
    OPTIONS segment_size=80k max_segment_size=80k max_stack=${max_stack})
  # Jumps in stress mode need the saved position.
  if(NOT how STREQUAL jumps)
    runtime_test(${variant} callbacks ${how}-stress1 ${arguments}
      OPTIONS stress=1 max_stack=${max_stack})
  endif()
endforeach()
