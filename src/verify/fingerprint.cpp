// See fingerprint.hpp. Terms of one context are shared by the solver, so that equal terms have one number.
#include "verify/fingerprint.hpp"

#include "policy/provision_text.hpp"

namespace enact::verify {
namespace {

class Writer {
 public:
  // False: something that has no fingerprint.
  bool write(const Symbolic& value) {
    out_ += '(';
    for (const auto& [guard, shape] : value.alternatives()) {
      write(guard);
      out_ += static_cast<char>('a' + shape.index());
      if (!std::visit([&](const auto& each) { return write(each); }, shape)) return false;
    }
    out_ += ')';
    return true;
  }
  Fingerprint take() { return {std::move(out_), blurred_}; }

 private:
  bool write(const Term& term) {
    out_ += std::to_string(Z3_get_ast_id(term.ctx(), term)) + ' ';
    return true;
  }
  bool write(const Undecided&) { return true; }
  bool write(const Blurred&) { return blurred_ = true; }
  bool write(const Nothing&) { return true; }
  bool write(const Truth& truth) { return write(truth.term); }
  bool write(const Number& number) { return write(number.term); }
  bool write(const TextCode& text) { return write(text.code); }
  bool write(const Day& day) { return write(day.days); }
  bool write(const Seconds& seconds) { return write(seconds.term); }
  bool write(const Months& months) { return write(months.term); }
  bool write(const Interval& range) {
    out_ += std::to_string(static_cast<int>(range.low_end)) + ' ' +
            std::to_string(static_cast<int>(range.high_end)) + ' ';
    return write(*range.low) && write(*range.high);
  }
  bool write(const Items& items) {
    for (const Items::Item& item : items.items) {
      write(item.present);
      if (!write(*item.value)) return false;
    }
    return true;
  }
  bool write(const Entries& record) {
    for (const auto& [name, value] : record.entries) {
      out_ += name + ':';
      if (!write(*value)) return false;
    }
    return true;
  }
  bool write(const Callable& callable) {
    if (callable.table == nullptr) return false;
    out_ += policy::to_table_block(policy::text_of("", *callable.table));
    return true;
  }

  std::string out_;
  bool blurred_ = false;
};

}  // namespace

std::optional<Fingerprint> fingerprint(const Symbolic& value) {
  Writer writer;
  if (!writer.write(value)) return std::nullopt;
  return writer.take();
}

bool same_terms(const Symbolic& a, const Symbolic& b) {
  const auto one = fingerprint(a);
  const auto other = fingerprint(b);
  return one && other && one->text == other->text;
}

}  // namespace enact::verify
