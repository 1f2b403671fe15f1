// The samples of a training space: accounts for every role of every unit that the packages name, a synthetic
// register, enterprises that have something due, the subjects that a package shows (cli/sample_subjects.hpp),
// each with an account, and a first appropriation. Made from what the packages declare, whatever they are.
// Never in a live space.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "casework/library.hpp"
#include "http/service.hpp"
#include "store/database.hpp"

namespace enact::cli {

struct SampleOptions {
  std::int64_t subjects = 10'000;
  std::uint64_t seed = 1;
  int enterprises = 3;  // sample accounts of subjects with something due
  SourcePtr hints;      // what the subjects look like (docs/synthetic.md); may be null
  std::vector<std::filesystem::path> folders = {};  // of packages
};

// Makes the samples if the space has no account yet, and says whether it did. Precondition: a training space.
// Throws std::runtime_error if the database refuses or a package's samples cannot be read.
bool make_samples(store::Database& database, const casework::Library& library, const SampleOptions& options);

// The accounts to show at sign-in: those that make_samples() made, with their common password.
std::vector<http::SampleAccount> sample_accounts(store::Database& database);

}  // namespace enact::cli
