#include "casework/joining.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/identity_number.hpp"
#include "casework/record.hpp"
#include "casework/refusals.hpp"
#include "determine/facts.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using store::Fault;

std::string quoted(const std::string& text) {
  return json::serialize(json::value(text));
}

std::optional<Fault> value_fault(const Context& context, const policy::FactDeclaration& declaration,
                                 const std::string& text, std::string code) {
  const auto read = determine::read_fact_value(quoted(text), declaration, context.determiner().model());
  for (const Diagnostic& diagnostic : read.diagnostics) {
    if (diagnostic.severity == Severity::error)
      return refuse(Fault::Kind::invalid, std::move(code), diagnostic.message, diagnostic.help);
  }
  return std::nullopt;
}

}  // namespace

std::expected<void, Fault> check_subject(const Context& context, const NewSubject& subject) {
  const auto* type = context.determiner().model().subject(subject.type);
  const policy::FactDeclaration* identity = type == nullptr ? nullptr : type->fact(type->base->identity);
  if (identity == nullptr) {
    return std::unexpected(refuse(Fault::Kind::invalid, "casework.no-subject-type",
                                  {fmt::format("现行政策没有主体类型“{}”", subject.type),
                                   fmt::format("no policy in force has subjects of type {}", subject.type)},
                                  {"请从列表中选择", "choose one of the list"}));
  }
  if (subject.identity.empty() || subject.name.empty()) {
    return std::unexpected(refuse(Fault::Kind::invalid, "casework.bad-identity",
                                  {"请填写代码和名称", "the code and the name are needed"},
                                  {"补全后重新提交", "fill them in and submit again"}));
  }
  if (auto fault = value_fault(context, *identity, subject.identity, "casework.bad-identity"))
    return std::unexpected(std::move(*fault));
  if (identity->format == "identity-number" && !is_identity_number(subject.identity)) {
    return std::unexpected(refuse(Fault::Kind::invalid, "casework.bad-identity",
                                  {"身份号码不正确：应为 18 位，末位为校验码",
                                   "no identity number: 18 characters, the last a check character"},
                                  {"请对照证件核对", "compare it with the card"}));
  }
  const policy::FactDeclaration* label = type->fact(type->base->label);
  if (label == nullptr) return {};
  if (auto fault = value_fault(context, *label, subject.name, "casework.bad-value"))
    return std::unexpected(std::move(*fault));
  return {};
}

std::expected<store::Subject, Fault> subject_for(store::Transaction& tx, const Library& library,
                                                 const store::Actor& actor, const NewSubject& subject) {
  const ContextPtr& context = library.current();
  if (auto checked = check_subject(*context, subject); !checked) {
    return std::unexpected(std::move(checked).error());
  }
  if (auto known = store::find_subject(tx, subject.type, subject.identity)) return *known;
  auto made = store::add_subject(tx, {"", subject.type, subject.identity, subject.name});
  if (!made) return made;
  const auto* type = context->determiner().model().subject(subject.type);
  // Declared, by whoever brings it: a unit attests it where the vocabulary says so.
  const store::Actor declarer{actor.account, ""};
  for (const auto& [name, text] :
       {std::pair(type->base->identity, subject.identity), std::pair(type->base->label, subject.name)}) {
    if (name.empty() || type->fact(name) == nullptr) continue;
    const auto entered = enter_fact(tx, library, declarer, made->id, {.name = name, .value = quoted(text)});
    if (!entered) return std::unexpected(entered.error());
  }
  return made;
}

bool is_of_persons(const Context& context, std::string_view type) {
  const auto* found = context.determiner().model().subject(type);
  if (found == nullptr) return false;
  const auto* identity = found->fact(found->base->identity);
  const auto* label = found->fact(found->base->label);
  return (identity != nullptr && (identity->personal || identity->format == "identity-number")) ||
         (label != nullptr && label->personal);
}

}  // namespace enact::casework
