#!/usr/bin/env bash
# Runs the tests that touch data on a PostgreSQL of its own, installed (Debian) and started
# when needed, and stopped afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
if [ -z "$bin" ]; then
  if [ "$(id -u)" != 0 ]; then
    echo "Không có PostgreSQL. Cài bằng: apt-get install postgresql"; exit 1
  fi
  apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null
  bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
fi
home=$(mktemp -d)
port=${PGTEST_PORT:-$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')}
as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
[ "$(id -u)" = 0 ] && chown postgres "$home"
trap 'as_owner "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true; rm -rf "$home"' EXIT
as_owner "$bin/initdb" -D "$home/data" -U portal --auth=trust -E UTF8 --locale=C.UTF-8 >/dev/null
as_owner "$bin/pg_ctl" -D "$home/data" -w -o "-p $port -k $home -c listen_addresses=127.0.0.1 -c fsync=off" -l "$home/log" start >/dev/null
for worker in gw0 gw1; do as_owner "$bin/createdb" -h 127.0.0.1 -p "$port" -U portal "portal_test_$worker"; done
PORTAL_TEST_DATABASE="postgresql://portal@127.0.0.1:$port/portal_test" .venv/bin/python -m pytest -n 2 --dist loadscope -m "not browser" "$@"
