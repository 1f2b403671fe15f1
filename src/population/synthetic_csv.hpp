// A synthetic register of any size as a folder of CSV files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "determine/synth.hpp"

namespace enact::population {

// Writes the tables of `synth` with its first `subjects` subjects; the same bytes whatever `threads` is, and
// memory for a few blocks of subjects at a time. The files get their names when all are there. Throws
// std::runtime_error where the folder holds anything already or cannot be written. `progress`: how many
// subjects are done.
void write_synthetic_csv(const determine::Synth& synth, std::uint64_t subjects,
                         const std::filesystem::path& folder, unsigned threads,
                         const std::function<void(std::uint64_t)>& progress);

}  // namespace enact::population
