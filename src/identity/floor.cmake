# One-time passwords are HMAC-SHA-1 by their standard, which libsodium leaves out: OpenSSL has it.
find_package(OpenSSL 3 REQUIRED)
set(enact_floor_links PkgConfig::SODIUM Boost::json OpenSSL::Crypto)
