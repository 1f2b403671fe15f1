// Ownership of structures of the Arrow C interface.
#pragma once

namespace enact::population {

// Owns a structure of the interface: releases it, unless somebody has moved it away.
template <typename T>
class Owned {
 public:
  Owned() = default;
  ~Owned() {
    if (held_.release != nullptr) held_.release(&held_);
  }
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;

  T* operator->() { return &held_; }
  T* get() { return &held_; }
  const T& operator*() const { return held_; }

 private:
  T held_{};
};

}  // namespace enact::population
