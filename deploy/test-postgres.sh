#!/usr/bin/env bash
# Runs the tests that touch data on a PostgreSQL of its own, installed (Debian) and started
# when needed, and stopped afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/postgres.sh
# Making and dropping databases is mostly waiting for a disk: in memory where there is room.
if [ "$(df -P -BG /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 + 0 }')" -ge 4 ] 2>/dev/null; then PGTEST_FOLDER=/dev/shm; fi
start_postgres -c fsync=off
for ((worker = 0; worker < ${WORKERS:=3}; worker++)); do as_owner "$bin/createdb" -h 127.0.0.1 -p "$port" -U portal "portal_test_gw$worker"; done
PORTAL_TEST_DATABASE="postgresql://portal@127.0.0.1:$port/portal_test" .venv/bin/python -m pytest -n "$WORKERS" --dist loadscope --no-loadscope-reorder -m "not browser" "$@"
