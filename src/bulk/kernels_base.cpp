// The kernels for any processor.
#include "bulk/kernel_bodies.hpp"

namespace enact::bulk {

const Kernels& detail::base_kernels() {
  return bodies;
}

const Kernels& kernels() {
#if defined(__x86_64__)
  static const Kernels& best =
      __builtin_cpu_supports("avx2") && detail::avx2_kernels() != nullptr ? *detail::avx2_kernels() : bodies;
  return best;
#else
  return bodies;
#endif
}

}  // namespace enact::bulk
