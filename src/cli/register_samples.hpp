// The entries that a package shows in a training space: samples/registers.yaml, each entered by the sample
// account whose it is and taken through its steps by those whose turn it is. Through the same steps as
// anybody's: what a register refuses is refused here. Never in a live space.
#pragma once

#include <filesystem>
#include <vector>

#include "registers/registers.hpp"

namespace enact::cli {

// `folders`: of packages; one without samples is passed over. Precondition: make_samples() has made the
// accounts, and nobody has entered anything yet. A sample of an owner whose type nobody on record has, or
// of an account that stands for a subject of another type here, is left out, and what refers to it. Throws
// std::runtime_error with the place and the reason if a sample cannot be read or is refused.
void open_register_samples(store::Database& database, const registers::Registers& registers,
                           const std::vector<std::filesystem::path>& folders);

}  // namespace enact::cli
