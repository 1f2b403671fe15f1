// Arrow in and out: from a producer that is none of ours (GDAL reading a CSV), from batches laid out here by
// hand, and results read back.
#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "bulk/run.hpp"
#include "determine/test_package.hpp"
#include "population/arrow_cells.hpp"
#include "population/arrow_rows.hpp"
#include "population/arrow_source.hpp"

namespace enact::population {
namespace {

using determine::test::credit_code;
using testing::ElementsAre;
using testing::HasSubstr;

const determine::FactModel& model() {
  return determine::test::determiner().model();
}

// ---- GDAL, loaded while the test runs --------------------------------------------------------------------

class Gdal {
 public:
  explicit Gdal(const std::string& file) {
    library_ = dlopen("libgdal.so.32", RTLD_NOW);
    if (library_ == nullptr) {
      ADD_FAILURE() << "GDAL is not installed: apt-get install libgdal32";
      return;
    }
    function<void()>("GDALAllRegister")();
    const char* options[] = {"AUTODETECT_TYPE=YES", nullptr};
    constexpr unsigned read_vectors = 0x04;
    data_ =
        function<void*(const char*, unsigned, const char* const*, const char* const*, const char* const*)>(
            "GDALOpenEx")(file.c_str(), read_vectors, nullptr, options, nullptr);
  }
  ~Gdal() {
    if (data_ != nullptr) function<void(void*)>("GDALClose")(data_);
  }
  Gdal(const Gdal&) = delete;
  Gdal& operator=(const Gdal&) = delete;

  bool stream(ArrowArrayStream* out) {
    if (data_ == nullptr) return false;
    void* layer = function<void*(void*, int)>("GDALDatasetGetLayer")(data_, 0);
    char no_ids[] = "INCLUDE_FID=NO";
    char small[] = "MAX_FEATURES_IN_BATCH=2";
    char* options[] = {no_ids, small, nullptr};
    return function<bool(void*, ArrowArrayStream*, char**)>("OGR_L_GetArrowStream")(layer, out, options);
  }

 private:
  template <typename Signature>
  Signature* function(const char* name) {
    return reinterpret_cast<Signature*>(dlsym(library_, name));
  }
  void* library_ = nullptr;
  void* data_ = nullptr;
};

TEST(ArrowSource, TakesTheStreamOfAnotherLibrary) {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("enact-gdal-" + std::to_string(getpid()) + ".csv");
  std::ofstream(file) << "代码,名称,研发费用,营业收入\n"
                      << credit_code() << ",甲厂,600.25,10000\n"
                      << credit_code("91990001MA2XY0002") << ",\"乙,厂\",,20000\n"
                      << credit_code("91990001MA2XY0003") << ",丙,-1.5,30000\n";
  {
    Gdal gdal(file.string());
    ArrowArrayStream stream{};
    ASSERT_TRUE(gdal.stream(&stream));
    const auto source = arrow_source(&stream, "企业", model(), {}, false);
    EXPECT_EQ(stream.release, nullptr);
    bulk::Segment segment;
    ASSERT_TRUE(source->next(segment));
    ASSERT_EQ(segment.table.rows, 2U);
    EXPECT_EQ(*value_of(*segment.table.column("名称"), 1).text(), "乙,厂");
    const bulk::Column& cost = *segment.table.column("研发费用");  // doubles
    EXPECT_EQ(cost.at(0), 60025);
    EXPECT_EQ(cost.scale, 2);
    EXPECT_EQ(cost.state(1), bulk::Cell::unknown);
    EXPECT_EQ(segment.table.column("营业收入")->at(1), 20000);  // integers
    EXPECT_FALSE(source->next(segment));                        // the second batch has nothing else
    ASSERT_EQ(source->rejected().size(), 1U);
    EXPECT_EQ(source->rejected()[0].place, "Arrow 企业:3");
    EXPECT_THAT(source->rejected()[0].reason.en, HasSubstr("-1.5"));
  }
  std::filesystem::remove(file);
}

// ---- batches laid out by hand ----------------------------------------------------------------------------

void nothing_to_release(ArrowSchema* schema) {
  schema->release = nullptr;
}
void nothing_to_release(ArrowArray* array) {
  array->release = nullptr;
}

// Two enterprises: the first has two recognitions, of the second it is not known whether it has any. Fields
// by every way that arrays have: a dictionary, an offset, null bits, decimals.
struct ByHand {
  ByHand() {
    const auto column = [](ArrowSchema& made, const char* format, const char* name) {
      made.format = format;
      made.name = name;
      made.release = nothing_to_release;
    };
    column(schema, "+s", "");
    column(codes_schema, "u", "代码");
    column(place_schema, "c", "登记地");
    column(places_schema, "u", "");
    column(cost_schema, "d:18,2", "研发费用");
    column(list_schema, "+l", "认定");
    column(item_schema, "+s", "item");
    column(class_schema, "u", "类别");
    column(date_schema, "tdD", "日期");
    place_schema.dictionary = &places_schema;
    schema.children = columns_schema;
    schema.n_children = 4;
    list_schema.children = items_schema;
    list_schema.n_children = 1;
    item_schema.children = fields_schema;
    item_schema.n_children = 2;

    const auto array = [](ArrowArray& made, std::int64_t length, const void** buffers, std::int64_t count) {
      made.length = length;
      made.buffers = buffers;
      made.n_buffers = count;
      made.release = nothing_to_release;
    };
    codes_text = credit_code() + credit_code("91990001MA2XY0002");
    codes_buffers[2] = codes_text.data();
    array(whole, 2, none, 1);
    array(codes, 2, codes_buffers, 3);
    array(place, 2, place_buffers, 2);
    array(places, 2, places_buffers, 3);
    array(cost, 2, cost_buffers, 2);
    cost.offset = 1;  // the first number belongs to nobody
    array(list, 2, list_buffers, 2);
    list.null_count = 1;
    array(items, 2, none, 1);
    array(classes, 2, classes_buffers, 3);
    array(dates, 2, dates_buffers, 2);
    place.dictionary = &places;
    whole.children = columns;
    whole.n_children = 4;
    list.children = list_items;
    list.n_children = 1;
    items.children = fields;
    items.n_children = 2;
  }

  // The stream that gives the batch `times` times.
  ArrowArrayStream stream(int times) {
    left = times;
    ArrowArrayStream made{};
    made.private_data = this;
    made.get_schema = [](ArrowArrayStream* from, ArrowSchema* out) {
      *out = static_cast<ByHand*>(from->private_data)->schema;
      return 0;
    };
    made.get_next = [](ArrowArrayStream* from, ArrowArray* out) {
      auto* self = static_cast<ByHand*>(from->private_data);
      *out = self->left-- > 0 ? self->whole : ArrowArray{};
      return self->left < -1 ? EIO : 0;
    };
    made.get_last_error = [](ArrowArrayStream*) { return "asked for more than there is"; };
    made.release = [](ArrowArrayStream* from) { from->release = nullptr; };
    return made;
  }

  ArrowSchema schema{}, codes_schema{}, place_schema{}, places_schema{}, cost_schema{}, list_schema{},
      item_schema{}, class_schema{}, date_schema{};
  ArrowSchema* columns_schema[4] = {&codes_schema, &place_schema, &cost_schema, &list_schema};
  ArrowSchema* items_schema[1] = {&item_schema};
  ArrowSchema* fields_schema[2] = {&class_schema, &date_schema};

  const void* none[1] = {nullptr};
  std::string codes_text;
  std::int32_t codes_offsets[3] = {0, 18, 36};
  const void* codes_buffers[3] = {nullptr, codes_offsets, nullptr};
  std::int8_t place_codes[2] = {1, 1};
  const void* place_buffers[2] = {nullptr, place_codes};
  std::int32_t places_offsets[3] = {0, 6, 12};
  const void* places_buffers[3] = {nullptr, places_offsets, "990002990001"};
  std::int64_t costs[6] = {7, 0, 60025, 0, 5, 0};  // 128 bits each, the low half first
  const void* cost_buffers[2] = {nullptr, costs};
  std::uint8_t list_valid[1] = {0b01};
  std::int32_t list_offsets[3] = {0, 2, 2};
  const void* list_buffers[2] = {list_valid, list_offsets};
  std::int32_t classes_offsets[3] = {0, 12, 18};
  const void* classes_buffers[3] = {nullptr, classes_offsets, "示范企业其他"};
  std::int32_t day_numbers[2] = {20513, 20514};  // 2026-03-01: 56 years with 14 leap days, and 31 + 28 days
  const void* dates_buffers[2] = {nullptr, day_numbers};
  ArrowArray whole{}, codes{}, place{}, places{}, cost{}, list{}, items{}, classes{}, dates{};
  ArrowArray* columns[4] = {&codes, &place, &cost, &list};
  ArrowArray* list_items[1] = {&items};
  ArrowArray* fields[2] = {&classes, &dates};
  int left = 0;
};

TEST(ArrowSource, ReadsListsOfRecordsDictionariesAndDecimals) {
  ByHand by_hand;
  ArrowArrayStream stream = by_hand.stream(2);
  const auto source = arrow_source(&stream, "企业", model(), {}, false);
  bulk::Segment segment;
  ASSERT_TRUE(source->next(segment));
  ASSERT_TRUE(source->next(segment));  // one for each batch
  ASSERT_EQ(segment.first, 2U);
  ASSERT_EQ(segment.table.rows, 2U);
  EXPECT_TRUE(source->rejected().empty());
  const bulk::ListColumn& list = *segment.table.list("认定");
  EXPECT_THAT(list.offsets, ElementsAre(0, 2, 2));
  EXPECT_THAT(list.open, ElementsAre(0, 1));
  EXPECT_EQ(*value_of(*segment.table.column("登记地"), 0).text(), "990001");
  EXPECT_EQ(*value_of(*segment.table.column("代码"), 1).text(), credit_code("91990001MA2XY0002"));
  EXPECT_EQ(value_of(*segment.table.column("研发费用"), 0).number()->to_string(), "600.25");
  EXPECT_EQ(value_of(*segment.table.column("研发费用"), 1).number()->to_string(), "0.05");
  EXPECT_EQ(*value_of(*list.items.column("类别"), 1).text(), "其他");
  EXPECT_EQ(value_of(*list.items.column("日期"), 0).date()->to_string(), "2026-03-01");
  EXPECT_EQ(list.items.column("日期")->data.get(), by_hand.day_numbers);  // looked into
  bulk::Segment none;
  EXPECT_FALSE(source->next(none));
}

TEST(ArrowSource, LooksIntoNumbersAndReadsAStretchWithAFaultOneByOne) {
  ByHand by_hand;
  by_hand.cost_schema.format = "d:18,2,64";
  std::int64_t fen[3] = {0, 60025, 5};
  by_hand.cost_buffers[1] = fen;
  const auto segment_of = [&](bulk::Segment& segment, std::vector<bulk::Rejected>& rejected) {
    ArrowArrayStream stream = by_hand.stream(1);
    const auto source = arrow_source(&stream, "企业", model(), {}, false);
    const bool some = source->next(segment);
    rejected = source->rejected();
    return some;
  };
  bulk::Segment segment;
  std::vector<bulk::Rejected> rejected;
  ASSERT_TRUE(segment_of(segment, rejected));
  EXPECT_EQ(segment.table.column("研发费用")->data.get(), fen + 1);
  EXPECT_EQ(value_of(*segment.table.column("研发费用"), 0).number()->to_string(), "600.25");
  fen[2] = -5;
  ASSERT_TRUE(segment_of(segment, rejected));
  EXPECT_EQ(segment.table.rows, 1U);
  EXPECT_EQ(value_of(*segment.table.column("研发费用"), 0).number()->to_string(), "600.25");
  ASSERT_EQ(rejected.size(), 1U);
  EXPECT_EQ(rejected[0].place, "Arrow 企业:2");
  EXPECT_THAT(rejected[0].reason.en, HasSubstr("-0.05"));
  // Under a null anything may stand.
  const std::uint8_t first_known = 0b010;
  by_hand.cost_buffers[0] = &first_known;
  by_hand.cost.null_count = 1;
  ASSERT_TRUE(segment_of(segment, rejected));
  EXPECT_TRUE(rejected.empty());
  EXPECT_EQ(segment.table.column("研发费用")->at(1), 0);
  EXPECT_EQ(segment.table.column("研发费用")->state(1), bulk::Cell::unknown);
}

TEST(ArrowSource, TellsWhatItCannotRead) {
  const auto message = [](const char* format, const char* name) {
    ByHand by_hand;
    by_hand.cost_schema.format = format;
    by_hand.cost_schema.name = name;
    ArrowArrayStream stream = by_hand.stream(1);
    try {
      arrow_source(&stream, "企业", model(), {}, false);
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_THAT(message("tsu:", "研发费用"), HasSubstr("the format `tsu:` of column `研发费用` is not read"));
  EXPECT_THAT(message("d:18,2", "研发费"), HasSubstr("did you mean `研发费用`?"));
}

// ---- results ---------------------------------------------------------------------------------------------

TEST(ArrowRows, AreReadBackAndReleased) {
  const std::vector<OutColumn> columns{{"subject", OutColumn::Type::text},
                                       {"least", OutColumn::Type::amount},
                                       {"date", OutColumn::Type::date}};
  ArrowSchema schema{};
  export_schema(columns, &schema);
  ASSERT_EQ(schema.n_children, 3);
  EXPECT_STREQ(schema.children[1]->format, "d:24,2");
  ArrowArray batch{};
  const auto sink = arrow_rows(columns, [&](ArrowArray* made) { batch = *made; });
  const auto rows = sink->writer();
  rows->text("甲");
  rows->amount(1234567);
  rows->date({2026, 3, 1});
  rows->end_row();
  rows->nothing();
  rows->nothing();
  rows->nothing();
  rows->end_row();
  sink->take(*rows);
  ASSERT_EQ(batch.length, 2);
  std::string room;
  const ArrowColumn subject(*schema.children[0], *batch.children[0]);
  const ArrowColumn least(*schema.children[1], *batch.children[1]);
  const ArrowColumn date(*schema.children[2], *batch.children[2]);
  EXPECT_EQ(subject.field(0, room).text, "甲");
  EXPECT_EQ(least.field(0, room).text, "12345.67");
  EXPECT_EQ(date.field(0, room).text, "2026-03-01");
  for (const ArrowColumn* column : {&subject, &least, &date}) EXPECT_TRUE(column->null(1));
  // A column that is moved away outlives its batch.
  ArrowArray kept = *batch.children[1];
  batch.children[1]->release = nullptr;
  batch.release(&batch);
  EXPECT_EQ(batch.release, nullptr);
  EXPECT_EQ(ArrowColumn(*schema.children[1], kept).field(0, room).text, "12345.67");
  kept.release(&kept);
  schema.release(&schema);
}

}  // namespace
}  // namespace enact::population
