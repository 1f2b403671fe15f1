// Where the settings of a service come from besides its command line: variables ENACT_… of the environment,
// then a file (TOML). What stands nearer wins: command line, environment, file.
#pragma once

#include <memory>

#include <CLI/CLI.hpp>

namespace enact::cli {

// The variable of an option: ENACT_LOG_KEY for --log-key.
std::string environment_name(const std::string& option);

// Lets every option of a command be set by its variable.
void read_environment(CLI::App& command);

// The option --config FILE of the program: a section [serve] with the names of that command's options. A name
// that is none of them is an error that says which file it stands in.
void read_settings_file(CLI::App& program);

}  // namespace enact::cli
