// Schemas of what people are told, and of the outbox.
#include "http/schema.hpp"

namespace enact::http::schema {

void add_notify(Registry& out) {
  out["Notification"] = object({{"seq", integer()},
                                {"place", integer()},
                                {"kind", string()},
                                {"case_id", string()},
                                {"reference", string()},
                                {"title", ref("Text")},
                                {"about", ref("Text")},
                                {"at", instant()},
                                {"read", boolean()}});
  out["NotificationList"] = object({{"items", list(ref("Notification"))}, {"unread", integer()}});
  out["Seen"] = object({{"up_to", integer()}});
  out["Contact"] = object({{"mail", string(200)}, {"phone", string(40)}});
  out["ContactState"] = object({{"mail", string()},
                                {"phone", string()},
                                {"mail_sent", described(boolean(), "whether this service sends e-mail")},
                                {"messages_sent", described(boolean(), "whether it sends short messages")}});
  out["Outbox"] = object({{"waiting", integer()},
                          {"sent", integer()},
                          {"given_up", integer()},
                          {"troubles", list(object({{"id", string()},
                                                    {"channel", string()},
                                                    {"at", instant()},
                                                    {"reason", string()},
                                                    {"given_up", boolean()}}))}});
}

}  // namespace enact::http::schema
