#include "cli/settings.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace enact::cli {
namespace {

constexpr const char* prefix = "ENACT_";

// Leaves out what the environment says, which stands nearer than the file, and tells of names that no option
// has while it still knows where they stand.
class SettingsFile : public CLI::ConfigTOML {
 public:
  explicit SettingsFile(const CLI::App& program) : program_(program) {}

  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override {
    auto found = CLI::ConfigTOML::from_config(input);
    std::erase_if(found, [](const CLI::ConfigItem& item) {
      return item.name != "++" && item.name != "--" &&
             std::getenv(environment_name(item.name).c_str()) != nullptr;
    });
    for (const auto& item : found) check(item);
    return found;
  }

 private:
  void check(const CLI::ConfigItem& item) const {
    if (item.name == "++" || item.name == "--") return;  // the beginning and the end of a section
    const std::string where = program_.get_config_ptr()->as<std::string>();
    if (item.parents.size() != 1)
      throw CLI::ConfigError(where + ": `" + item.fullname() +
                             "` stands in no section; put it under the name of a command, e.g. [serve]");
    const auto commands = program_.get_subcommands(
        [&](const CLI::App* command) { return command->get_name() == item.parents.front(); });
    if (commands.empty())
      throw CLI::ConfigError(where + ": [" + item.parents.front() + "] is no command of enact");
    if (commands.front()->get_option_no_throw("--" + item.name) == nullptr)
      throw CLI::ConfigError(where + ": [" + item.parents.front() + "] has no setting `" + item.name +
                             "`; `enact " + item.parents.front() + " --help` lists them");
  }

  const CLI::App& program_;
};

}  // namespace

std::string environment_name(const std::string& option) {
  std::string name = option.substr(std::min(option.find_first_not_of('-'), option.size()));
  std::ranges::transform(name, name.begin(),
                         [](unsigned char c) { return c == '-' ? '_' : static_cast<char>(std::toupper(c)); });
  return prefix + name;
}

void read_environment(CLI::App& command) {
  for (CLI::Option* option : command.get_options()) {
    if (!option->get_lnames().empty() && option->get_lnames().front() != "help")
      option->envname(environment_name(option->get_lnames().front()));
  }
}

void read_settings_file(CLI::App& program) {
  program.set_config("--config", "", "file of settings (TOML), one section a command, e.g. [serve]");
  program.allow_config_extras(CLI::config_extras_mode::error);
  program.config_formatter(std::make_shared<SettingsFile>(program));
}

}  // namespace enact::cli
