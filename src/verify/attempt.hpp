// Running one obligation: its time, and what it is where a program leaves the fragment. Part of prover.hpp.
#pragma once

#include <chrono>

#include "verify/prover.hpp"

namespace enact::verify {

template <typename Body>
void attempt(Obligation obligation, std::vector<Obligation>& out, Body body) {
  const auto begin = std::chrono::steady_clock::now();
  try {
    body(obligation);
  } catch (const Outside& reason) {
    obligation.outcome = Outcome::outside;
    obligation.because = reason.construct;
    obligation.location = reason.place;
  } catch (const z3::exception& fault) {
    obligation.outcome = Outcome::outside;
    obligation.because = {std::string("证明器：") + fault.msg(), std::string("the prover: ") + fault.msg()};
  }
  obligation.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  out.push_back(std::move(obligation));
}

}  // namespace enact::verify
