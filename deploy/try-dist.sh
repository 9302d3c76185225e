#!/bin/sh
# Installs the archive of `make dist` in a network namespace that has nothing but its own loopback,
# loads a province, serves it, freezes, verifies. Needs unshare (root, or user namespaces).
set -e
archive=${1:?"Cách dùng: try-dist.sh dist/cong-cchc-….tar.gz"}
if [ -z "$PORTAL_ALONE" ]; then
  PORTAL_ALONE=1 exec unshare -rn "$0" "$(realpath "$archive")"
fi
ip link set lo up
folder=$(mktemp -d)
trap 'kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder"
tar -xf "$archive"
env -u PYTHONPATH cong-cchc-*/install.sh "$folder/portal"
# A second time over what must not stay: so is a newer archive installed over an older one.
echo 'raise SystemExit("the old program is still there")' > "$(ls "$folder"/portal/lib/python3*/site-packages/portal/clock.py)"
env -u PYTHONPATH cong-cchc-*/install.sh "$folder/portal"
portal=$folder/portal/bin/portal
share=$folder/portal/share
export PORTAL_DATA="$folder/data" PORTAL_DEMO=1 PORTAL_PASSWORD_COST=1
"$portal" init
province=$(ls -d "$share"/content/provinces/*/ | tail -1)
name=$(sed -n 's/^name = "\(.*\)"/\1/p' "$province/province.toml" | head -1)
"$portal" load "$province" | tail -1
"$portal" freeze
"$portal" key > key.pem
"$portal" verify "$PORTAL_DATA/site" --key key.pem
"$portal" deploy "$folder/www"
"$portal" run --port 8000 > run.log 2>&1 &
server=$!
"$folder/portal/bin/python" - "$name" <<'PY'
import sys, time, urllib.request
for _ in range(100):
    try:
        page = urllib.request.urlopen("http://127.0.0.1:8000/", timeout=2).read().decode()
        style = urllib.request.urlopen("http://127.0.0.1:8000/static/vendor/portal.css").status
        break
    except OSError:
        time.sleep(0.2)
else:
    raise SystemExit("no answer")
assert sys.argv[1] in page and style == 200
try:
    urllib.request.urlopen("http://192.0.2.1/", timeout=1)
except OSError:
    print("Chạy được, không có mạng.")
else:
    raise SystemExit("this machine is not alone")
PY
