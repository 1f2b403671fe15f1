// The commands there are; each is declared in the file of its name.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace enact::cli {

std::function<int()> declare_account(CLI::App& app);
std::function<int()> declare_audit(CLI::App& app);
std::function<int()> declare_backup(CLI::App& app);
std::function<int()> declare_check(CLI::App& app);
std::function<int()> declare_determine(CLI::App& app);
std::function<int()> declare_diff(CLI::App& app);
std::function<int()> declare_draft(CLI::App& app);
std::function<int()> declare_examples(CLI::App& app);
std::function<int()> declare_export_dmn(CLI::App& app);
std::function<int()> declare_import(CLI::App& app);
std::function<int()> declare_import_dmn(CLI::App& app);
std::function<int()> declare_keys(CLI::App& app);
std::function<int()> declare_lsp(CLI::App& app);
std::function<int()> declare_mutate(CLI::App& app);
std::function<int()> declare_publish(CLI::App& app);
std::function<int()> declare_rebuild(CLI::App& app);
std::function<int()> declare_replay(CLI::App& app);
std::function<int()> declare_restore(CLI::App& app);
std::function<int()> declare_retention(CLI::App& app);
std::function<int()> declare_run(CLI::App& app);
std::function<int()> declare_schema(CLI::App& app);
std::function<int()> declare_serve(CLI::App& app);
std::function<int()> declare_simulate(CLI::App& app);
std::function<int()> declare_synth(CLI::App& app);
std::function<int()> declare_tck(CLI::App& app);
std::function<int()> declare_verify(CLI::App& app);

}  // namespace enact::cli
