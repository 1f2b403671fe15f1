// The kernels for any processor.
#include "bulk/kernel_bodies.hpp"

namespace enact::bulk {

const Kernels& detail::base_kernels() {
  return bodies;
}

const Kernels& kernels() {
#if defined(__x86_64__)
  static const Kernels& best = []() -> const Kernels& {
    const Kernels* wide = detail::avx512_kernels();
    if (wide != nullptr && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl"))
      return *wide;
    const Kernels* half = detail::avx2_kernels();
    return half != nullptr && __builtin_cpu_supports("avx2") ? *half : bodies;
  }();
  return best;
#else
  return bodies;
#endif
}

}  // namespace enact::bulk
