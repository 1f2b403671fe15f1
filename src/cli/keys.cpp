// `enact keys`: the file of keys that seal values at rest, and sealing a space anew.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <map>
#include <memory>

#include "base/clock.hpp"
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/space.hpp"

namespace enact::cli {
namespace {

struct KeysOptions {
  std::string file;
  std::string data;
  bool training = false;
  store::Cipher cipher = store::Cipher::xchacha20;
  Language language = Language::zh;
};

int list(const KeysOptions& options) {
  const auto ring = store::KeyRing::load(options.file);
  if (!ring) return refuse(ring.error(), options.language);
  for (const store::KeyRing::Key& key : (*ring)->keys()) {
    std::cout << fmt::format(
        "{}\t{}\t{}{}\n", key.id, cipher_name(key.cipher), key.made.to_string(),
        key.id == (*ring)->newest().id ? Text{"\t用于加密", "\tseals"}.in(options.language) : "");
  }
  return Exit::ok;
}

int add(const KeysOptions& options) {
  SystemRandom random;
  const Date today = SystemClock().now().legal_day();
  const auto ring = std::filesystem::exists(options.file)
                        ? store::KeyRing::add(options.file, options.cipher, random, today)
                        : store::KeyRing::make(options.file, options.cipher, random, today);
  if (!ring) return refuse(ring.error(), options.language);
  std::cout << Text{fmt::format(
                        "{}：新密钥 {}，下次打开空间时起用于加密\n请另存一份于数据库管理员读不到之处；"
                        "丢失密钥环，已加密的内容即不可恢复\n",
                        options.file, (*ring)->newest().id),
                    fmt::format(
                        "{}: new key {}, seals from the next opening of the space on\nkeep a copy where "
                        "administrators of the database cannot read it; without the ring nothing "
                        "that was sealed can be read again\n",
                        options.file, (*ring)->newest().id)}
                   .in(options.language);
  return Exit::ok;
}

// A new key, and at once everything sealed with it.
int rotate(const KeysOptions& options) {
  if (const int added = add(options); added != Exit::ok) return added;
  // Opening seals what an older key sealed.
  auto space =
      Space::open(options.data, options.training ? store::SpaceKind::training : store::SpaceKind::live,
                  std::nullopt, {.file = options.file, .needed = true});
  if (!space) return refuse(space.error(), options.language);
  const auto left = (*space)->database().reseal();
  (*space)->database().stop();
  if (!left) return refuse(left.error(), options.language);
  std::cout << Text{"空间中的内容已用新密钥加密；备份仍须旧密钥，请保留密钥环中的旧密钥\n",
                    "the space is sealed with the new key; backups still want the old ones, so keep them in "
                    "the ring\n"}
                   .in(options.language);
  return Exit::ok;
}

}  // namespace

std::function<int()> declare_keys(CLI::App& app) {
  auto options = std::make_shared<KeysOptions>();
  auto chosen = std::make_shared<int (*)(const KeysOptions&)>(nullptr);
  app.require_subcommand(1);
  const auto part = [&](const char* name, const char* about, int (*run)(const KeysOptions&), bool makes) {
    CLI::App* sub = app.add_subcommand(name, about);
    sub->callback([chosen, run] { *chosen = run; });
    sub->add_option("FILE", options->file, "the key ring")->required();
    if (makes) {
      sub->add_option("--cipher", options->cipher, "XChaCha20-Poly1305 (default) or SM4")
          ->transform(CLI::CheckedTransformer(std::map<std::string, store::Cipher>{
              {"XChaCha20-Poly1305", store::Cipher::xchacha20}, {"SM4", store::Cipher::sm4}}))
          ->option_text("XChaCha20-Poly1305|SM4");
    }
    add_language(*sub, options->language);
    return sub;
  };
  part("list", "keys by id, cipher and day, oldest first", list, false);
  part("add", "add a key; makes the file, of mode 0600, if it is absent", add, true);
  CLI::App* sub = part("rotate", "add a key and seal a space anew with it", rotate, true);
  add_place(*sub, options->data, "the space; every process of the service stopped", true)->required();
  sub->add_flag("--training", options->training, "it is a training space");
  return [options, chosen]() -> int { return (*chosen)(*options); };
}

}  // namespace enact::cli
