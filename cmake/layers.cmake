# SPDX-License-Identifier: EUPL-1.2
# hs_layer(name USES ... SOURCES ...), hs_test(layer name [libraries]), hs_program_test and hs_fuzz: the only ways a
# target is made here. Flags come from hs_flags alone, and no layer sets its own.
add_library(hs_flags INTERFACE)
target_compile_definitions(hs_flags INTERFACE _POSIX_C_SOURCE=200809L)
target_compile_options(hs_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes -Wmissing-prototypes
  -Wold-style-definition -Wformat=2 -Wundef -Wvla -Wswitch-enum -Wcast-qual -Wwrite-strings -Wpointer-arith
  -Wfloat-conversion -Wdouble-promotion -Wnull-dereference -Wimplicit-fallthrough
  $<$<BOOL:${HS_WERROR}>:-Werror>
  $<$<C_COMPILER_ID:GNU>:-Wlogical-op;-Wduplicated-cond;-Wduplicated-branches;-Warith-conversion>
  -fstack-protector-strong -fno-strict-aliasing "-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")
if(HS_SANITIZE)
  target_compile_options(hs_flags INTERFACE "-fsanitize=${HS_SANITIZE}" -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(hs_flags INTERFACE "-fsanitize=${HS_SANITIZE}")
else() # the delivered build is hardened; sanitizers bring checks of their own and want these left out
  target_compile_options(hs_flags INTERFACE $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
  target_link_options(hs_flags INTERFACE LINKER:-z,relro,-z,now)
endif()

set(HS_TEST_ENVIRONMENT
  "ASAN_OPTIONS=abort_on_error=1:handle_segv=0" # Criterion lets a leak pass; an abort it does not
  "UBSAN_OPTIONS=print_stacktrace=1"
  "TSAN_OPTIONS=halt_on_error=1")
set(HS_TEST_FAILS "ERROR: (Address|Leak|Thread)Sanitizer|WARNING: ThreadSanitizer|runtime error:")

function(hs_layer name) # one folder = one library = one list of arrows
  cmake_parse_arguments(L "" "" "USES;SOURCES" ${ARGN})
  add_library(hs_${name} STATIC ${L_SOURCES})
  target_include_directories(hs_${name} PUBLIC "${CMAKE_SOURCE_DIR}/rules" "${CMAKE_SOURCE_DIR}/server")
  target_link_libraries(hs_${name} PRIVATE hs_flags PUBLIC ${L_USES})
endfunction()

function(hs_test layer name) # tests/unit/<layer>/test_<name>.c links that layer, what it uses, and nothing above it
  if(HS_SANITIZE MATCHES "thread|fuzzer")
    return() # Criterion cannot start under ThreadSanitizer; threads are tested by hs_program_test
  endif()
  add_executable(test_${layer}_${name} test_${name}.c)
  target_link_libraries(test_${layer}_${name} PRIVATE hs_flags hs_${layer} PkgConfig::CRITERION ${ARGN})
  add_test(NAME ${layer}.${name} COMMAND test_${layer}_${name} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
  set_tests_properties(${layer}.${name} PROPERTIES LABELS unit TIMEOUT 300
    ENVIRONMENT "${HS_TEST_ENVIRONMENT}" FAIL_REGULAR_EXPRESSION "${HS_TEST_FAILS}")
endfunction()

function(hs_program_test layer name) # a test with its own main(): <name>.c, for threads and for whole processes
  add_executable(${name} ${name}.c)
  target_link_libraries(${name} PRIVATE hs_flags hs_${layer} ${ARGN})
  add_test(NAME ${layer}.${name} COMMAND ${name} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
  set_tests_properties(${layer}.${name} PROPERTIES LABELS program TIMEOUT 300
    ENVIRONMENT "${HS_TEST_ENVIRONMENT}" FAIL_REGULAR_EXPRESSION "${HS_TEST_FAILS}")
endfunction()

function(hs_fuzz layer name) # tests/fuzz/fuzz_<name>.c holds LLVMFuzzerTestOneInput; built by the preset fuzz alone
  if(NOT HS_FUZZ)
    return()
  endif()
  add_executable(fuzz_${name} fuzz_${name}.c)
  target_link_libraries(fuzz_${name} PRIVATE hs_flags hs_${layer} ${ARGN})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  set_target_properties(fuzz_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/fuzzers")
  # what it finds goes to the build folder; the seeds stand in tests/fuzz/corpus/<name>
  file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/corpus/${name}")
  add_test(NAME fuzz.${name} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    COMMAND fuzz_${name} -runs=10000 -max_total_time=60 -timeout=10 -artifact_prefix=${CMAKE_BINARY_DIR}/
    ${CMAKE_BINARY_DIR}/corpus/${name} tests/fuzz/corpus/${name})
  set_tests_properties(fuzz.${name} PROPERTIES LABELS fuzz TIMEOUT 300 ENVIRONMENT "UBSAN_OPTIONS=print_stacktrace=1")
endfunction()
