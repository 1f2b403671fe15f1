// See rename.hpp.
#include "lsp/rename.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "feel/lexer.hpp"

namespace enact::lsp {
namespace {

std::unexpected<Failure> refuse(const Text& why, const Manner& manner) {
  return std::unexpected(Failure{ErrorCode::request_failed, why.in(manner.language)});
}

// What may not be renamed at all, and why; empty if it may.
Text why_fixed(const Symbol& symbol) {
  switch (symbol.what) {
    case What::surrounding:
      return {fmt::format("`{}` 是内置名称，不能改名", symbol.name),
              fmt::format("`{}` is built in and cannot be renamed", symbol.name)};
    case What::unit:
      return {"单位的名称出自文件原文，请在 units.yaml 中改，另用 `also` 列出其他写法",
              "a unit is named by the document: change units.yaml and list other spellings under `also`"};
    case What::code:
      return {"代码已写在登记的事实中，不能改名；新增一个代码",
              "a code stands in recorded facts and cannot be renamed: add a new one"};
    case What::subject:
      return {"主体类型已写在登记的事实中，不能改名",
              "a subject type stands in recorded facts and cannot be renamed"};
    case What::institution:
    case What::field:
    case What::selection:
    case What::letter:
      return {"名称已写在登记项、遴选和文书的记录中，不能改名",
              "the name stands in recorded entries, calls and letters and cannot be renamed"};
    default:
      return {};
  }
}

// A name that FEEL reads as one name whatever stands beside it: letters and digits, words between single
// blanks.
bool is_feel_name(const std::string& name) {
  if (name.empty() || text::trim(name) != name || name.find("  ") != std::string::npos) return false;
  if (!text::is_valid_utf8(name)) return false;
  std::string joined;
  const std::vector<feel::Token> tokens = feel::tokenize(name, true, nullptr);
  for (const feel::Token& token : tokens) {
    if (token.kind == feel::TokenKind::end) break;
    const bool word = token.kind == feel::TokenKind::name && token.keyword.empty() && token.text != "?";
    const bool digits = token.kind == feel::TokenKind::number && !joined.empty();
    if (!word && !digits) return false;
    joined += (joined.empty() ? "" : " ") + token.text;
  }
  // Full-width signs and the like are letters to FEEL, and no name that anybody can type again.
  const auto odd = [](char32_t c) {
    return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x2010 && c <= 0x2027);
  };
  return joined == name && std::ranges::none_of(text::code_points(name), odd);
}

bool is_id(const std::string& name) {
  return !name.empty() && text::is_valid_utf8(name) && std::ranges::all_of(name, [](char c) {
    return (c & 0x80) != 0 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '-' || c == '_';
  }) && name.front() != '-';
}

// Texts that cannot be read hold names that nobody sees.
bool cannot_be_read(const Diagnostic& diagnostic) {
  static constexpr std::array<std::string_view, 8> codes{"feel.syntax",
                                                         "feel.unexpected-character",
                                                         "feel.unterminated-string",
                                                         "feel.unterminated-comment",
                                                         "feel.bad-escape",
                                                         "feel.invalid-utf8",
                                                         "feel.too-long",
                                                         "feel.too-deep"};
  return diagnostic.severity == Severity::error &&
         (diagnostic.code.starts_with("yaml.") || std::ranges::find(codes, diagnostic.code) != codes.end());
}

bool below_some(const std::string& path, const std::set<std::string>& folders) {
  return std::ranges::any_of(folders, [&](const std::string& folder) {
    return path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/';
  });
}

struct Target {
  const Occurrence* at = nullptr;
  const Occurrence* declared = nullptr;
};

std::expected<Target, Failure> target_of(const Asked& asked, const Workspace& workspace,
                                         const Manner& manner) {
  const Text nothing{"这里没有可以改名的名称", "there is no name here that can be renamed"};
  if (asked.analysis == nullptr || asked.analysis->package() == nullptr) return refuse(nothing, manner);
  const Index& index = asked.analysis->index();
  Target target{index.at(asked.path, asked.offset), nullptr};
  if (target.at == nullptr) {
    const policy::ReadText* text = index.text_at(asked.path, asked.offset);
    if (text == nullptr) return refuse(nothing, manner);
    const std::size_t at = in_expression(text->text, asked.offset).value_or(0);
    for (const FeelName& name : names_in(*text)) {
      if (name.kind != FeelName::Kind::builtin || at < name.span.begin || at > name.span.end) continue;
      return refuse({fmt::format("`{}` 是内置函数，不能改名", name.name),
                     fmt::format("`{}` is a built-in function and cannot be renamed", name.name)},
                    manner);
    }
    return refuse(nothing, manner);
  }
  const Symbol& symbol = target.at->symbol;
  if (const Text fixed = why_fixed(symbol); !fixed.empty()) return refuse(fixed, manner);
  target.declared = index.declaration(symbol);
  if (target.declared == nullptr) {
    return refuse({fmt::format("没有找到 `{}` 的定义", symbol.name),
                   fmt::format("no declaration of `{}` was found", symbol.name)},
                  manner);
  }
  const std::string& path = target.declared->path;
  if (!below_some(path, {asked.analysis->folder()}) && !below_some(path, workspace.folders())) {
    return refuse(
        {fmt::format("`{}` 定义在共用词汇 {} 中；先把那个文件夹也打开", symbol.name, path),
         fmt::format("`{}` is declared in the shared file {}: open that folder too", symbol.name, path)},
        manner);
  }
  return target;
}

using Edits = std::map<std::string, std::vector<Span>>;

policy::FileSet edited(const policy::FileSet& files, const Edits& edits, const std::string& new_name) {
  policy::FileSet out = files;
  for (const auto& [path, spans] : edits) {
    const auto file = out.find(path);
    if (file == out.end()) continue;
    for (auto span = spans.rbegin(); span != spans.rend(); ++span) {
      file->second.replace(span->begin, span->end - span->begin, new_name);
    }
  }
  return out;
}

std::vector<Occurrence> in_order(const Index& index) {
  std::vector<Occurrence> out = index.occurrences();
  std::stable_sort(out.begin(), out.end(), [](const Occurrence& a, const Occurrence& b) {
    return std::tie(a.path, a.span.begin) < std::tie(b.path, b.span.begin);
  });
  return out;
}

// Does every name mean after the edit what it meant before?
bool same_meaning(const Index& before, const Index& after) {
  const std::vector<Occurrence> old_names = in_order(before);
  const std::vector<Occurrence> new_names = in_order(after);
  if (old_names.size() != new_names.size()) return false;
  std::map<Symbol, Symbol> forth;
  std::map<Symbol, Symbol> back;
  for (std::size_t i = 0; i < old_names.size(); ++i) {
    const Symbol& a = old_names[i].symbol;
    const Symbol& b = new_names[i].symbol;
    if (forth.try_emplace(a, b).first->second != b || back.try_emplace(b, a).first->second != a) return false;
  }
  return true;
}

// Why the edit must not be made; nothing if it may.
std::optional<Text> problem_of(const Analysis& before, const Edits& edits, const std::string& new_name,
                               const Compile& compile) {
  const Analysis after(before.folder(), edited(before.files(), edits, new_name), compile);
  std::multiset<std::string> known;
  for (const Diagnostic& each : before.loaded().diagnostics) {
    if (each.severity == Severity::error) known.insert(each.code);
  }
  for (const Diagnostic& each : after.loaded().diagnostics) {
    if (each.severity != Severity::error) continue;
    if (const auto found = known.find(each.code); found != known.end()) {
      known.erase(found);
      continue;
    }
    return Text{fmt::format("改为 `{}` 会出错：{}", new_name, each.message.zh),
                fmt::format("renaming to `{}` would be an error: {}", new_name, each.message.en)};
  }
  if (!same_meaning(before.index(), after.index())) {
    return Text{fmt::format("`{}` 已有别的含义，改名后会混淆", new_name),
                fmt::format("`{}` means something else here: the two would be mixed up", new_name)};
  }
  return std::nullopt;
}

}  // namespace

Answer prepare_rename(const Asked& asked, const Workspace& workspace, const Manner& manner) {
  const auto target = target_of(asked, workspace, manner);
  if (!target) return std::unexpected(target.error());
  return json::object{{"range", range_json(asked.text, target->at->span, manner.encoding)},
                      {"placeholder", target->at->symbol.name}};
}

Answer rename(const Asked& asked, const std::string& new_name, Workspace& workspace, const Compile& compile,
              const Manner& manner, const UriOf& uri) {
  const auto target = target_of(asked, workspace, manner);
  if (!target) return std::unexpected(target.error());
  const Symbol symbol = target->at->symbol;
  const bool id =
      symbol.what == What::provision || symbol.what == What::step || symbol.what == What::procedure;
  if (id ? !is_id(new_name) : !is_feel_name(new_name)) {
    return refuse(
        id ? Text{fmt::format("`{}` 不能作编号：用字母、数字、`-` 和 `_`", new_name),
                  fmt::format("`{}` is no id: use letters, digits, `-` and `_`", new_name)}
           : Text{fmt::format("`{}` 不能作名称：以字母开头，只用字母和数字，不能是关键字", new_name),
                  fmt::format("`{}` is no name: it begins with a letter, holds letters and digits, and is "
                              "no keyword",
                              new_name)},
        manner);
  }
  const Everywhere found = everywhere(symbol, asked.analysis, workspace);
  Edits edits;
  for (const Occurrence& each : found.occurrences) edits[each.path].push_back(each.span);
  for (auto& [path, spans] : edits) std::ranges::sort(spans, {}, &Span::begin);
  for (const AnalysisPtr& package : found.packages) {
    const Diagnostics& known = package->loaded().diagnostics;
    if (const auto broken = std::ranges::find_if(known, cannot_be_read); broken != known.end()) {
      const std::string where =
          broken->location.known() ? broken->location.source->name() : package->folder();
      return refuse({fmt::format("先改正 {} 中读不通的地方，否则会漏改", where),
                     fmt::format("mend what cannot be read in {} first: places would be missed", where)},
                    manner);
    }
    if (new_name == symbol.name) continue;
    if (const std::optional<Text> problem = problem_of(*package, edits, new_name, compile)) {
      return refuse(*problem, manner);
    }
  }
  json::object changes;
  for (const auto& [path, spans] : edits) {
    const auto package = std::ranges::find_if(
        found.packages, [&](const AnalysisPtr& each) { return each->files().contains(path); });
    const Lines lines((*package)->text(path));
    json::array texts;
    for (const Span span : spans) {
      texts.push_back(
          json::object{{"range", to_json(lines.range(span, manner.encoding))}, {"newText", new_name}});
    }
    changes[uri(path)] = std::move(texts);
  }
  return json::object{{"changes", std::move(changes)}};
}

}  // namespace enact::lsp
