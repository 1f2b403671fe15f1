// ENACT_ROOT, the top folder of the checkout, for tests and benchmarks that read files of it. Included by the
// compiler into each of them; only root.cpp knows the path, so that all other objects are the same in a clone
// elsewhere.
#pragma once

extern const char* const enact_root_folder;

#define ENACT_ROOT enact_root_folder
