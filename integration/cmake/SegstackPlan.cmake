# PLACE plan of segstack_instrument(): a target that plans the checks of all
# targets of the call, as one program, before their sources are compiled.
#
#   compile_commands.json -> segstack plan -> plan.json, checks
#                                               |         |
#            source -> segstack cc --place=plan <         |
#            objects are out of date when this changes  <-'
#
# The target runs in every build; it costs the sources that changed since
# (segstack-plan/.segstack-cache), and `checks` changes only with a decision.

include_guard(GLOBAL)

# For the targets of the call, whose options are in `options`: sets plan_target,
# plan_file and plan_checks.
function(_segstack_name_plan)
  list(GET arg_UNPARSED_ARGUMENTS 0 first)
  string(MAKE_C_IDENTIFIER "${first}" name)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${name}.segstack-plan)
  set(plan_target ${name}_segstack_plan PARENT_SCOPE)
  set(plan_file ${folder}/plan.json PARENT_SCOPE)
  set(plan_checks ${folder}/checks PARENT_SCOPE)
  file(MAKE_DIRECTORY ${folder})
  foreach(target IN LISTS arg_UNPARSED_ARGUMENTS)
    _segstack_real_target(${target} target)
    set_property(TARGET ${target} PROPERTY EXPORT_COMPILE_COMMANDS ON)
  endforeach()
endfunction()

# Sources may still be added to the targets after the call.
function(_segstack_add_plan tool options)
  set(targets "")
  foreach(target IN LISTS arg_UNPARSED_ARGUMENTS)
    _segstack_real_target(${target} target)
    list(APPEND targets ${target})
  endforeach()
  cmake_language(EVAL CODE "cmake_language(DEFER CALL _segstack_plan_later
    [[${plan_target}]] [[${plan_file}]] [[${plan_checks}]] [[${tool}]] [[${options}]] [[${targets}]])")
endfunction()

function(_segstack_plan_later name plan checks tool options targets)
  set(folders "")
  set(made "")
  set(before "")
  foreach(target IN LISTS targets)
    _segstack_object_folder(${target} folders)
    _segstack_made_sources(${target} made)
    get_target_property(dependencies ${target} MANUALLY_ADDED_DEPENDENCIES)
    if(dependencies)
      list(APPEND before ${dependencies})
    endif()
  endforeach()
  list(JOIN folders "|" folders)
  add_custom_target(${name}
    COMMAND ${tool} plan ${options} --keep-going
      -p ${CMAKE_BINARY_DIR} "--object-filter=^(${folders})/"
      -o ${plan} --stamp=${checks}
    BYPRODUCTS ${checks}
    DEPENDS ${made}
    COMMENT "Planning stack checks (${name})"
    VERBATIM)
  list(REMOVE_DUPLICATES before)
  if(before)
    add_dependencies(${name} ${before})
  endif()
  foreach(target IN LISTS targets)
    add_dependencies(${target} ${name})
  endforeach()
endfunction()

# Adds where the objects of the target go, as a regular expression. What is
# compiled is told by them: a source may be another target's, too, with other
# flags, part of a unity build, or of one configuration.
function(_segstack_object_folder target result)
  get_target_property(binary ${target} BINARY_DIR)
  set(folder ${binary}/CMakeFiles/${target}.dir)
  string(REGEX REPLACE "([][.*+?(){}|$\\])" "[\\1]" folder "${folder}")
  string(REPLACE "^" "\\^" folder "${folder}")
  set(${result} ${${result}} "${folder}" PARENT_SCOPE)
endfunction()

# Adds the sources of the target that a rule makes.
function(_segstack_made_sources target result)
  set(generated "${${result}}")
  get_target_property(all ${target} SOURCES)
  get_target_property(directory ${target} SOURCE_DIR)
  get_target_property(binary ${target} BINARY_DIR)
  foreach(source IN LISTS all)
    if(source MATCHES "\\$<")
      continue()
    endif()
    foreach(base ${directory} ${binary})
      get_filename_component(path ${source} ABSOLUTE BASE_DIR ${base})
      get_source_file_property(made ${path} TARGET_DIRECTORY ${target} GENERATED)
      if(made)
        list(APPEND generated ${path})
        break()
      endif()
    endforeach()
  endforeach()
  set(${result} "${generated}" PARENT_SCOPE)
endfunction()
