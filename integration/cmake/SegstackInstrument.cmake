# segstack_instrument(<target>... [PLACE auto|all|plan] [MECHANISM limit|guard]
#                     [HEADER_FILTER <regex>] [EXCLUDE_HEADER_FILTER <regex>]
#                     [SYSTEM_HEADER_FILTER <regex>] [SKIP <glob>...]
#                     [EXTERNAL_STACK <name>=<bytes>...] [SYSTEM_STACK <name>...]
#                     [MAX_RECURSION_DEPTH <glob>=<frames>...]
#                     [CONFIG <file>] [SHARED_RUNTIME])
#
# Compiles the C and C++ sources of the targets through `segstack cc`, which gives
# their functions stack checks, and links them with the runtime:
#
#   source -> segstack cc <options> -> [ccache] -> compiler -> object
#
# An executable or static library gets Segstack::runtime, or with
# SHARED_RUNTIME, Segstack::runtime_shared; a shared library always the latter,
# since a process must have one runtime only. SEGSTACK_TOOL, if set, is the
# segstack command to use, as when cross-compiling. See docs/cmake.md.

include_guard(GLOBAL)
include(${CMAKE_CURRENT_LIST_DIR}/SegstackPlan.cmake)

function(segstack_instrument)
  set(one_value PLACE MECHANISM HEADER_FILTER EXCLUDE_HEADER_FILTER
    SYSTEM_HEADER_FILTER CONFIG)
  cmake_parse_arguments(PARSE_ARGV 0 arg "SHARED_RUNTIME" "${one_value}"
    "SKIP;EXTERNAL_STACK;SYSTEM_STACK;MAX_RECURSION_DEPTH")
  _segstack_check_arguments()
  _segstack_find_tool(tool tool_target)
  _segstack_launcher_options(options)
  set(plan_checks "")
  if(arg_PLACE STREQUAL "plan")
    _segstack_name_plan()
    set(planning ${options})
    list(FILTER planning EXCLUDE REGEX "^--(place|mechanism)=")
    list(APPEND options --plan=${plan_file})
  endif()
  if(NOT arg_SHARED_RUNTIME)
    list(APPEND options --static-runtime)
  endif()
  # By dependency files: OBJECT_DEPENDS is of a source, not of a target, so
  # others that compile the same source would be rebuilt, and wait, too.
  foreach(file IN ITEMS ${tool} ${arg_CONFIG} ${plan_checks})
    list(APPEND options --depend=${file})
  endforeach()

  foreach(name IN LISTS arg_UNPARSED_ARGUMENTS)
    _segstack_real_target(${name} target)
    foreach(language C CXX)
      _segstack_prepend_launcher(${target} ${language} ${tool} cc ${options})
    endforeach()
    _segstack_link_runtime(${target} "${arg_SHARED_RUNTIME}")
    if(tool_target)
      add_dependencies(${target} ${tool_target})
    endif()
  endforeach()
  if(arg_PLACE STREQUAL "plan")
    _segstack_add_plan(${tool} "${planning}")
  endif()
endfunction()

function(_segstack_fail)
  list(JOIN ARGN "" text)
  message(FATAL_ERROR "segstack_instrument: ${text}")
endfunction()

# Reads arg_* of the caller and makes arg_CONFIG an absolute path.
function(_segstack_check_arguments)
  if(NOT arg_UNPARSED_ARGUMENTS)
    _segstack_fail("no target given")
  endif()
  if(arg_KEYWORDS_MISSING_VALUES)
    _segstack_fail("no value for ${arg_KEYWORDS_MISSING_VALUES}")
  endif()
  if(DEFINED arg_PLACE AND NOT arg_PLACE MATCHES "^(auto|all|plan)$")
    _segstack_fail("PLACE ${arg_PLACE}: must be auto, all or plan")
  endif()
  if(DEFINED arg_MECHANISM AND NOT arg_MECHANISM MATCHES "^(limit|guard)$")
    _segstack_fail("MECHANISM ${arg_MECHANISM}: must be limit or guard")
  endif()
  if(NOT CMAKE_GENERATOR MATCHES "Ninja|Makefiles")
    _segstack_fail("the generator ${CMAKE_GENERATOR} has no compiler launchers; "
      "use Ninja or Makefiles")
  endif()
  if(DEFINED arg_CONFIG)
    get_filename_component(config ${arg_CONFIG} ABSOLUTE)
    if(NOT EXISTS ${config} OR IS_DIRECTORY ${config})
      _segstack_fail("CONFIG ${arg_CONFIG}: no such file")
    endif()
    set(arg_CONFIG ${config} PARENT_SCOPE)
  endif()
endfunction()

# The path of the command and, if this build makes it, its target.
function(_segstack_find_tool tool tool_target)
  set(path "")
  set(target "")
  if(SEGSTACK_TOOL)
    set(path ${SEGSTACK_TOOL})
    if(NOT EXISTS ${path})
      _segstack_fail("SEGSTACK_TOOL=${path}: no such file")
    endif()
  elseif(NOT TARGET Segstack::segstack)
    _segstack_fail("this build of Segstack has no segstack command "
      "(SEGSTACK_BUILD_TOOL is OFF); set SEGSTACK_TOOL to one")
  else()
    get_target_property(imported Segstack::segstack IMPORTED)
    if(imported)
      get_target_property(path Segstack::segstack LOCATION)
    else()
      get_target_property(target Segstack::segstack ALIASED_TARGET)
      _segstack_built_path(${target} path)
    endif()
  endif()
  set(${tool} ${path} PARENT_SCOPE)
  set(${tool_target} ${target} PARENT_SCOPE)
endfunction()

# Where a single-configuration generator puts an executable of this build.
function(_segstack_built_path target path)
  get_property(multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(multi_config)
    _segstack_fail("with ${CMAKE_GENERATOR}, build or install segstack first and "
      "use find_package, or set SEGSTACK_TOOL")
  endif()
  get_target_property(directory ${target} RUNTIME_OUTPUT_DIRECTORY)
  get_target_property(file ${target} OUTPUT_NAME)
  if(NOT file)
    set(file ${target})
  endif()
  set(${path} ${directory}/${file}${CMAKE_EXECUTABLE_SUFFIX} PARENT_SCOPE)
endfunction()

# The options of `segstack cc` for the caller's arg_*.
function(_segstack_launcher_options result)
  set(options "")
  foreach(keyword PLACE MECHANISM HEADER_FILTER EXCLUDE_HEADER_FILTER SYSTEM_HEADER_FILTER)
    if(DEFINED arg_${keyword})
      string(TOLOWER ${keyword} option)
      string(REPLACE "_" "-" option ${option})
      list(APPEND options "--${option}=${arg_${keyword}}")
    endif()
  endforeach()
  foreach(keyword SKIP EXTERNAL_STACK SYSTEM_STACK MAX_RECURSION_DEPTH)
    string(TOLOWER ${keyword} option)
    string(REPLACE "_" "-" option ${option})
    foreach(value IN LISTS arg_${keyword})
      list(APPEND options "--${option}=${value}")
    endforeach()
  endforeach()
  if(DEFINED arg_CONFIG)
    list(APPEND options "--config-file=${arg_CONFIG}")
  endif()
  set(${result} ${options} PARENT_SCOPE)
endfunction()

function(_segstack_real_target name result)
  if(NOT TARGET ${name})
    _segstack_fail("${name} is neither a target nor an argument; "
      "the arguments are PLACE, MECHANISM, HEADER_FILTER, EXCLUDE_HEADER_FILTER, "
      "SYSTEM_HEADER_FILTER, SKIP, EXTERNAL_STACK, SYSTEM_STACK, "
      "MAX_RECURSION_DEPTH, CONFIG and SHARED_RUNTIME")
  endif()
  get_target_property(aliased ${name} ALIASED_TARGET)
  if(aliased)
    set(name ${aliased})
  endif()
  get_target_property(type ${name} TYPE)
  get_target_property(imported ${name} IMPORTED)
  if(imported)
    _segstack_fail("${name} is imported: it is not compiled in this build")
  elseif(NOT type MATCHES "^(EXECUTABLE|(STATIC|SHARED|MODULE|OBJECT)_LIBRARY)$")
    _segstack_fail("${name} has nothing to compile (it is of type ${type})")
  endif()
  set(${result} ${name} PARENT_SCOPE)
endfunction()

# segstack comes first: what it hands on, ccache may cache.
function(_segstack_prepend_launcher target language)
  get_target_property(launcher ${target} ${language}_COMPILER_LAUNCHER)
  if(NOT launcher)
    set(launcher "")
  endif()
  if("${launcher}" MATCHES "(^|/)segstack;cc(;|$)")
    _segstack_fail("${target} is compiled by segstack cc already; "
      "give all arguments in one call, and leave CMAKE_${language}_COMPILER_LAUNCHER to it")
  endif()
  set_property(TARGET ${target} PROPERTY
    ${language}_COMPILER_LAUNCHER ${ARGN} ${launcher})
endfunction()

# By property, as the project may use either signature of
# target_link_libraries, which do not mix.
function(_segstack_link_runtime target shared)
  get_target_property(type ${target} TYPE)
  set(runtime Segstack::runtime)
  if(shared OR type MATCHES "^(SHARED|MODULE)_LIBRARY$")
    set(runtime Segstack::runtime_shared)
  endif()
  set_property(TARGET ${target} APPEND PROPERTY LINK_LIBRARIES ${runtime})
  if(type MATCHES "^(STATIC|OBJECT)_LIBRARY$")
    set_property(TARGET ${target} APPEND PROPERTY
      INTERFACE_LINK_LIBRARIES $<LINK_ONLY:${runtime}>)
  endif()
endfunction()
