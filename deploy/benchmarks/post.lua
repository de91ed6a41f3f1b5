-- Copyright 2026 The Chatstream authors
-- SPDX-License-Identifier: Apache-2.0

-- What wrk sends: POST with the file named first as body; with "close" as second argument the server is asked to end
-- the connection after each answer. The request is made once, so that sending costs no Lua.
function init(args)
    local file = assert(io.open(args[1], "rb"))
    wrk.method = "POST"
    wrk.body = file:read("*a")
    wrk.headers["Content-Type"] = "application/json"
    if args[2] == "close" then
        wrk.headers["Connection"] = "close"
    end
    file:close()
end

-- One line for the program: hooks, microseconds, statuses of 400 and above, failures of sockets, p50, p99, p99.9.
function done(summary, latency, requests)
    local errors = summary.errors
    print(string.format("measured %d %d %d %d %.1f %.1f %.1f", summary.requests, summary.duration, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout,
        latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end
