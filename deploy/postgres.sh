# A PostgreSQL of one's own, for tests and measurements: source this, then call start_postgres.
# Installed (Debian) when needed; stopped and removed when the caller ends. Gives port, bin, home.

as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

stop_postgres() {
  as_owner "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$home"
}

start_postgres() { # further settings of the server, such as -c fsync=off
  bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
  if [ -z "$bin" ]; then
    if [ "$(id -u)" != 0 ]; then
      echo "Không có PostgreSQL. Cài bằng: apt-get install postgresql"; exit 1
    fi
    apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null
    bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  fi
  home=$(mktemp -d -p "${PGTEST_FOLDER:-${TMPDIR:-/tmp}}")
  port=${PGTEST_PORT:-$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')}
  [ "$(id -u)" = 0 ] && chown postgres "$home"
  trap stop_postgres EXIT
  as_owner "$bin/initdb" -D "$home/data" -U portal --auth=trust -E UTF8 --locale=C.UTF-8 >/dev/null
  as_owner "$bin/pg_ctl" -D "$home/data" -w -o "-p $port -k $home -c listen_addresses=127.0.0.1 $*" -l "$home/log" start >/dev/null
}
