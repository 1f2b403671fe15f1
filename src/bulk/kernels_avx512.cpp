// The kernels for processors with AVX-512.
#include "bulk/kernel_bodies.hpp"

namespace enact::bulk {

const Kernels* detail::avx512_kernels() {
#if defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
  return &bodies;
#else
  return nullptr;
#endif
}

}  // namespace enact::bulk
