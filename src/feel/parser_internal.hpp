// The parser's inside, shared by the parser_*.cpp files: one recursive descent, a method a construct. Every
// method answers null after an error, which has then been reported.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "feel/names.hpp"
#include "feel/parser.hpp"

namespace enact::feel {

class Parser {
 public:
  Parser(std::vector<Token> tokens, const Scope& scope, const ParseOptions& options, Reporter& reporter);

  AstPtr whole_expression();
  AstPtr whole_unary_tests();

 private:
  // parser.cpp: operators
  AstPtr expression() { return binary(1); }
  AstPtr binary(int lowest);
  AstPtr continue_binary(AstPtr left, int lowest);
  AstPtr unary();
  AstPtr between_rest(AstPtr value);
  AstPtr in_rest(AstPtr value);
  AstPtr positive_test();
  bool tests_until(std::string_view close, std::vector<AstPtr>& tests);

  // parser_primary.cpp: what operators stand between
  AstPtr postfix();
  AstPtr continue_postfix(AstPtr of);
  AstPtr primary();
  AstPtr name();
  AstPtr at_literal();
  AstPtr parenthesised();
  AstPtr bracketed();
  AstPtr range_rest(AstPtr low, RangeEnd low_end, std::size_t begin);
  AstPtr context();
  bool entry(Ast& context, std::vector<Field>& fields);
  AstPtr path_rest(AstPtr of);
  AstPtr filter_rest(AstPtr list);
  AstPtr call_rest(AstPtr callee);
  bool argument(Ast& call, bool named);

  // parser_control.cpp: if, for, some, every, function, types
  AstPtr conditional();
  AstPtr iteration(AstKind kind);
  AstPtr domain();
  AstPtr function();
  AstPtr instance_of_rest(AstPtr value);
  TypePtr type();
  TypePtr generic_type(const std::string& head);

  // tokens
  const Token& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  const Token& next() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool accept(std::string_view symbol);
  bool accept_keyword(std::string_view word);
  bool expect(std::string_view symbol);
  bool expect_keyword(std::string_view word);
  // A name being introduced: all tokens up to `stop`, a symbol or keyword. Empty after an error.
  std::string new_name(std::initializer_list<std::string_view> stops);
  // How many tokens make a name that a `:` follows; 0 if none does.
  std::size_t key_length() const;
  std::string join_tokens(std::size_t count) const;
  bool starts_expression(const Token& token) const;

  // trees
  AstPtr make(AstKind kind, std::size_t begin) const;
  // Sets span and height from what it is made of; null if it is too deep.
  AstPtr finish(AstPtr ast);
  std::size_t previous_end() const { return at_ == 0 ? 0 : tokens_[at_ - 1].span.end; }
  AstPtr fail(Text message, Text help = {});
  // After an error within brackets: goes on at the next `,` of theirs, or at `close`, so that what is wrong
  // behind it is found too. False where nothing more can be read. `frames` is how many the names had before.
  bool go_on(std::string_view close, std::size_t frames);
  AstPtr unexpected(Text wanted);
  AstPtr too_deep();

  // Counts nested constructs while alive.
  class Nesting {
   public:
    explicit Nesting(Parser& parser) : parser_(parser) { ++parser_.depth_; }
    ~Nesting() { --parser_.depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    bool too_deep() const;

   private:
    Parser& parser_;
  };

  std::vector<Token> tokens_;
  const ParseOptions& options_;
  const Scope& scope_;
  Reporter& reporter_;
  NameTable names_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool failed_ = false;     // the text has an error: there will be no tree
  bool silent_ = false;     // an error was just reported: what follows from it is not, until reading goes on
  bool exhausted_ = false;  // too deep, or too many errors: reading does not go on
  bool unreadable_ =
      false;  // the lexer found errors, and what does not parse is most often their consequence
  int errors_ = 0;
  // The upper end of a range is being read: a `[` that no expression follows closes the range.
  bool range_end_ = false;
};

}  // namespace enact::feel
