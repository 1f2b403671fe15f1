// A session over streams: reads messages while others are worked on, so that an editor can take a request
// back, and waits for a pause in typing before it checks.
#pragma once

#include <chrono>
#include <istream>
#include <ostream>

#include "lsp/workspace.hpp"

namespace enact::lsp {

// Until `exit` or the end of the stream; answers the exit code of the process. `pause`: how long no message
// must have come before packages are checked.
int run_session(std::istream& in, std::ostream& out, const Files& files, const Compile& compile,
                std::chrono::milliseconds pause = std::chrono::milliseconds(120));

}  // namespace enact::lsp
