# DMN XML is parsed by pugixml; messages are put together by fmt.
find_package(pugixml 1.13 REQUIRED)
set(enact_floor_links pugixml::pugixml fmt::fmt)
set(enact_floor_cost 6)
