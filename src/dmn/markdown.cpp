// Reads a decision table written as a Markdown table (docs/policy-package.md). Every cell keeps its place in
// the source, so that an error of an expression points at its token. Must not know of policies.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "dmn/table.hpp"

namespace enact::dmn {
namespace {

// A cell without its surrounding blanks and backticks; `text` has `\|` unescaped, `offsets` lead back.
struct Cell {
  std::string text;
  Span span;
  std::vector<std::size_t> offsets;  // one a byte of text, and one for its end
};

bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

Cell make_cell(std::string_view source, std::size_t begin, std::size_t end) {
  while (begin < end && blank(source[begin])) ++begin;
  while (end > begin && blank(source[end - 1])) --end;
  if (end - begin >= 2 && source[begin] == '`' && source[end - 1] == '`') ++begin, --end;
  Cell cell{.text = {}, .span = {begin, end}, .offsets = {}};
  for (std::size_t i = begin; i < end; ++i) {
    if (source[i] == '\\' && i + 1 < end && source[i + 1] == '|') ++i;
    cell.text += source[i];
    cell.offsets.push_back(i);
  }
  cell.offsets.push_back(end);
  return cell;
}

// The cells of one line; a leading and a trailing bar are not cells.
std::vector<Cell> cells_of(std::string_view source, Span line) {
  std::vector<Cell> cells;
  std::size_t begin = line.begin;
  while (begin < line.end && blank(source[begin])) ++begin;
  if (begin < line.end && source[begin] == '|') ++begin;
  for (std::size_t i = begin; i < line.end; ++i) {
    if (source[i] == '\\') {
      ++i;
    } else if (source[i] == '|') {
      cells.push_back(make_cell(source, begin, i));
      begin = i + 1;
    }
  }
  const Cell last = make_cell(source, begin, line.end);
  if (!last.text.empty()) cells.push_back(last);
  return cells;
}

bool is_rule_line(const std::vector<Cell>& cells) {
  return !cells.empty() && std::all_of(cells.begin(), cells.end(), [](const Cell& cell) {
    return !cell.text.empty() && cell.text.find_first_not_of(":-") == std::string::npos;
  });
}

struct Policy {
  std::string_view mark;
  HitPolicy hit_policy;
  Aggregation aggregation;
};
constexpr std::array<Policy, 11> policies{{
    {"U", HitPolicy::unique, Aggregation::none},
    {"A", HitPolicy::any, Aggregation::none},
    {"F", HitPolicy::first, Aggregation::none},
    {"P", HitPolicy::priority, Aggregation::none},
    {"R", HitPolicy::rule_order, Aggregation::none},
    {"O", HitPolicy::output_order, Aggregation::none},
    {"C", HitPolicy::collect, Aggregation::none},
    {"C+", HitPolicy::collect, Aggregation::sum},
    {"C<", HitPolicy::collect, Aggregation::min},
    {"C>", HitPolicy::collect, Aggregation::max},
    {"C#", HitPolicy::collect, Aggregation::count},
}};

class Reader {
 public:
  Reader(const TableText& text, const feel::Scope& scope,
         const std::function<feel::TypePtr(std::string_view)>& types, const feel::CompileOptions& options)
      : text_(text), types_(types), options_(options), outer_(scope), inner_(scope) {}

  ReadTable run() {
    table_.name = text_.name;
    table_.location = {text_.source, text_.span};
    table_.surroundings = outer_.names().size();
    std::vector<std::vector<Cell>> lines = read_lines();
    if (lines.size() < 2 || !is_rule_line(lines[1])) {
      error("dmn.not-a-table", text_.span,
            {"这里应是一张决策表：表头行、`|---|` 分隔行，然后每行一条规则",
             "a decision table is expected here: a header line, a line of `|---|`, then one rule a line"});
      return finish();
    }
    read_header(lines[0]);
    if (!has_errors(diagnostics_)) {
      for (std::size_t i = 2; i < lines.size(); ++i) read_row(lines[i], lines[0].size());
      if (lines.size() == 2) {
        error("dmn.no-rows", text_.span, {"决策表没有任何规则行", "the decision table has no rows"});
      }
    }
    return finish();
  }

 private:
  ReadTable finish() {
    ReadTable read{.table = nullptr,
                   .diagnostics = std::move(diagnostics_),
                   .cells = std::move(read_cells_),
                   .scope = inner_};
    if (has_errors(read.diagnostics)) return read;
    build_index(table_);
    read.table = std::make_shared<const DecisionTable>(std::move(table_));
    return read;
  }

  void error(std::string code, Span span, Text message, Text help = {}) {
    Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.location = {text_.source, span};
    diagnostic.help = std::move(help);
    diagnostics_.push_back(std::move(diagnostic));
  }

  std::vector<std::vector<Cell>> read_lines() const {
    const std::string_view source = text_.source->text();
    std::vector<std::vector<Cell>> lines;
    for (std::size_t begin = text_.span.begin; begin < text_.span.end;) {
      const std::size_t end = std::min(source.find('\n', begin), text_.span.end);
      std::vector<Cell> cells = cells_of(source, {begin, end});
      if (!cells.empty()) lines.push_back(std::move(cells));
      begin = end + 1;
    }
    return lines;
  }

  void read_header(const std::vector<Cell>& cells) {
    read_hit_policy(cells.front());
    for (std::size_t i = 1; i < cells.size(); ++i) {
      const Cell& cell = cells[i];
      const std::string_view text = cell.text;
      if (text.size() > 4 && text.starts_with("**") && text.ends_with("**")) {
        if (remarks_ > 0) misplaced(cell);
        read_output(cell, text.substr(2, text.size() - 4));
      } else if (table_.outputs.empty()) {
        read_input(cell);
      } else {
        ++remarks_;
      }
    }
    if (table_.outputs.empty()) {
      error("dmn.no-output", cells.front().span,
            {"决策表没有输出列", "the decision table has no output column"},
            {"输出列的表头用粗体：`**金额: number<元>**`",
             "an output's header is bold: `**金额: number<元>**`"});
    }
  }

  void misplaced(const Cell& cell) {
    error("dmn.column-order", cell.span,
          {"输出列须紧接输入列，备注列在最后", "outputs follow the inputs; columns of remarks come last"});
  }

  void read_hit_policy(const Cell& cell) {
    const auto* found = std::find_if(policies.begin(), policies.end(),
                                     [&](const Policy& policy) { return policy.mark == cell.text; });
    if (found == policies.end()) {
      error("dmn.hit-policy", cell.span,
            {"不认识命中策略 `" + cell.text + "`", "unknown hit policy `" + cell.text + "`"},
            {"表头第一格写 U A F P R O C C+ C< C> C# 之一",
             "the first header cell is one of U A F P R O C C+ C< C> C#"});
      return;
    }
    table_.hit_policy = found->hit_policy;
    table_.aggregation = found->aggregation;
  }

  // "name: type", or a name alone for any type.
  std::pair<std::string, feel::TypePtr> read_clause(const Cell& cell, std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::string name(text::trim(text.substr(0, colon)));
    if (name.empty()) {
      error("dmn.no-name", cell.span, {"这一列没有名称", "this column has no name"});
    }
    if (colon == std::string_view::npos) return {name, feel::any_type()};
    return {name, read_type(cell, text::trim(text.substr(colon + 1)))};
  }

  feel::TypePtr read_type(const Cell& cell, std::string_view name) {
    if (feel::TypePtr type = types_ ? types_(name) : nullptr) return type;
    const auto inside = [&](std::string_view prefix) -> std::optional<std::string_view> {
      if (!name.starts_with(prefix) || !name.ends_with(">")) return std::nullopt;
      return text::trim(name.substr(prefix.size(), name.size() - prefix.size() - 1));
    };
    if (name == "number") return feel::number_type("");
    if (name == "string") return feel::simple_type(feel::Kind::string);
    if (name == "boolean") return feel::simple_type(feel::Kind::boolean);
    if (name == "date") return feel::simple_type(feel::Kind::date);
    if (name == "Any") return feel::any_type();
    if (const auto unit = inside("number<")) return feel::number_type(std::string(*unit));
    if (const auto element = inside("list<")) return feel::list_type(read_type(cell, *element));
    if (const auto element = inside("range<")) return feel::range_type(read_type(cell, *element));
    error("dmn.unknown-type", cell.span,
          {"不认识类型 `" + std::string(name) + "`", "unknown type `" + std::string(name) + "`"},
          {"写 string、number、number<元>、boolean、date、list<…>、range<…> 或词汇表中的代码表、记录名",
           "write string, number, number<元>, boolean, date, list<…>, range<…>, or a code list or record of "
           "the vocabulary"});
    return feel::any_type();
  }

  // Whether `..` stands directly between the outer brackets.
  static bool is_range(std::string_view text) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (c == '"') quoted = !quoted;
      if (quoted) continue;
      if (c == '(' || c == '[') ++depth;
      if (c == ')' || c == ']') --depth;
      if (depth == 1 && text.substr(i).starts_with("..")) return true;
    }
    return false;
  }

  // Splits `name: type in tests`. The tests of `in (a, b)` are what is between the parentheses, which are no
  // range.
  static std::pair<std::string_view, Cell> split_allowed(const Cell& cell) {
    const std::string_view text = cell.text;
    const std::size_t colon = std::min(text.find(':'), text.size());
    const std::size_t in = text.find(" in ", colon);
    if (in == std::string_view::npos) return {text, {}};
    std::size_t begin = text.find_first_not_of(' ', in + 4);
    std::size_t end = text.size();
    const std::string_view tests = text.substr(std::min(begin, end));
    if (tests.starts_with('(') && tests.ends_with(')') && !is_range(tests)) {
      ++begin;
      --end;
    }
    begin = std::min(begin, end);
    const auto at = [&](std::size_t i) { return cell.offsets.begin() + static_cast<std::ptrdiff_t>(i); };
    return {text.substr(0, in),
            {.text = std::string(text.substr(begin, end - begin)),
             .span = {cell.offsets[begin], cell.offsets[end]},
             .offsets = std::vector<std::size_t>(at(begin), at(end + 1))}};
  }

  void read_input(const Cell& cell) {
    const auto [clause, allowed] = split_allowed(cell);
    auto [name, type] = read_clause(cell, clause);
    for (const InputClause& input : table_.inputs) {
      if (input.name == name) {
        error("dmn.duplicate-input", cell.span,
              {"输入 `" + name + "` 写了两次", "input `" + name + "` occurs twice"});
      }
    }
    inner_.declare(name, type);
    InputClause input{.name = std::move(name), .type = std::move(type)};
    if (clause.size() < cell.text.size()) input.allowed = compile_test(allowed, input, outer_);
    table_.inputs.push_back(std::move(input));
  }

  void read_output(const Cell& cell, std::string_view text) {
    auto [name, type] = read_clause(cell, text);
    OutputClause output{
        .name = std::move(name), .type = std::move(type), .allowed = {}, .default_value = nullptr};
    for (const std::string& code : output.type->codes) output.allowed.emplace_back(code);
    const bool ranked =
        table_.hit_policy == HitPolicy::priority || table_.hit_policy == HitPolicy::output_order;
    if (ranked && output.allowed.empty()) {
      error("dmn.no-priority", cell.span,
            {"命中策略 P、O 要求输出为代码表，其次序即优先次序",
             "hit policies P and O need an output of a code list, whose order is the priority"});
    }
    table_.outputs.push_back(std::move(output));
  }

  void read_row(const std::vector<Cell>& cells, std::size_t width) {
    const std::size_t needed = width - remarks_;
    if (cells.size() < needed || cells.size() > width) {
      error("dmn.row-width", {cells.front().span.begin, cells.back().span.end},
            {"这一行有 " + std::to_string(cells.size()) + " 格，表头有 " + std::to_string(width) + " 格",
             "this row has " + std::to_string(cells.size()) + " cells, the header " + std::to_string(width)},
            {"每列一格，任意值写 `-`；单元格内的竖线写 `\\|`",
             "one cell a column, `-` for any value; a bar inside a cell is written `\\|`"});
      return;
    }
    Row row;
    row.location = {text_.source, {cells.front().span.begin, cells.back().span.end}};
    std::size_t column = 1;
    for (const InputClause& input : table_.inputs) row.tests.push_back(read_test(cells[column++], input));
    for (const OutputClause& output : table_.outputs) {
      row.outputs.push_back(read_result(cells[column++], output));
    }
    for (; column < cells.size(); ++column) {
      if (!row.annotation.empty()) row.annotation += ' ';
      row.annotation += cells[column].text;
    }
    table_.rows.push_back(std::move(row));
  }

  feel::ExpressionText expression(const Cell& cell) const {
    return {.source = text_.source, .span = cell.span, .expression = cell.text, .offsets = cell.offsets};
  }

  bool refuse_empty(const Cell& cell) {
    if (!cell.text.empty()) return false;
    error("dmn.empty-cell", cell.span, {"空单元格", "empty cell"},
          {"任意值写 `-`，没有值写 `null`", "write `-` for any value, `null` for none"});
    return true;
  }

  feel::ProgramPtr take(feel::Compiled compiled) {
    diagnostics_.insert(diagnostics_.end(), compiled.diagnostics.begin(), compiled.diagnostics.end());
    return std::move(compiled.program);
  }

  feel::ProgramPtr read_test(const Cell& cell, const InputClause& input) {
    return cell.text == "-" ? nullptr : compile_test(cell, input, inner_);
  }

  feel::ProgramPtr compile_test(const Cell& cell, const InputClause& input, const feel::Scope& scope) {
    if (refuse_empty(cell)) return nullptr;
    read_cells_.push_back({expression(cell), input.type, true});
    feel::CompileOptions options = options_;
    options.expected = nullptr;
    return take(compile_unary_tests(expression(cell), input.type, scope, options));
  }

  feel::ProgramPtr read_result(const Cell& cell, const OutputClause& output) {
    if (refuse_empty(cell)) return nullptr;
    read_cells_.push_back({expression(cell), output.type, false});
    feel::CompileOptions options = options_;
    options.expected = output.type;
    return take(compile_expression(expression(cell), inner_, options));
  }

  const TableText& text_;
  const std::function<feel::TypePtr(std::string_view)>& types_;
  const feel::CompileOptions& options_;
  const feel::Scope& outer_;
  feel::Scope inner_;
  DecisionTable table_;
  std::vector<ReadTable::Cell> read_cells_;
  std::size_t remarks_ = 0;
  Diagnostics diagnostics_;
};

}  // namespace

ReadTable read_markdown_table(const TableText& text, const feel::Scope& scope,
                              const std::function<feel::TypePtr(std::string_view)>& types,
                              const feel::CompileOptions& options) {
  return Reader(text, scope, types, options).run();
}

}  // namespace enact::dmn
