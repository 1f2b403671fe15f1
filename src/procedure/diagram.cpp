#include "procedure/diagram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "procedure/structure.hpp"

namespace enact::procedure {
namespace {

using Step = policy::ProcedureStep;

// All lengths are in SVG units: a box and the gap below it make a row.
constexpr int row_height = 118;
constexpr int box_height = 62;
constexpr int box_width = 330;
constexpr int top = 24;
constexpr int lane = 22;  // between parallel lines beside the boxes
constexpr int label_width = 210;

std::string escaped(std::string_view text) {
  std::string made;
  for (const char c : text) {
    if (c == '&') {
      made += "&amp;";
    } else if (c == '<') {
      made += "&lt;";
    } else if (c == '>') {
      made += "&gt;";
    } else if (c == '"') {
      made += "&quot;";
    } else {
      made += c;
    }
  }
  return made;
}

class Drawing {
 public:
  Drawing(const policy::Procedure& procedure, Language language)
      : procedure_(procedure), language_(language) {
    left_ = label_width + lane * (count_lanes(true) + 1);
    right_ = left_ + box_width;
  }

  std::string run() {
    for (std::size_t i = 0; i < procedure_.steps.size(); ++i) box(i);
    for (std::size_t i = 0; i < procedure_.steps.size(); ++i) ways_of(i);
    for (const policy::TakingUp& up : procedure_.again) taking_up(up);
    const int width = right_ + lane * (count_lanes(false) + 2) + 2 * label_width;
    const int height = top + row_height * static_cast<int>(procedure_.steps.size() + procedure_.again.size());
    return fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" )"
        R"(aria-label="{2}" font-family="Noto Sans CJK SC, sans-serif" font-size="14">)"
        R"(<title>{2}</title><defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" )"
        R"(markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="#3d4a5c"/></marker></defs>{3}</svg>)",
        width, height, escaped(said(procedure_.title)), body_);
  }

 private:
  const std::string& said(const Text& text) const {
    return language_ == Language::en && !text.en.empty() ? text.en : text.zh;
  }
  std::string either(std::string_view zh, std::string_view en) const {
    return std::string(language_ == Language::en ? en : zh);
  }
  static int row(std::size_t place) { return top + row_height * static_cast<int>(place); }
  int middle() const { return left_ + box_width / 2; }

  // Lanes beside the boxes: onward over a step at the left, back at the right.
  int count_lanes(bool onward) const {
    int count = 0;
    for (std::size_t i = 0; i < procedure_.steps.size(); ++i) {
      for (const auto& outcome : procedure_.steps[i].outcomes) {
        for (const std::string& next : outcome.next) {
          const std::size_t to = place_of(procedure_, next);
          if (onward ? to > i + 1 : to <= i) ++count;
        }
      }
    }
    return count;
  }

  std::string actor_words(const Step& step) const {
    if (step.actor == "applicant") return either("申请人", "applicant");
    if (step.actor == "lead") return either("牵头单位", "handling lead");
    if (step.actor == "opinions") return either("会审单位", "units asked");
    if (step.actor == "payer") return either("付款单位", "payer");
    if (!place_fact(step).empty()) return either("所在地单位", "unit of the place");
    return step.actor.substr(step.actor.find(':') + 1);
  }

  std::string term_words(const std::optional<int>& working_days, const std::optional<int>& days) const {
    if (working_days) {
      return fmt::format(fmt::runtime(either("{} 个工作日", "{} working days")), *working_days);
    }
    if (days) return fmt::format(fmt::runtime(either("{} 日", "{} days")), *days);
    return {};
  }

  void words(int x, int y, std::string_view anchor, std::string_view text,
             std::string_view fill = "#1f2a3a") {
    body_ += fmt::format(R"(<text x="{}" y="{}" text-anchor="{}" fill="{}">{}</text>)", x, y, anchor, fill,
                         escaped(text));
  }

  void box(std::size_t place) {
    const Step& step = procedure_.steps[place];
    const int y = row(place);
    body_ +=
        fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}" rx="4" fill="#f4f7fb" stroke="#27548a"/>)",
                    left_, y, box_width, box_height);
    words(middle(), y + 25, "middle", said(step.title));
    std::string below = actor_words(step);
    if (const std::string term = term_words(step.working_days, step.days); !term.empty())
      below += " · " + term;
    if (step.announced) below += " · " + either("按申报通知启用", "where announced");
    if (step.late && !step.late->escalate.empty()) {
      below += " · " + fmt::format(fmt::runtime(either("逾期报{}", "late: {}")), step.late->escalate);
    }
    words(middle(), y + 47, "middle", below, "#5b6675");
  }

  std::string label_of(const Step& step, const Step::Outcome& outcome) const {
    std::string label = said(outcome.title);
    if (outcome.guard) label += fmt::format(" [{}]", outcome.guard->text);
    if (step.late && step.late->take == outcome.id && !outcome.by_clock)
      label += either("（逾期）", " (when late)");
    return label;
  }

  void ways_of(std::size_t place) {
    const Step& step = procedure_.steps[place];
    int down = 0;  // labels between this box and the next
    int out = 0;   // ends beside this box
    int side = 0;  // lines that leave at the right
    for (const Step::Outcome& outcome : step.outcomes) {
      const std::string label = label_of(step, outcome);
      if (outcome.next.empty()) {
        end(place, label, out++);
        continue;
      }
      for (const std::string& next : outcome.next) {
        const std::size_t to = place_of(procedure_, next);
        if (to == place + 1) {
          straight(place, label, down++);
        } else if (to > place) {
          over(place, to, label);
        } else {
          back(place, to, label, side++);
        }
      }
    }
  }

  void line(std::string_view path) {
    body_ +=
        fmt::format(R"svg(<path d="{}" fill="none" stroke="#3d4a5c" marker-end="url(#arrow)"/>)svg", path);
  }

  void straight(std::size_t place, const std::string& label, int nth) {
    const int y = row(place) + box_height;
    if (nth == 0) line(fmt::format("M{} {}V{}", middle(), y, row(place + 1)));
    words(middle() + 8, y + 20 + 16 * nth, "start", label);
  }

  void over(std::size_t from, std::size_t to, const std::string& label) {
    const int x = left_ - lane * ++left_lanes_;
    const int y = row(from) + box_height - 14;
    line(fmt::format("M{} {}H{}V{}H{}", left_, y, x, row(to) + 14, left_));
    words(x - 6, y - 6, "end", label);
  }

  void back(std::size_t from, std::size_t to, const std::string& label, int nth) {
    const int x = right_ + label_width + lane * ++right_lanes_;
    const int y = row(from) + 16 + 16 * nth;
    line(fmt::format("M{} {}H{}V{}H{}", right_, y, x, row(to) + box_height - 12, right_));
    words(right_ + 6, y - 4, "start", label);
  }

  void end(std::size_t place, const std::string& label, int nth) {
    const int y = row(place) + box_height + 6 + 24 * nth;
    body_ +=
        fmt::format(R"(<rect x="{}" y="{}" width="{}" height="20" rx="10" fill="#fff" stroke="#8a94a3"/>)",
                    right_ + 8, y, label_width - 16);
    words(right_ + label_width / 2, y + 15, "middle", label, "#5b6675");
    body_ += fmt::format(R"(<path d="M{} {}V{}H{}" fill="none" stroke="#8a94a3"/>)", right_ - 12,
                         row(place) + box_height, y + 10, right_ + 8);
  }

  // Below the steps: how a case that has ended goes on.
  void taking_up(const policy::TakingUp& up) {
    const std::size_t place = procedure_.steps.size() + taken_up_++;
    const int y = row(place);
    body_ += fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}" rx="4" fill="#fff" stroke="#27548a" )"
                         R"(stroke-dasharray="5 4"/>)",
                         left_, y, box_width, box_height);
    words(middle(), y + 25, "middle", said(up.title));
    Step as;
    as.actor = up.actor;
    std::string below = actor_words(as);
    if (const std::string term = term_words(up.working_days, up.days); !term.empty()) below += " · " + term;
    const std::size_t to = place_of(procedure_, up.to);
    below += " → " + said(procedure_.steps[to].title);
    words(middle(), y + 47, "middle", below, "#5b6675");
  }

  const policy::Procedure& procedure_;
  Language language_;
  int left_ = 0;
  int right_ = 0;
  int left_lanes_ = 0;
  int right_lanes_ = 0;
  std::size_t taken_up_ = 0;
  std::string body_;
};

}  // namespace

std::string diagram_svg(const policy::Procedure& procedure, Language language) {
  return Drawing(procedure, language).run();
}

}  // namespace enact::procedure
