#include "paper/paper.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "paper/blocks.hpp"

namespace enact::paper {
namespace {

using Kind = Block::Kind;

// Points. GB/T 9704: 37 mm above, 28 mm on the left, a text of 156 mm by 225 mm, 22 lines of size three.
constexpr double mm = 72.0 / 25.4;
constexpr double page_width = 210 * mm;
constexpr double page_height = 297 * mm;
constexpr double left = 28 * mm;
constexpr double top = 37 * mm;
constexpr double text_width = 156 * mm;
constexpr double text_height = 225 * mm;
constexpr double line_height = text_height / 22;
constexpr double body_size = 16;    // 三号
constexpr double title_size = 22;   // 二号
constexpr double cell_size = 12;    // 小四
constexpr double footer_size = 14;  // 四号
constexpr double cell_line = 18;
constexpr double cell_space = 5;
constexpr double seal_width = 42 * mm;

constexpr const char* serif = "Noto Serif CJK SC";
constexpr const char* sans = "Noto Sans CJK SC";

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;
using Context = std::unique_ptr<PangoContext, Unref>;
using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Pen = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

struct Style {
  const char* family = serif;
  double size = body_size;
  bool bold = false;
  double width = text_width;
  double indent = 0;
  PangoAlignment alignment = PANGO_ALIGN_LEFT;
};

// What is set on one page as a whole: a line of text, a row of a table, a signature.
struct Piece {
  struct Line {
    PangoLayoutLine* line = nullptr;  // of a layout that is kept
    double x = 0;
    double baseline = 0;  // from the piece's top
  };
  std::vector<Line> lines = {};
  double height = 0;
  std::vector<double> columns = {};  // of a row: where its cells begin
  bool signature = false;
  bool with_next = false;  // does not stand last on a page
};

class Setter {
 public:
  explicit Setter(PangoContext* context) : context_(context) {}

  std::vector<Piece> pieces(const Paper& paper) {
    const auto blocks = blocks_of(paper.text);
    for (std::size_t i = 0; i < blocks.size();) {
      const auto kind = blocks[i].kind;
      if (kind == Kind::signature || kind == Kind::row) {
        std::vector<const Block*> together;
        for (; i < blocks.size() && blocks[i].kind == kind; ++i) together.push_back(&blocks[i]);
        if (kind == Kind::signature) {
          signature(together);
        } else {
          for (const Block* row : together) add_row(*row);
          pieces_.push_back({.height = line_height / 2});
        }
      } else {
        add(blocks[i]);
        ++i;
      }
    }
    return std::move(pieces_);
  }
  const Layout& set(std::string_view text, const Style& style) {
    Layout layout(pango_layout_new(context_));
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family_static(font, style.family);
    pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
    pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    const std::string markup = markup_of(text);
    pango_layout_set_markup(layout.get(), markup.data(), static_cast<int>(markup.size()));
    pango_layout_set_width(layout.get(), static_cast<int>(style.width * PANGO_SCALE));
    pango_layout_set_indent(layout.get(), static_cast<int>(style.indent * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout.get(), style.alignment);
    layouts_.push_back(std::move(layout));
    return layouts_.back();
  }
  // The lines of a layout, `pitch` apart, from `y` on.
  static std::vector<Piece::Line> lines(const Layout& layout, double x, double y, double pitch, double size) {
    std::vector<Piece::Line> out;
    PangoLayoutIter* walk = pango_layout_get_iter(layout.get());
    do {
      PangoRectangle extents;
      pango_layout_iter_get_line_extents(walk, nullptr, &extents);
      // The baseline so that the characters stand in the middle of their line.
      const double baseline = y + (pitch + size * 0.76) / 2;
      out.push_back(
          {pango_layout_iter_get_line_readonly(walk), x + extents.x / double{PANGO_SCALE}, baseline});
      y += pitch;
    } while (pango_layout_iter_next_line(walk));
    pango_layout_iter_free(walk);
    return out;
  }

 private:
  static Style style_of(Kind kind) {
    switch (kind) {
      case Kind::title:
        return {.size = title_size, .bold = true, .alignment = PANGO_ALIGN_CENTER};
      case Kind::heading:
        return {.family = sans, .indent = 2 * body_size};
      case Kind::addressee:
        return {};
      default:
        return {.indent = 2 * body_size};
    }
  }
  void add(const Block& block) {
    const auto style = style_of(block.kind);
    const bool title = block.kind == Kind::title;
    const double pitch = title ? line_height * 1.25 : line_height;
    const auto& layout = set(block.kind == Kind::item ? "· " + block.text : block.text, style);
    if (title) pieces_.push_back({.height = line_height / 2});
    double above = 0;
    for (auto line : lines(layout, 0, 0, pitch, style.size)) {
      line.baseline -= above;  // each is a piece of its own
      above += pitch;
      pieces_.push_back(
          {.lines = {line}, .height = pitch, .with_next = title || block.kind == Kind::heading});
    }
    if (title) pieces_.push_back({.height = line_height / 2, .with_next = true});
  }
  void add_row(const Block& block) {
    // Of two columns the first names what the second says.
    const auto count = static_cast<double>(block.cells.size());
    constexpr double naming = text_width * 0.3;
    Piece row;
    double x = 0;
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
      const double width = block.cells.size() != 2 ? text_width / count
                           : i == 0                ? naming
                                                   : text_width - naming;
      row.columns.push_back(x);
      const auto& layout = set(block.cells[i], {.size = cell_size, .width = width - 2 * cell_space});
      const auto set_lines = lines(layout, x + cell_space, cell_space, cell_line, cell_size);
      row.height = std::max(row.height, 2 * cell_space + cell_line * static_cast<double>(set_lines.size()));
      row.lines.insert(row.lines.end(), set_lines.begin(), set_lines.end());
      x += width;
    }
    pieces_.push_back(std::move(row));
  }
  void signature(const std::vector<const Block*>& blocks) {
    // The last line of the text stays with it: no seal on a page of its own.
    for (auto last = pieces_.rbegin(); last != pieces_.rend(); ++last) {
      last->with_next = true;
      if (!last->lines.empty()) break;
    }
    Piece piece{.height = line_height, .signature = true};
    for (const Block* block : blocks) {
      const Style style{.width = text_width - 4 * body_size, .alignment = PANGO_ALIGN_RIGHT};
      const auto set_lines = lines(set(block->text, style), 0, piece.height, line_height, body_size);
      piece.height += line_height * static_cast<double>(set_lines.size());
      piece.lines.insert(piece.lines.end(), set_lines.begin(), set_lines.end());
    }
    pieces_.push_back(std::move(piece));
  }

  PangoContext* context_;
  std::vector<Layout> layouts_;
  std::vector<Piece> pieces_;
};

// Which pieces go on which page; the first page has less room where it has a letterhead.
std::vector<std::vector<const Piece*>> paginate(const std::vector<Piece>& pieces, double first_top) {
  std::vector<std::vector<const Piece*>> pages(1);
  double used = first_top;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    // With what may not be parted from it.
    double wanted = pieces[i].height;
    for (std::size_t k = i; k + 1 < pieces.size() && pieces[k].with_next; ++k) wanted += pieces[k + 1].height;
    if (used + std::min(wanted, text_height) > text_height + 0.01 && !pages.back().empty()) {
      pages.emplace_back();
      used = 0;
    }
    const bool space = pieces[i].lines.empty();
    if (space && pages.back().empty() && pages.size() > 1) continue;
    pages.back().push_back(&pieces[i]);
    used += pieces[i].height;
  }
  return pages;
}

struct PngReader {
  const std::vector<std::uint8_t>& bytes;
  std::size_t at = 0;
};
cairo_status_t read_png(void* from, unsigned char* to, unsigned int length) {
  auto& reader = *static_cast<PngReader*>(from);
  if (reader.bytes.size() - reader.at < length) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(to, reader.bytes.data() + reader.at, length);
  reader.at += length;
  return CAIRO_STATUS_SUCCESS;
}

// Null if the bytes are none that can be drawn.
Surface seal_of(const std::vector<std::uint8_t>& png) {
  constexpr std::uint8_t mark[] = {0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
  constexpr std::size_t least = 33;  // mark and first chunk
  Surface none(nullptr, &cairo_surface_destroy);
  if (png.size() < least || !std::equal(std::begin(mark), std::end(mark), png.begin())) return none;
  const auto number = [&](std::size_t at) {
    return std::uint32_t{png[at]} << 24 | std::uint32_t{png[at + 1]} << 16 | std::uint32_t{png[at + 2]} << 8 |
           std::uint32_t{png[at + 3]};
  };
  for (const std::size_t at : {16U, 20U})
    if (number(at) == 0 || number(at) > most_seal_pixels) return none;
  PngReader reader{png};
  Surface surface(cairo_image_surface_create_from_png_stream(&read_png, &reader), &cairo_surface_destroy);
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return none;
  return surface;
}

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int length) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

void red(cairo_t* pen) {
  cairo_set_source_rgb(pen, 0.85, 0.05, 0.05);
}
void black(cairo_t* pen) {
  cairo_set_source_rgb(pen, 0, 0, 0);
}

void draw_lines(cairo_t* pen, const std::vector<Piece::Line>& lines, double x, double y) {
  for (const auto& line : lines) {
    cairo_move_to(pen, x + line.x, y + line.baseline);
    pango_cairo_show_layout_line(pen, line.line);
  }
}

// The letterhead; answers how much of the text's height it takes.
double draw_head(cairo_t* pen, Setter& setter, const Paper& paper) {
  if (paper.head.empty()) return 0;
  double y = 0;
  red(pen);
  const double pitch = 46;
  const double size = 34;
  const auto head =
      Setter::lines(setter.set(paper.head, {.size = size, .bold = true, .alignment = PANGO_ALIGN_CENTER}), 0,
                    y, pitch, size);
  draw_lines(pen, head, left, top);
  y += pitch * static_cast<double>(head.size()) + line_height / 2;
  black(pen);
  if (!paper.number.empty()) {
    const auto number = Setter::lines(setter.set(paper.number, {.alignment = PANGO_ALIGN_CENTER}), 0, y,
                                      line_height, body_size);
    draw_lines(pen, number, left, top);
    y += line_height * static_cast<double>(number.size());
  }
  red(pen);
  cairo_set_line_width(pen, 1.5);
  cairo_move_to(pen, left, top + y + 4 * mm);
  cairo_line_to(pen, left + text_width, top + y + 4 * mm);
  cairo_stroke(pen);
  return y + 4 * mm + line_height / 2;
}

void draw_row(cairo_t* pen, const Piece& row, double y) {
  black(pen);
  cairo_set_line_width(pen, 0.6);
  cairo_rectangle(pen, left, y, text_width, row.height);
  for (std::size_t i = 1; i < row.columns.size(); ++i) {
    cairo_move_to(pen, left + row.columns[i], y);
    cairo_line_to(pen, left + row.columns[i], y + row.height);
  }
  cairo_stroke(pen);
}

// Over the signature's middle, as a hand would set it.
void draw_seal(cairo_t* pen, cairo_surface_t* seal, const Piece& signature, double y) {
  double from = text_width;
  double to = 0;
  for (const auto& line : signature.lines) {
    PangoRectangle extents;
    pango_layout_line_get_extents(line.line, nullptr, &extents);
    from = std::min(from, line.x);
    to = std::max(to, line.x + extents.width / double{PANGO_SCALE});
  }
  const double pixels = cairo_image_surface_get_width(seal);
  const double tall = cairo_image_surface_get_height(seal) * seal_width / pixels;
  const double x = std::min(left + (from + to - seal_width) / 2, page_width - seal_width - 10 * mm);
  const double middle = y + (signature.height + line_height) / 2;
  cairo_save(pen);
  cairo_translate(pen, x, std::min(middle - tall / 2, page_height - tall - 10 * mm));
  cairo_scale(pen, seal_width / pixels, seal_width / pixels);
  cairo_set_source_surface(pen, seal, 0, 0);
  cairo_paint(pen);
  cairo_restore(pen);
}

void draw_footer(cairo_t* pen, Setter& setter, std::size_t page) {
  const auto footer = Setter::lines(
      setter.set(fmt::format("— {} —", page), {.size = footer_size, .alignment = PANGO_ALIGN_CENTER}), 0, 0,
      line_height, footer_size);
  black(pen);
  draw_lines(pen, footer, left, top + text_height + 5 * mm);
}

// The name of a typeface that is wanted and not there; Pango would take another without a word.
std::optional<std::string> missing_typeface(PangoContext* context) {
  for (const char* wanted : {serif, sans}) {
    PangoFontDescription* asked = pango_font_description_from_string(wanted);
    PangoFont* font = pango_context_load_font(context, asked);
    pango_font_description_free(asked);
    std::string found;
    if (font != nullptr) {
      PangoFontDescription* got = pango_font_describe(font);
      found = pango_font_description_get_family(got);
      pango_font_description_free(got);
      g_object_unref(font);
    }
    if (found != wanted) return wanted;
  }
  return std::nullopt;
}

Context new_context() {
  Context context(pango_font_map_create_context(pango_cairo_font_map_get_default()));
  pango_cairo_context_set_resolution(context.get(), 72);
  pango_context_set_language(context.get(), pango_language_from_string("zh-cn"));
  pango_context_set_round_glyph_positions(context.get(), FALSE);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context.get(), options);
  cairo_font_options_destroy(options);
  return context;
}

}  // namespace

bool is_seal(const std::vector<std::uint8_t>& png) {
  return seal_of(png) != nullptr;
}

std::expected<std::string, Text> to_pdf(const Paper& paper) {
  const Context context = new_context();
  if (const auto missing = missing_typeface(context.get()))
    return std::unexpected(Text{"没有安装字体 " + *missing + "（fonts-noto-cjk）",
                                "the typeface " + *missing + " is not installed (fonts-noto-cjk)"});
  Surface seal(nullptr, &cairo_surface_destroy);
  if (!paper.seal.empty()) {
    seal = seal_of(paper.seal);
    if (!seal) return std::unexpected(Text{"印章图像不是可用的 PNG", "the seal is no PNG that can be drawn"});
  }
  Setter setter(context.get());
  const auto pieces = setter.pieces(paper);
  std::string pdf;
  const Surface surface(cairo_pdf_surface_create_for_stream(&append, &pdf, page_width, page_height),
                        &cairo_surface_destroy);
  // To the second, as PDF has it.
  const std::string made =
      paper.made.to_string().substr(0, std::string_view("2026-11-26T08:00:00").size()) + "Z";
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, paper.title.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, made.c_str());
  {
    const Pen pen(cairo_create(surface.get()), &cairo_destroy);
    const double head = draw_head(pen.get(), setter, paper);
    const auto pages = paginate(pieces, head);
    for (std::size_t page = 0; page < pages.size(); ++page) {
      double y = top + (page == 0 ? head : 0);
      for (const Piece* piece : pages[page]) {
        black(pen.get());
        draw_lines(pen.get(), piece->lines, left, y);
        if (!piece->columns.empty()) draw_row(pen.get(), *piece, y);
        if (piece->signature && seal) draw_seal(pen.get(), seal.get(), *piece, y);
        y += piece->height;
      }
      draw_footer(pen.get(), setter, page + 1);
      cairo_show_page(pen.get());
    }
  }
  cairo_surface_finish(surface.get());
  if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS)
    return std::unexpected(
        Text{"文件未能生成", std::string("the file could not be made: ") + cairo_status_to_string(status)});
  return pdf;
}

}  // namespace enact::paper
