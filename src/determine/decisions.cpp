// Applying decisions. See decisions.hpp.
#include "determine/decisions.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace enact::determine {
namespace {

Diagnostic refusal(const Decision& decision, std::string code, Text message, Text help) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  diagnostic.location = decision.location;
  return diagnostic;
}

std::string band_text(const AmountResult& band) {
  return std::string(band.min_open ? "(" : "[") + format_yuan(band.min) + ", " +
         (band.max ? format_yuan(*band.max) : "…") + "]";
}

std::string sentence_of(const policy::Provision& provision) {
  if (provision.amount_citation) return provision.amount_citation->text;
  return provision.citations.empty() ? provision.id : provision.citations.front().text;
}

bool within(Fen amount, const AmountResult& band) {
  if (amount < band.min || (band.min_open && amount == band.min)) return false;
  return !band.max || amount <= *band.max;
}

std::vector<std::string> normal(const std::vector<std::string>& parts) {
  std::vector<std::string> forms;
  for (const std::string& part : parts) forms.push_back(text::matter_form(part));
  return forms;
}

class Applier {
 public:
  Applier(const Decision& decision, bool explain, std::vector<Judged>& judged, Diagnostics& diagnostics)
      : decision_(decision), explain_(explain), judged_(judged), diagnostics_(diagnostics) {}

  void run() {
    bool found = false;
    for (Judged& judged : judged_) {
      const policy::Provision& provision = *judged.result.provision;
      if (provision.id != decision_.provision) continue;
      if (!decision_.policy.empty() && judged.result.package->id != decision_.policy) continue;
      for (std::size_t i = 0; i < judged.result.claims.size(); ++i) {
        Claim& claim = judged.result.claims[i];
        if (normal(claim.matter.parts) != normal(decision_.matter)) continue;
        found = true;
        apply(provision, claim, judged.stakes[i]);
      }
    }
    if (!found) {
      Diagnostic diagnostic =
          refusal(decision_, "decision.no-claim",
                  {"没有与此决定相符的权益：条款 " + decision_.provision + "，事项 " +
                       text::join(decision_.matter, "、"),
                   "no claim matches this decision: provision " + decision_.provision + ", matter " +
                       text::join(decision_.matter, ", ")},
                  {"核对条款编号与事项各部分", "compare the provision's id and the parts of the matter"});
      diagnostic.severity = Severity::warning;
      diagnostics_.push_back(std::move(diagnostic));
    }
  }

 private:
  void refuse(std::string code, Text message, Text help) {
    diagnostics_.push_back(refusal(decision_, std::move(code), std::move(message), std::move(help)));
  }

  void apply(const policy::Provision& provision, Claim& claim, Stake& stake) {
    const std::string sentence = sentence_of(provision);
    if (claim.decided_by.empty() || !claim.offered) {
      return refuse(
          "decision.not-a-band",
          {"条款 " + provision.id + " 的金额由规则算出，无须决定：“" + sentence + "”",
           "the amount of provision " + provision.id + " follows from its rule: “" + sentence + "”"},
          {"删去此决定", "remove this decision"});
    }
    if (claim.decision) {
      const std::string amount = claim.decision->amount.to_string();
      return refuse(
          "decision.twice",
          {"条款 " + provision.id + " 的这一事项已由 " + claim.decision->by + " 决定为 " + amount + " 元",
           "this matter of provision " + provision.id + " has been decided already: " + amount + " by " +
               claim.decision->by},
          {"只保留有效的决定；改变决定的，删去原决定", "keep the decision that stands and remove the other"});
    }
    const std::string band = band_text(*claim.offered);
    if (text::matter_form(decision_.reason).empty()) {  // blanks are no reason
      return refuse("decision.no-reason",
                    {"决定没有写明理由：条款 " + provision.id + "，区间 " + band,
                     "the decision gives no reason: provision " + provision.id + ", band " + band},
                    {"补写 `reason`", "add `reason`"});
    }
    const bool entitled =
        std::find(claim.decided_by.begin(), claim.decided_by.end(), decision_.by) != claim.decided_by.end();
    if (!entitled) {
      const std::string units = text::join(claim.decided_by, "、");
      return refuse("decision.wrong-unit",
                    {"条款 " + provision.id + " 由 " + units + " 决定，不是 " + decision_.by,
                     "provision " + provision.id + " is decided by " + units + ", not by " + decision_.by},
                    {"由有权单位作出决定", "let the unit in charge decide"});
    }
    const auto amount = exact_fen_from_yuan(decision_.amount);
    if (!amount || !within(*amount, *claim.offered)) {
      return refuse(
          "decision.outside-band",
          {"决定金额 " + decision_.amount.to_string() + " 元不在区间 " + band + " 内：“" + sentence + "”",
           "the decided amount " + decision_.amount.to_string() + " lies outside the band " + band + ": “" +
               sentence + "”"},
          {"在区间内重新决定；本项仍按区间列示", "decide within the band; the claim stays a band"});
    }
    claim.offered = AmountResult{*amount, *amount, false};
    claim.decision = decision_;
    stake.offered = *claim.offered;
    if (!explain_) return;
    claim.steps.push_back(
        {decision_.by + "决定：" + format_yuan(*amount) + "（" + decision_.reason + "）",
         "decided by " + decision_.by + ": " + format_yuan(*amount) + " (" + decision_.reason + ")"});
  }

  const Decision& decision_;
  bool explain_;
  std::vector<Judged>& judged_;
  Diagnostics& diagnostics_;
};

}  // namespace

void apply_decisions(const std::vector<Decision>& decisions, const Question& question,
                     std::vector<Judged>& judged, Diagnostics& diagnostics) {
  // In order of their dates, the undated last: which of two decisions stands does not depend on the file's
  // order.
  std::vector<const Decision*> made;
  for (const Decision& decision : decisions) {
    if (!decision.on || *decision.on <= question.on) made.push_back(&decision);
  }
  std::stable_sort(made.begin(), made.end(),
                   [](const Decision* a, const Decision* b) { return a->on && (!b->on || *a->on < *b->on); });
  for (const Decision* decision : made) Applier(*decision, question.explain, judged, diagnostics).run();
}

}  // namespace enact::determine
