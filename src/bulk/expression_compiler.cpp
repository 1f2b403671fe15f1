// Names, leaves, constants and look-ups. See expression_compiler.hpp; constructs are in
// expression_constructs.cpp.
#include "bulk/expression_compiler.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "feel/evaluate.hpp"

namespace enact::bulk {

using feel::Kind;
using feel::Value;
using feel::ir::Op;

Binding Binding::of_value(Value value) {
  Binding made;
  made.is = Is::value;
  made.value = std::move(value);
  return made;
}

Binding Binding::of_record(DomainId domain) {
  Binding made;
  made.is = Is::record;
  made.domain = domain;
  return made;
}

Binding Binding::of_column(DomainId domain, std::string_view column) {
  Binding made;
  made.is = Is::column;
  made.domain = domain;
  made.column = column;
  return made;
}

ExpressionCompiler::ExpressionCompiler(const determine::FactModel& model,
                                       const determine::FactModel::SubjectType& type, const Date& on)
    : model_(model), type_(type), on_(on) {
  program_.domains.push_back({});
}

const Environment& ExpressionCompiler::keep(Environment environment) {
  return kept_.emplace_back(std::move(environment));
}

RegisterId ExpressionCompiler::compile(const Environment& environment) {
  return compile(Place{&environment, environment.program->root});
}

// ---- operations, equal ones once -------------------------------------------------------------------------

RegisterId ExpressionCompiler::emit(Operation operation) {
  std::string value = feel::to_string(operation.value);
  if (const feel::Function* function = operation.value.function())
    value = fmt::format("{}", fmt::ptr(function));
  const std::string key =
      fmt::format("{} {} {} {} {} {} {} {} {} {} {}", static_cast<int>(operation.op), operation.domain,
                  static_cast<int>(operation.kind), operation.a, operation.b, operation.c, operation.over,
                  operation.table, operation.digits, operation.name, value);
  const auto [place, added] = known_.try_emplace(key, static_cast<RegisterId>(program_.operations.size()));
  if (added) program_.operations.push_back(std::move(operation));
  return place->second;
}

DomainId ExpressionCompiler::expand(DomainId parent, const std::string& list) {
  for (std::size_t i = 0; i < program_.domains.size(); ++i) {
    const Domain& domain = program_.domains[i];
    if (domain.parent == parent && domain.list == list && !domain.months) return static_cast<DomainId>(i);
  }
  Domain made;
  made.parent = parent;
  made.list = list;
  program_.domains.push_back(std::move(made));
  return static_cast<DomainId>(program_.domains.size() - 1);
}

DomainId ExpressionCompiler::months(DomainId parent, RegisterId from, RegisterId to, RegisterId day) {
  Domain made;
  made.parent = parent;
  made.months = true;
  made.from = from;
  made.to = to;
  made.day = day;
  program_.domains.push_back(std::move(made));
  return static_cast<DomainId>(program_.domains.size() - 1);
}

RegisterId ExpressionCompiler::constant(Value value, DomainId domain) {
  Operation made;
  made.domain = domain;
  made.kind = value.kind();
  made.value = std::move(value);
  return emit(std::move(made));
}

std::optional<Value> ExpressionCompiler::constant_of(RegisterId id) const {
  const Operation& operation = program_.at(id);
  return operation.op == VectorOp::constant ? std::optional(operation.value) : std::nullopt;
}

RegisterId ExpressionCompiler::load(DomainId domain, const std::string& column) {
  const feel::TypePtr& type = type_of({domain, column});
  if (column_kind(*type) == ColumnKind::other) throw Unsupported("a value of type " + feel::to_string(*type));
  Operation made;
  made.op = VectorOp::load;
  made.domain = domain;
  made.kind = type->kind;
  made.name = column;
  return emit(std::move(made));
}

RegisterId ExpressionCompiler::lift(RegisterId id, DomainId domain) {
  const Operation from = program_.at(id);
  if (from.domain == domain) return id;
  if (from.op == VectorOp::constant) return constant(from.value, domain);
  const DomainId parent = program_.domains[static_cast<std::size_t>(domain)].parent;
  if (parent < 0) throw Unsupported("rows of another list");
  Operation made;
  made.op = VectorOp::lift;
  made.domain = domain;
  made.kind = from.kind;
  made.a = lift(id, parent);
  return emit(std::move(made));
}

// Of two domains of one chain the one further in.
DomainId ExpressionCompiler::deeper(DomainId a, DomainId b) const {
  const auto within = [&](DomainId inner, DomainId outer) {
    for (; inner >= 0; inner = program_.domains[static_cast<std::size_t>(inner)].parent) {
      if (inner == outer) return true;
    }
    return false;
  };
  if (within(a, b)) return a;
  if (within(b, a)) return b;
  throw Unsupported("rows of two lists that are not within each other");
}

// ---- names -----------------------------------------------------------------------------------------------

const Binding* ExpressionCompiler::binding(Place place) const {
  const feel::ir::Node& node = *place;
  if (node.op == Op::input) {
    const auto index = static_cast<std::size_t>(node.index);
    return index < place.environment->inputs.size() ? &place.environment->inputs[index] : nullptr;
  }
  std::int32_t slot = -1;
  if (node.op == Op::local) slot = node.index;
  if (slot < 0) return nullptr;
  const auto found = place.environment->locals.find(slot);
  return found != place.environment->locals.end() ? &found->second : nullptr;
}

ExpressionCompiler::Place ExpressionCompiler::resolve(Place place) const {
  for (const Binding* bound = binding(place); bound != nullptr && bound->is == Binding::Is::expression;
       bound = binding(place)) {
    place = {bound->environment, bound->node};
  }
  return place;
}

std::optional<DomainId> ExpressionCompiler::record(Place place) const {
  const Binding* bound = binding(resolve(place));
  if (bound == nullptr || bound->is != Binding::Is::record) return std::nullopt;
  return bound->domain;
}

const feel::TypePtr* ExpressionCompiler::field_type(DomainId domain, std::string_view name) const {
  static const feel::TypePtr day = feel::simple_type(Kind::date);
  static const feel::TypePtr number = feel::simple_type(Kind::number);
  if (name == month_column) return &day;
  if (name == month_index_column) return &number;
  const std::string& list = program_.domains[static_cast<std::size_t>(domain)].list;
  if (list.empty()) {
    const policy::FactDeclaration* fact = type_.fact(name);
    return fact != nullptr ? &fact->type : nullptr;
  }
  const policy::RecordType* record = model_.record(type_.fact(list)->type->element->name);
  if (record == nullptr) return nullptr;
  const auto found = std::find_if(record->fields.begin(), record->fields.end(),
                                  [&](const policy::FactDeclaration& field) { return field.name == name; });
  return found != record->fields.end() ? &found->type : nullptr;
}

const feel::TypePtr& ExpressionCompiler::type_of(const Leaf& leaf) const {
  const feel::TypePtr* type = field_type(leaf.domain, leaf.column);
  if (type == nullptr) throw Unsupported("no column `" + leaf.column + "`");
  return *type;
}

std::optional<Leaf> ExpressionCompiler::leaf(Place place) const {
  place = resolve(place);
  if (const Binding* bound = binding(place); bound != nullptr && bound->is == Binding::Is::column)
    return Leaf{bound->domain, bound->column};
  std::optional<DomainId> domain;
  if (place->op == Op::field) {
    domain = record(place.arg(0));
  } else if (place->op == Op::dynamic_name && !place->locals.empty()) {
    const auto found = place.environment->locals.find(place->locals[0]);
    if (found != place.environment->locals.end() && found->second.is == Binding::Is::record) {
      domain = found->second.domain;
    }
  }
  if (!domain) return std::nullopt;
  const feel::TypePtr* type = field_type(*domain, place->name);
  // Lists of the subject have rows of their own; those within a record are values.
  if (type == nullptr || (is_record_list(**type) && *domain == 0)) return std::nullopt;
  return Leaf{*domain, place->name};
}

std::optional<Leaf> ExpressionCompiler::leaf_of(const Environment& environment) const {
  return leaf({&environment, environment.program->root});
}

std::optional<std::string> ExpressionCompiler::list_leaf(Place place) const {
  place = resolve(place);
  if (place->op != Op::field) return std::nullopt;
  const auto domain = record(place.arg(0));
  if (!domain || *domain != 0) return std::nullopt;
  const feel::TypePtr* type = field_type(0, place->name);
  if (type == nullptr || !is_record_list(**type)) return std::nullopt;
  if (model_.record((*type)->element->name) == nullptr) return std::nullopt;
  return place->name;
}

// What an expression depends on.
void ExpressionCompiler::collect(Place place, Leaves& leaves) const {
  place = resolve(place);
  if (const auto found = leaf(place)) {
    leaves.columns.insert(*found);
    return;
  }
  if (list_leaf(place)) {
    leaves.lists = true;
    return;
  }
  if (const Binding* bound = binding(place)) {
    if (bound->is == Binding::Is::record) throw Unsupported("a record as a whole");
    return;
  }
  for (const std::int32_t slot : place->captures) {
    if (place.environment->locals.count(slot) != 0) throw Unsupported("a function that sees a row");
  }
  if (place->op == Op::dynamic_name && !place->locals.empty() &&
      place.environment->locals.count(place->locals[0]) != 0 && place->args.empty()) {
    throw Unsupported("a name that its row does not have");
  }
  for (std::size_t i = 0; i < place->args.size(); ++i) {
    if (place->args[i] != feel::ir::none) collect(place.arg(i), leaves);
  }
}

// ---- constants and look-ups ------------------------------------------------------------------------------

// Copies an expression into a program of its own: names that stand for values or expressions are put in, and
// the columns that it reads, all named in `inputs`, are the program's.
class ExpressionCompiler::Cloner {
 public:
  Cloner(const ExpressionCompiler& compiler, std::vector<Leaf> inputs)
      : compiler_(compiler), inputs_(std::move(inputs)) {
    for (const Leaf& input : inputs_) out_.inputs.push_back({input.column, compiler.type_of(input)});
  }

  feel::ir::Program run(Place place) {
    out_.source = place.environment->program->source;
    out_.root = clone(place);
    for (std::size_t i = 0; i < inputs_.size(); ++i) out_.used_inputs.push_back(static_cast<std::int32_t>(i));
    return std::move(out_);
  }

 private:
  feel::ir::NodeId add(feel::ir::Node node) {
    out_.nodes.push_back(std::move(node));
    return static_cast<feel::ir::NodeId>(out_.nodes.size() - 1);
  }

  feel::ir::NodeId constant(Value value, const feel::TypePtr& type, const Span& span) {
    feel::ir::Node node;
    node.op = Op::constant;
    node.index = static_cast<std::int32_t>(out_.constants.size());
    node.type = type;
    node.span = span;
    out_.constants.push_back(std::move(value));
    return add(std::move(node));
  }

  std::int32_t slot(Place place, std::int32_t old) {
    if (old < 0) return old;
    const auto [found, added] = slots_.try_emplace({place.environment, old}, out_.frame_size);
    if (added) ++out_.frame_size;
    return found->second;
  }

  feel::ir::NodeId clone(Place place) {
    place = compiler_.resolve(place);
    const feel::ir::Node& node = *place;
    if (const auto leaf = compiler_.leaf(place)) {
      feel::ir::Node made;
      made.op = Op::input;
      made.index =
          static_cast<std::int32_t>(std::find(inputs_.begin(), inputs_.end(), *leaf) - inputs_.begin());
      made.type = node.type;
      made.span = node.span;
      return add(std::move(made));
    }
    if (const Binding* bound = compiler_.binding(place)) return constant(bound->value, node.type, node.span);
    if (node.op == Op::input) return constant({}, node.type, node.span);
    if (node.op == Op::dynamic_name && !node.locals.empty() &&
        place.environment->locals.count(node.locals[0]) != 0) {
      return clone(place.arg(0));  // the row has no such column: what stands behind the name
    }
    const feel::ir::Program& from = *place.environment->program;
    if (node.op == Op::constant) {
      return constant(from.constants[static_cast<std::size_t>(node.index)], node.type, node.span);
    }
    feel::ir::Node made = node;
    if (node.op == Op::local) made.index = slot(place, node.index);
    if ((node.op == Op::instance_of || node.op == Op::coerce) && node.type_index >= 0) {
      made.type_index = static_cast<std::int32_t>(out_.types.size());
      out_.types.push_back(from.types[static_cast<std::size_t>(node.type_index)]);
    }
    for (std::int32_t& each : made.locals) each = slot(place, each);
    for (std::int32_t& each : made.captures) each = slot(place, each);
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      if (node.args[i] != feel::ir::none) made.args[i] = clone(place.arg(i));
    }
    return add(std::move(made));
  }

  const ExpressionCompiler& compiler_;
  std::vector<Leaf> inputs_;
  feel::ir::Program out_;
  std::map<std::pair<const Environment*, std::int32_t>, std::int32_t> slots_;
};

RegisterId ExpressionCompiler::look_up(Place place, const Leaf& leaf) {
  const Kind kind = place->type->kind;
  const bool fits = kind == Kind::boolean || kind == Kind::number || kind == Kind::date;
  if (!fits) throw Unsupported("a look-up that gives " + feel::to_string(*place->type));
  LookUp made{Cloner(*this, {leaf}).run(place), leaf.column};
  std::string text = leaf.column + "\n" + feel::ir::print(made.program);
  for (const Value& value : made.program.constants) {
    text += value.function() != nullptr ? fmt::format("{} ", fmt::ptr(value.function()))
                                        : feel::to_string(value) + " ";
  }
  const auto [found, added] =
      look_ups_.try_emplace(text, static_cast<std::int32_t>(program_.look_ups.size()));
  if (added) program_.look_ups.push_back(std::move(made));
  Operation operation;
  operation.op = VectorOp::look_up;
  operation.domain = leaf.domain;
  operation.kind = kind;
  operation.a = load(leaf.domain, leaf.column);
  operation.table = found->second;
  return emit(std::move(operation));
}

std::optional<RowExpression> ExpressionCompiler::row_expression(const Environment& environment) const {
  const Place root{&environment, environment.program->root};
  try {
    Leaves leaves;
    collect(root, leaves);
    if (leaves.lists) return std::nullopt;
    RowExpression made;
    made.inputs.assign(leaves.columns.begin(), leaves.columns.end());
    made.program = Cloner(*this, made.inputs).run(root);
    return made;
  } catch (const Unsupported&) {
    return std::nullopt;
  }
}

RegisterId ExpressionCompiler::evaluate(const Environment& environment) {
  const feel::ir::Node& root = environment.program->node(environment.program->root);
  if (!root.type || root.type->kind != Kind::boolean) throw Unsupported("a condition that is no truth");
  auto expression = row_expression(environment);
  if (!expression) throw Unsupported("a construct that reads lists and has no kernel");
  Operation made;
  made.op = VectorOp::evaluate;
  made.kind = Kind::boolean;
  for (const Leaf& leaf : expression->inputs) made.domain = deeper(made.domain, leaf.domain);
  made.table = static_cast<std::int32_t>(program_.row_expressions.size());
  program_.row_expressions.push_back(std::move(*expression));
  return emit(std::move(made));
}

RegisterId ExpressionCompiler::compile(Place place) {
  place = resolve(place);
  Leaves leaves;
  collect(place, leaves);
  if (!leaves.lists && leaves.columns.empty()) {
    feel::Evaluation evaluation(feel::Mode::determination, DateTime{on_, {}});
    const feel::ir::Program alone = Cloner(*this, {}).run(place);
    return constant(evaluation.evaluate(alone, {}));
  }
  const bool one_column = !leaves.lists && leaves.columns.size() == 1;
  if (const auto column = leaf(place); column && place->type->kind != Kind::boolean) {
    return load(column->domain, column->column);
  }
  if (one_column) {
    const Kind kind = type_of(*leaves.columns.begin())->kind;
    if (kind == Kind::boolean || kind == Kind::string) return look_up(place, *leaves.columns.begin());
  }
  try {
    return compile_construct(place);
  } catch (const Unsupported&) {
    if (!one_column) throw;
    return look_up(place, *leaves.columns.begin());
  }
}

}  // namespace enact::bulk
