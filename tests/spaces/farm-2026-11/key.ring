enact-key-ring 1
lookup HMAC-SHA-256 loo1s4vuYQ+2o7AKiKF4uOHP6nTV/lltq087Zao4qEc=
key d76ec388 XChaCha20-Poly1305 2026-11-27 Kos8ch3bT9fupZFq/gTyp/Dhqk8kClfu5O6eLucIMxE=
