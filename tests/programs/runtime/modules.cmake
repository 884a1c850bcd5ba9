# Programs of several modules, for every compiler and level: libraries made of
# module.cpp with the shared runtime or a copy of their own, a program that
# shares it with them (modules.cpp) and one that has none (host.cpp).

set(shared $<TARGET_FILE:segstack_runtime_shared>)
set(shared_flags ${shared} -Wl,-rpath,$<TARGET_FILE_DIR:segstack_runtime_shared>)

# A module of SOURCE for the current compiler and level; FLAGS at its end.
function(build_module output source)
  variant_flags(${variant} flags)
  if(source STREQUAL host.cpp)
    # It has no check, and no runtime to tell of its checks.
    list(REMOVE_ITEM flags -include segstack/guard.h)
  endif()
  add_custom_command(OUTPUT ${output}
    COMMAND ${path} ${flags}
      ${CMAKE_CURRENT_SOURCE_DIR}/${source} -o ${output} -pthread ${ARGN}
    DEPENDS ${source} module.h expect.h ${headers}/segstack/check.h
      ${headers}/segstack/segstack.h segstack_runtime segstack_runtime_shared
    COMMENT "Building ${output}" VERBATIM)
  set(all_programs ${all_programs} ${output} PARENT_SCOPE)
endfunction()

foreach(compiler ${SEGSTACK_TEST_COMPILERS})
  string(MAKE_C_IDENTIFIER ${compiler} id)
  set(path ${SEGSTACK_TEST_${id}})
  foreach(variant ${compiler}.O0 ${compiler}.O2 ${compiler}.O0.guard
                  ${compiler}.O2.guard)
    foreach(number 1 2)
      set(sharing_${number} ${CMAKE_CURRENT_BINARY_DIR}/libmodule${number}.${variant}.so)
      set(copying_${number} ${CMAKE_CURRENT_BINARY_DIR}/libcopy${number}.${variant}.so)
      set(library -fPIC -shared -DMODULE=${number})
      build_module(${sharing_${number}} module.cpp ${library} ${shared_flags})
      build_module(${copying_${number}} module.cpp ${library} ${runtime})
    endforeach()
    build_module(${CMAKE_CURRENT_BINARY_DIR}/modules.${variant} modules.cpp ${shared_flags})
    build_module(${CMAKE_CURRENT_BINARY_DIR}/host.${variant} host.cpp)
    foreach(options segment_size=80k:max_segment_size=160k:print_stats=1
                    stress=1:max_stack=1g:print_stats=1)
      string(REGEX MATCH "stress=1" stress "${options}")
      string(REPLACE "stress=1" "-stress1" name "${stress}")
      foreach(case back_and_forth exceptions come_and_go)
        runtime_test(${variant} modules ${case}${name}
          ARGS ${case} ${sharing_1} ${sharing_2} OPTIONS ${options})
      endforeach()
      runtime_test(${variant} modules exhausted_and_gone${name}
        ARGS exhausted_and_gone ${sharing_1} ${sharing_2}
        OPTIONS ${stress} max_stack=1m print_stats=1)
      foreach(how sharing copying)
        runtime_test(${variant} host unload-${how}${name}
          ARGS unload ${${how}_1} ${${how}_1} OPTIONS ${options})
        runtime_test(${variant} host second-${how}${name}
          ARGS second ${${how}_1} ${copying_2} OPTIONS ${options})
      endforeach()
      runtime_test(${variant} host second-shared_last${name}
        ARGS second ${copying_2} ${sharing_1} OPTIONS ${options})
    endforeach()
  endforeach()
endforeach()
