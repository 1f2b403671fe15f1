set(enact_floor_links fmt::fmt Boost::json)
set(enact_floor_cost 20)
# They wait for the disk most of the time: on PostgreSQL four minutes and more when one waits for the other.
set(enact_floor_shards 4)
