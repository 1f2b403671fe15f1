// From a provision's conditions and amount to the claims that it gives. See dmn_export_provision.hpp.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "policy/dmn_export_provision.hpp"

namespace enact::policy::dmn_export {
namespace {

constexpr std::string_view date_field = "日期";

std::string remark_of(const Condition& condition) {
  std::string remark;
  if (condition.citation) remark = "“" + condition.citation->text + "”";
  if (condition.assumption) {
    remark += (remark.empty() ? "" : "；") + std::string("假定：") + condition.assumption->text.zh;
  }
  return remark;
}

void add_once(std::vector<std::string>& ids, const std::string& id) {
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

}  // namespace

void ProvisionExport::run() {
  if (!provision_.executable()) return add_text_only();
  find_tables();
  find_parameters();
  add_conditions();
  add_amount();
  const Place& claim = add_claim();
  if (provision_.each) add_result(claim);
}

// A provision that decides nothing over facts is there with its words and particulars.
void ProvisionExport::add_text_only() {
  Model::New wanted = part(dmn_part::words_only);
  std::string words;
  for (const Citation& citation : provision_.citations) words += (words.empty() ? "" : "\n") + citation.text;
  wanted.description = words;
  wanted.extensions.push_back(dmn_extension::to_element(text_));
  const std::string uri =
      provision_.citations.empty()
          ? ""
          : fmt::format("urn:enact:document:{}:{}:{}", dmn_part::id_part(package_.id),
                        dmn_part::id_part(provision_.article), provision_.citations.front().paragraph);
  model_.add_source(std::move(wanted), provision_.title.zh, uri);
}

std::vector<std::string> ProvisionExport::cited(const std::optional<Citation>& citation) {
  if (!citation) return {};
  return {model_.citation(*citation).id};
}

// The day on which the event lies; null: there is no such day, and that of asking counts.
const Place* ProvisionExport::date() {
  if (const Place* known = model_.find(dmn_part::element_id(dmn_part::date, provision_.id, 0))) return known;
  const bool each_month = provision_.monthly && !provision_.monthly->one_claim;
  Model::New wanted = part(dmn_part::date);
  wanted.type = feel::simple_type(feel::Kind::date);
  if (each_month) {
    const Place& month_input = month(dmn_part::month);
    return &model_.add_decision(std::move(wanted), dmn_frame::literal(month_input.name), {month_input.id});
  }
  const std::optional<Expression>& stated = provision_.each ? provision_.each->date : provision_.date;
  if (stated) return &decision(std::move(wanted), *stated, When::asked);
  if (!provision_.each) return nullptr;
  const Place& event = item();
  if (!event.type || event.type->field(date_field) == nullptr) return nullptr;
  return &model_.add_decision(std::move(wanted),
                              dmn_frame::literal(fmt::format("{}.{}", event.name, date_field)), {event.id});
}

// The event has come, and lies in the rule's dates.
const Place* ProvisionExport::validity() {
  const Validity& dates = provision_.validity;
  const bool each_month = provision_.monthly && !provision_.monthly->one_claim;
  std::string feel;
  std::vector<std::string> reads;
  if (each_month) {
    const Place& first = *date();
    reads.push_back(first.id);
    if (dates.from) {  // a month counts if a part of it lies in force
      feel = fmt::format("{} + duration(\"P1M\") > {}", first.name, dmn_frame::date_literal(*dates.from));
    }
    if (dates.to) {
      feel += fmt::format("{}{} <= {}", feel.empty() ? "" : " and ", first.name,
                          dmn_frame::date_literal(*dates.to));
    }
    const std::optional<Expression>& stated = provision_.each ? provision_.each->date : provision_.date;
    std::string began;
    if (stated) {
      Model::New began_on = part(dmn_part::item_date);
      began_on.type = feel::simple_type(feel::Kind::date);
      const Place& place = decision(std::move(began_on), *stated, When::asked);
      began = place.name;
      add_once(reads, place.id);
    } else if (provision_.each && item().type && item().type->field(date_field) != nullptr) {
      began = fmt::format("{}.{}", item().name, date_field);
      add_once(reads, item().id);
    }
    if (!began.empty()) {
      feel += fmt::format("{}{} <= {}", feel.empty() ? "" : " and ", began, model_.asked_on().name);
      add_once(reads, model_.asked_on().id);
    }
  } else {
    const Place* event = date();
    reads.push_back(event != nullptr ? event->id : model_.asked_on().id);
    feel = dmn_frame::within(day(), dates);
    if (event != nullptr) {
      feel += fmt::format("{}{} <= {}", feel.empty() ? "" : " and ", event->name, model_.asked_on().name);
      add_once(reads, model_.asked_on().id);
    }
  }
  if (feel.empty()) return nullptr;
  Model::New wanted = part(dmn_part::validity);
  wanted.type = feel::simple_type(feel::Kind::boolean);
  wanted.description = "本条规则的有效期；查询日之后的事件尚未发生";
  return &model_.add_decision(std::move(wanted), dmn_frame::literal(feel), reads);
}

void ProvisionExport::add_conditions() {
  const auto add = [&](const Place& place, const std::string& name, const std::string& label,
                       const std::string& remark) {
    conditions_.push_back({label, name, remark});
    add_once(verdict_reads_, place.id);
  };
  for (std::size_t i = 0; i < provision_.conditions.size(); ++i) {
    const Condition& condition = provision_.conditions[i];
    Model::New wanted = part(dmn_part::condition, static_cast<int>(i) + 1, condition.name);
    wanted.type = feel::simple_type(feel::Kind::boolean);
    wanted.citations = cited(condition.citation);
    wanted.description = remark_of(condition);
    wanted.extensions.push_back(dmn_extension::to_element(text_.conditions[i]));
    const Place& place = decision(std::move(wanted), condition.rule, When::event);
    std::string read = place.name;
    if (text_.conditions[i].validity) {  // outside its own dates it does not ask anything
      const std::string asked = dmn_frame::within(day(), condition.validity);
      if (!asked.empty()) read = fmt::format("not({}) or {}", asked, place.name);
      add_once(verdict_reads_, date() != nullptr ? date()->id : model_.asked_on().id);
    }
    add(place, read, dmn_part::feel_name(condition.name), remark_of(condition));
  }
  if (const Place* dates = validity()) {
    add(*dates, dates->name, std::string(dmn_part::title_of(dmn_part::validity)), "规则的有效期");
  }
}

void ProvisionExport::add_amount() {
  if (provision_.monthly && provision_.monthly->amount) {
    amount_ = &decision(part(dmn_part::month_amount), *provision_.monthly->amount, When::event);
  }
  if (!provision_.amount) return;
  Model::New wanted = part(dmn_part::amount);
  wanted.citations = cited(provision_.amount_citation);
  if (!provision_.amount->decided_by.empty()) {
    wanted.description = fmt::format("幅度内由{}决定", fmt::join(provision_.amount->decided_by, "、"));
  }
  const Place& made = decision(std::move(wanted), provision_.amount->value, When::event);
  if (amount_ == nullptr) amount_ = &made;
  for (std::size_t i = 0; i < provision_.amount->caps.size(); ++i) {
    const Cap& cap = provision_.amount->caps[i];
    Model::New limit = part(dmn_part::cap, static_cast<int>(i) + 1);
    limit.description = cap.over == Cap::Over::claim  ? "单笔最高金额"
                        : cap.over == Cap::Over::year ? "同一年度内累计的最高金额"
                                                      : "有效期内累计的最高金额";
    limit.extensions.push_back(dmn_extension::to_element(text_.caps[i]));
    const Place& place = decision(std::move(limit), cap.amount, When::event);
    (cap.over == Cap::Over::claim ? claim_caps_ : shared_caps_).push_back(&place);
  }
}

const Place& ProvisionExport::add_claim() {
  Model::New all = part(dmn_part::verdict);
  all.type = feel::simple_type(feel::Kind::boolean);
  all.description = "全部条件满足才应付；有一条不满足即不付；其余为尚不能确定";
  const Place& verdict =
      model_.add_decision(std::move(all), dmn_frame::verdict(conditions_, "应付"), verdict_reads_);

  dmn_frame::ClaimNames names;
  std::vector<std::string> reads{verdict.id};
  if (provision_.each) {
    names.item = item().name;
    reads.push_back(item().id);
  }
  if (const Place* event = date()) {
    names.date = event->name;
    reads.push_back(event->id);
  }
  names.verdict = verdict.name;
  for (const std::string& id : verdict_reads_) add_once(reads, id);
  if (amount_ != nullptr) {
    names.amount = amount_->name;
    names.figure = !amount_->type || amount_->type->kind != feel::Kind::range;
    reads.push_back(amount_->id);
    for (const Place* cap : claim_caps_) {
      names.claim_caps.push_back(cap->name);
      reads.push_back(cap->id);
    }
    for (const Place* cap : shared_caps_) {
      names.shared_caps.push_back(cap->name);
      reads.push_back(cap->id);
    }
  }
  names.half_up = model_.at_least_1_4();
  Model::New wanted = part(provision_.each ? dmn_part::claim : dmn_part::result);
  if (!provision_.each) {
    wanted.description = provision_.title.zh;
    wanted.extensions.push_back(dmn_extension::to_element(text_));
    for (const Citation& citation : provision_.citations)
      add_once(wanted.citations, model_.citation(citation).id);
  }
  return model_.add_decision(std::move(wanted), dmn_frame::claim(names, conditions_), reads);
}

const Place* ProvisionExport::add_months() {
  const Monthly& monthly = *provision_.monthly;
  dmn_frame::MonthsNames names;
  const Place& from = decision(part(dmn_part::months_from), monthly.from, When::asked);
  std::vector<std::string> reads{model_.asked_on().id, from.id};
  names.asked_on = model_.asked_on().name;
  names.from = from.name;
  names.one_claim = monthly.one_claim;
  if (monthly.to.program) {
    const Place& to = decision(part(dmn_part::months_to), monthly.to, When::asked);
    names.to = to.name;
    reads.push_back(to.id);
  } else if (monthly.months) {
    const Place& count = decision(part(dmn_part::months_count), *monthly.months, When::asked);
    names.count = count.name;
    reads.push_back(count.id);
  }
  return &model_.add_decision(part(dmn_part::months), dmn_frame::months(names), reads);
}

void ProvisionExport::add_result(const Place& claim) {
  Model::New list = part(dmn_part::events, 0, provision_.each->variable + "清单");
  const Place& events = decision(std::move(list), provision_.each->list, When::asked);
  const Place& service = model_.add_service(part(dmn_part::claim_service), claim);

  dmn_frame::ResultNames names;
  names.list = events.name;
  names.item = item().name;
  names.service = service.name;
  names.boxed = model_.at_least_1_4();
  names.money = amount_ != nullptr;
  std::vector<std::string> reads{events.id, service.id};
  const std::string month_id = dmn_part::element_id(dmn_part::month, provision_.id, 0);
  const std::string index_id = dmn_part::element_id(dmn_part::month_index, provision_.id, 0);
  for (const Place* input : model_.inputs_of(claim)) {
    if (input->id == item().id) continue;
    if (input->id == month_id) {
      names.month = input->name;
    } else if (input->id == index_id) {
      names.month_index = input->name;
    } else {
      names.inputs.push_back(input->name);
      add_once(reads, input->id);
    }
  }
  if (provision_.monthly) {
    const Place* months = add_months();
    const Place& unfold = model_.add_service(part(dmn_part::months_service), *months);
    names.months_service = unfold.name;
    names.one_claim = provision_.monthly->one_claim;
    reads.push_back(unfold.id);
    for (const Place* input : model_.inputs_of(*months)) {
      names.months_inputs.push_back(input->name);
      if (input->id != item().id) add_once(reads, input->id);
    }
  }
  Model::New wanted = part(dmn_part::result);
  wanted.description = provision_.title.zh;
  wanted.extensions.push_back(dmn_extension::to_element(text_));
  for (const Citation& citation : provision_.citations)
    add_once(wanted.citations, model_.citation(citation).id);
  model_.add_decision(std::move(wanted), dmn_frame::result(names), reads);
}

}  // namespace enact::policy::dmn_export
