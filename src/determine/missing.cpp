// What is missing. See missing.hpp.
#include "determine/missing.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace enact::determine {
namespace {

// The declarations along a path "企业.认定[2].方式": the fact, then the field of its record.
struct AskedFact {
  const policy::FactDeclaration* fact = nullptr;
  const policy::FactDeclaration* field = nullptr;
};

const feel::Type* element_of(const feel::Type* type) {
  return type != nullptr && type->kind == feel::Kind::list ? type->element.get() : type;
}

AskedFact declared(const FactModel& model, std::string_view path) {
  AskedFact found;
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) return found;
  const FactModel::SubjectType* subject = model.subject(path.substr(0, dot));
  if (subject == nullptr) return found;
  std::string_view rest = path.substr(dot + 1);
  found.fact = subject->fact(rest.substr(0, rest.find_first_of(".[")));
  const std::size_t next = rest.find('.');
  if (found.fact == nullptr || next == std::string_view::npos) return found;
  rest = rest.substr(next + 1);
  const feel::Type* type = element_of(found.fact->type.get());
  const policy::RecordType* record = type != nullptr ? model.record(type->name) : nullptr;
  if (record == nullptr) return found;
  for (const policy::FactDeclaration& field : record->fields) {
    if (field.name == rest.substr(0, rest.find_first_of(".["))) found.field = &field;
  }
  return found;
}

Text name_of(const policy::FactDeclaration& declaration) {
  return {declaration.title.zh.empty() ? declaration.name : declaration.title.zh,
          declaration.title.en.empty() ? declaration.name : declaration.title.en};
}

void describe_fact(Missing& missing, const FactModel& model) {
  const AskedFact found = declared(model, missing.what);
  if (found.fact == nullptr) return;
  missing.title = name_of(*found.fact);
  missing.ask = found.fact->attested_by;
  if (found.field != nullptr) {
    const Text field = name_of(*found.field);
    missing.title = {missing.title.zh + "：" + field.zh, missing.title.en + ": " + field.en};
    if (!found.field->attested_by.empty()) missing.ask = found.field->attested_by;
  }
}

}  // namespace

std::vector<Missing> missing_of(const std::vector<feel::Cause>& causes, const FactModel& model,
                                const policy::Package& package) {
  std::vector<Missing> all;
  all.reserve(causes.size());
  for (const feel::Cause& cause : causes) {
    Missing missing;
    missing.what = cause.what;
    switch (cause.kind) {
      case feel::Cause::Kind::missing_fact:
        missing.kind = Missing::Kind::fact;
        describe_fact(missing, model);
        break;
      case feel::Cause::Kind::open_list:
        missing.kind = Missing::Kind::open_list;
        describe_fact(missing, model);
        break;
      case feel::Cause::Kind::undecided:
        missing.kind = Missing::Kind::decision;
        break;
      case feel::Cause::Kind::no_parameter: {
        missing.kind = Missing::Kind::parameter;
        if (const policy::Parameter* parameter = package.parameter(cause.what)) {
          if (!parameter->title.empty()) missing.title = parameter->title;
          missing.ask = parameter->ask;
        }
        break;
      }
      case feel::Cause::Kind::error:
        missing.kind = Missing::Kind::error;
        if (cause.diagnostic) missing.title = cause.diagnostic->message;
        break;
    }
    if (missing.title.empty()) missing.title = {cause.what, cause.what};
    all.push_back(std::move(missing));
  }
  return all;
}

namespace {

// `One`: a Missing to copy or one to take.
template <typename One>
void add_one(std::vector<Missing>& into, One&& missing, Weigh weigh) {
  const auto known = std::find_if(into.begin(), into.end(), [&](const Missing& m) {
    return m.kind == missing.kind && m.what == missing.what;
  });
  if (known == into.end()) {
    into.push_back(std::forward<One>(missing));
    return;
  }
  known->weight =
      weigh == Weigh::sum ? known->weight + missing.weight : std::max(known->weight, missing.weight);
  known->provisions.insert(known->provisions.end(), missing.provisions.begin(), missing.provisions.end());
}

}  // namespace

void add_missing(std::vector<Missing>& into, const std::vector<Missing>& more, Weigh weigh) {
  for (const Missing& missing : more) add_one(into, missing, weigh);
}

void add_missing(std::vector<Missing>& into, std::vector<Missing>&& more, Weigh weigh) {
  for (Missing& missing : more) add_one(into, std::move(missing), weigh);
}

void share(std::vector<Missing>& missing, std::int64_t stake) {
  if (missing.empty()) return;
  const std::int64_t part = std::max<std::int64_t>(stake / static_cast<std::int64_t>(missing.size()), 1);
  for (Missing& one : missing) one.weight = part;
}

void sort_missing(std::vector<Missing>& missing) {
  std::sort(missing.begin(), missing.end(), [](const Missing& a, const Missing& b) {
    return std::tuple(-a.weight, a.kind, std::string_view(a.what)) <
           std::tuple(-b.weight, b.kind, std::string_view(b.what));
  });
}

}  // namespace enact::determine
