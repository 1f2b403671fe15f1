// The kernels for processors with AVX2.
#include "bulk/kernel_bodies.hpp"

namespace enact::bulk {

const Kernels* detail::avx2_kernels() {
#if defined(__AVX2__)
  return &bodies;
#else
  return nullptr;
#endif
}

}  // namespace enact::bulk
