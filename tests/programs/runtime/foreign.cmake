# Functions without checks: the C library at every distance from the limit.
# Included for each compiler and level.
set(depends_foreign foreign_calls.h foreign_table.h)
set(depends_foreign_measure ${depends_foreign})
foreach(program foreign foreign_measure)
  build_program(${variant} ${path} ${program})
endforeach()

# A wide guard, so that what goes past the reserve faults and does nothing else.
set(foreign_options segment_size=80k max_segment_size=80k guard_pages=64)
foreach(where own segment thread fiber system)
  # Every 128 bytes from 1 KiB above the limit here, every 16 from 8 KiB at night.
  runtime_test(${variant} foreign ${where} ARGS ${where} 128 1024
    OPTIONS ${foreign_options})
  runtime_test(${variant} foreign ${where}-every_16 ARGS ${where} 16 8192
    OPTIONS ${foreign_options})
  set_tests_properties(runtime/foreign/${where}-every_16/${variant} PROPERTIES
    LABELS nightly TIMEOUT 3600)
endforeach()
foreach(stress 1 7)
  runtime_test(${variant} foreign stress${stress} ARGS stress 16 0
    OPTIONS stress=${stress} max_stack=8g guard_pages=64)
endforeach()
runtime_test(${variant} foreign_measure check
  ARGS check ${CMAKE_CURRENT_SOURCE_DIR}/heavy_externals.txt)
