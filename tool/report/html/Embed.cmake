# The page of `segstack report --format=html` as a C++ source, by CMake alone:
#
#   page.html + style.css + *.js -> ReportPage.cpp
#
# Included by tool/CMakeLists.txt, it adds the source to a target; as a script
# (cmake -D OUT=... -P Embed.cmake) it writes it.
set(scripts model.js table.js detail.js layout.js graph.js cycles.js chart.js proof.js main.js)

if(NOT CMAKE_SCRIPT_MODE_FILE)
  function(segstack_embed_page target)
    set(folder ${CMAKE_CURRENT_SOURCE_DIR}/report/html)
    set(out ${CMAKE_CURRENT_BINARY_DIR}/ReportPage.cpp)
    list(TRANSFORM scripts PREPEND ${folder}/ OUTPUT_VARIABLE parts)
    add_custom_command(OUTPUT ${out}
      COMMAND ${CMAKE_COMMAND} -D OUT=${out} -P ${folder}/Embed.cmake
      DEPENDS ${folder}/Embed.cmake ${folder}/page.html ${folder}/style.css ${parts}
      COMMENT "Embedding the page of segstack report" VERBATIM)
    target_sources(${target} PRIVATE ${out})
    target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/report)
  endfunction()
  return()
endif()

# Bytes in hexadecimal, so that nothing in the files means something to CMake.
function(to_hex text result)
  string(HEX "${text}" hex)
  set(${result} ${hex} PARENT_SCOPE)
endfunction()

file(READ ${CMAKE_CURRENT_LIST_DIR}/page.html page HEX)
file(READ ${CMAKE_CURRENT_LIST_DIR}/style.css style HEX)
to_hex("(function () {\n'use strict';\n" script)
foreach(name IN LISTS scripts)
  file(READ ${CMAKE_CURRENT_LIST_DIR}/${name} part HEX)
  string(APPEND script ${part})
endforeach()
to_hex("})();\n" end)
string(APPEND script ${end})

foreach(part style script)
  string(TOUPPER "@${part}@" mark)
  to_hex(${mark} mark)
  string(REPLACE ${mark} ${${part}} page ${page})
endforeach()
string(REGEX REPLACE "(..)" "0x\\1," bytes ${page})
string(REGEX REPLACE "(................................................................................)" "\\1\n" bytes ${bytes})
file(WRITE ${OUT} "// Made from tool/report/html by Embed.cmake.
#include \"ReportPage.h\"

static const unsigned char Page[] = {
${bytes}
};

llvm::StringRef segstack::reportPage() {
  return {reinterpret_cast<const char *>(Page), sizeof Page};
}
")
