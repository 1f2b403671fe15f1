# The loops over columns are compiled three times, for any x86-64 and for those with AVX2 and AVX-512; which are
# run is decided when the program starts.
set_source_files_properties("${CMAKE_SOURCE_DIR}/src/bulk/kernels_base.cpp" PROPERTIES COMPILE_OPTIONS "-O3")
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  set_source_files_properties("${CMAKE_SOURCE_DIR}/src/bulk/kernels_avx2.cpp" PROPERTIES COMPILE_OPTIONS "-O3;-mavx2")
  set_source_files_properties("${CMAKE_SOURCE_DIR}/src/bulk/kernels_avx512.cpp" PROPERTIES COMPILE_OPTIONS
    "-O3;-mavx512f;-mavx512bw;-mavx512dq;-mavx512vl;-mprefer-vector-width=512")
endif()
set(enact_floor_cost 20)
