// The one object that holds the path of the checkout; see root.hpp.
#include "root.hpp"

const char* const enact_root_folder = ENACT_ROOT_FOLDER;
