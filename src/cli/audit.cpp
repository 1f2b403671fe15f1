// `enact audit …`: signed heads of the event log, its verification, exports and proofs, for who keeps an eye
// on it; and erasing under a retention rule. All but erasing only look.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/load_packages.hpp"
#include "cli/space.hpp"
#include "store/log_export.hpp"
#include "store/read_only.hpp"

namespace enact::cli {
namespace {

namespace fs = std::filesystem;

struct AuditOptions {
  std::string data;
  std::string file;  // an export
  std::vector<std::string> heads;
  std::vector<std::string> keys;
  std::string out;
  std::string event;
  std::vector<std::int64_t> sizes;
  std::vector<std::string> fields;
  std::string rule;
  bool all = false;
  bool values = false;
  bool training = false;
  std::string key_ring;
  Language language = Language::zh;
};

Text no_log() {
  return {"该目录没有事件日志：请用本版本打开一次（enact serve）",
          "no event log there: open the space once (enact serve)"};
}

// What every part that reads a space begins with: `use` on a snapshot of one that has a log.
template <class Use>
int with_log(const AuditOptions& options, Use use) {
  const auto space = store::ReadOnly::open(options.data);
  if (!space) return refuse(space.error(), options.language);
  if (!store::find_log(space->reader())) {
    std::cerr << no_log().in(options.language) << "\n";
    return Exit::input_errors;
  }
  return use(space->reader());
}

int print_heads(const AuditOptions& options) {
  return with_log(options, [&](const store::Reader& reader) {
    if (!options.all) {
      const auto head = store::latest_head(reader);
      if (head) std::cout << head->signed_head.note;
      return head ? Exit::ok : Exit::input_errors;
    }
    std::int64_t size = 0;
    while (true) {
      const auto page = store::heads_after(reader, size, 500);
      if (page.empty()) return Exit::ok;
      for (const auto& head : page) std::cout << head.signed_head.note << "\n";
      size = page.back().signed_head.head.size;
    }
  });
}

int print_key(const AuditOptions& options) {
  return with_log(options, [&](const store::Reader& reader) {
    const auto head = store::latest_head(reader);
    if (head) std::cout << head->verifier << "\n";
    return head ? Exit::ok : Exit::input_errors;
  });
}

// The heads and keys that were kept outside. Throws std::runtime_error if a file holds no head.
store::Trust trust_of(const AuditOptions& options) {
  store::Trust trust{.keys = options.keys};
  for (const std::string& path : options.heads) {
    auto head = store::parse_head(read_source(path)->text());
    if (!head) throw std::runtime_error(path + " holds no signed head (enact audit head)");
    trust.heads.push_back(std::move(*head));
  }
  return trust;
}

int print(const store::LogReport& report, const store::Trust& trust, Language language) {
  for (const std::string& fault : report.faults) std::cout << fault << "\n";
  std::cout << Text{fmt::format("日志 {}：树中 {} 个事件，等待 {} 个，签名头 {} 个\n根 {} {}\n",
                                report.log.origin, report.log.size, report.waiting, report.heads,
                                store::hash_name(report.log.hash), store::hex(report.root)),
                    fmt::format("log {}: {} events in the tree, {} waiting, {} signed heads\nroot {} {}\n",
                                report.log.origin, report.log.size, report.waiting, report.heads,
                                store::hash_name(report.log.hash), store::hex(report.root))}
                   .in(language);
  if (report.sealed > 0)
    std::cout << Text{fmt::format("其中 {} 个事件含加密的身份号码，按摘要核验\n", report.sealed),
                      fmt::format("{} events hold sealed identity numbers, held by their digests\n",
                                  report.sealed)}
                     .in(language);
  if (!report.faults.empty()) {
    std::cout << Text{"核验不通过\n", "it does not verify\n"}.in(language);
    return Exit::input_errors;
  }
  std::cout << Text{fmt::format("核验通过，与外部保存的 {} 个签名头一致\n", trust.heads.size()),
                    fmt::format("it verifies, and contains {} heads kept elsewhere unchanged\n",
                                trust.heads.size())}
                   .in(language);
  if (trust.heads.empty()) {
    std::cout
        << Text{"未给出外部保存的签名头（--head）：不能发现整体重写的日志\n",
                "no head kept elsewhere was given (--head): a log made anew as a whole would not show\n"}
               .in(language);
  }
  return Exit::ok;
}

int verify(const AuditOptions& options) {
  const store::Trust trust = trust_of(options);
  if (!options.data.empty()) {
    return with_log(options, [&](const store::Reader& reader) {
      return print(store::verify_log(reader, trust), trust, options.language);
    });
  }
  std::ifstream in(options.file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + options.file);
  const auto report = store::verify_export(in, trust);
  if (!report) return refuse(report.error(), options.language);
  return print(*report, trust, options.language);
}

int write_export(const AuditOptions& options) {
  return with_log(options, [&](const store::Reader& reader) {
    std::ofstream out(options.out, std::ios::binary | std::ios::trunc);
    const auto disclosure = options.values ? store::Disclosure::values : store::Disclosure::digests;
    const std::int64_t count = store::export_log(reader, disclosure, out);
    out.close();
    if (!out) {
      std::error_code ignored;
      fs::remove(options.out, ignored);
      throw std::runtime_error("cannot write " + options.out);
    }
    std::cout << Text{fmt::format("已导出 {} 个事件：{}\n", count, options.out),
                      fmt::format("{} events exported: {}\n", count, options.out)}
                     .in(options.language);
    return Exit::ok;
  });
}

int prove(const AuditOptions& options) {
  return with_log(options, [&](const store::Reader& reader) -> int {
    std::expected<std::string, store::Fault> proof;
    if (options.event.empty()) {
      proof = store::consistency_json(reader, options.sizes[0], options.sizes[1]);
    } else {
      const auto inclusion = store::prove_inclusion(reader, options.event);
      if (inclusion) {
        proof = store::inclusion_json(*inclusion);
      } else {
        proof = std::unexpected(inclusion.error());
      }
    }
    if (!proof) return refuse(proof.error(), options.language);
    std::cout << *proof << "\n";
    return Exit::ok;
  });
}

int erase(const AuditOptions& options) {
  auto space =
      Space::open(options.data, options.training ? store::SpaceKind::training : store::SpaceKind::live,
                  std::nullopt, {.file = options.key_ring});
  if (!space) return refuse(space.error(), options.language);
  std::vector<store::FieldOfEvent> fields;
  for (const std::string& field : options.fields) fields.push_back({options.event, field});
  const auto erased = (*space)->database().erase(fields, {}, options.rule);
  if (!erased) return refuse(erased.error(), options.language);
  std::cout << Text{"已删除；此前的备份仍保有原值\n", "erased; backups made before still hold it\n"}.in(
      options.language);
  return Exit::ok;
}

}  // namespace

std::function<int()> declare_audit(CLI::App& app) {
  auto options = std::make_shared<AuditOptions>();
  auto chosen = std::make_shared<int (*)(const AuditOptions&)>(nullptr);
  app.require_subcommand(1);
  const auto part = [&](const char* name, const char* about, int (*run)(const AuditOptions&)) {
    CLI::App* sub = app.add_subcommand(name, about);
    sub->callback([chosen, run] { *chosen = run; });
    add_language(*sub, options->language);
    return sub;
  };
  const auto add_data = [&](CLI::App* sub) { return add_place(*sub, options->data, "the space", true); };

  CLI::App* head = part("head", "print the latest signed head, to be kept elsewhere", print_heads);
  add_data(head)->required();
  head->add_flag("--all", options->all, "every head, an empty line after each");

  add_data(part("key", "print the public key of the latest head", print_key))->required();

  CLI::App* check = part("verify", "verify the log of a space or of an export, offline", verify);
  CLI::Option* file = check->add_option("EXPORT", options->file, "a file made by `enact audit export`")
                          ->check(CLI::ExistingFile);
  add_data(check)->excludes(file);
  check->add_option("--head", options->heads, "files with signed heads that were kept elsewhere")
      ->option_text("FILE...");
  check
      ->add_option("--key", options->keys, "public keys (`enact audit key`) that must have signed every head")
      ->option_text("KEY...");

  CLI::App* out =
      part("export", "write the log as a file that anyone can verify (tools/verify_log.py)", write_export);
  add_data(out)->required();
  out->add_option("--out", options->out, "the file")->required()->option_text("FILE");
  out->add_flag("--values", options->values, "with accounts and payloads, not their digests only");

  CLI::App* proof = part("prove", "print a proof that the log contains an event, or an earlier log", prove);
  add_data(proof)->required();
  CLI::Option* event = proof->add_option("--event", options->event, "id of the event")->option_text("ID");
  proof->add_option("--sizes", options->sizes, "events of the earlier and of the later log")
      ->expected(2)
      ->option_text("N N")
      ->excludes(event);

  CLI::App* gone = part("erase", "erase fields of an event for good, under a retention rule", erase);
  add_data(gone)->required();
  gone->add_flag("--training", options->training, "it is a training space");
  add_key_ring(*gone, options->key_ring);
  gone->add_option("--event", options->event, "id of the event")->required()->option_text("ID");
  gone->add_option("--field", options->fields, "members of its payload: payload.NAME")
      ->required()
      ->option_text("NAME...");
  gone->add_option("--rule", options->rule, "the rule that wants it; stands in the log")
      ->required()
      ->option_text("TEXT");

  return [options, chosen, check, proof]() -> int {
    if (check->parsed() && options->data.empty() && options->file.empty()) {
      throw std::runtime_error("say what is verified: --data DIR or a file");
    }
    if (proof->parsed() && options->event.empty() && options->sizes.empty()) {
      throw std::runtime_error("say what is proved: --event ID or --sizes N N");
    }
    return (*chosen)(*options);
  };
}

}  // namespace enact::cli
