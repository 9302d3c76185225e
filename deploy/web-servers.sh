#!/bin/sh
# Makes sure that nginx and Caddy are there for the tests of deploy/web; says so when not.
PATH="$PATH:/usr/sbin"
command -v nginx >/dev/null 2>&1 && command -v caddy >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Đang cài nginx và Caddy cho các phép thử máy chủ trang tĩnh…"
  apt-get update -qq >/dev/null 2>&1
  # Only the programs are needed: no server may start by itself.
  [ -e /usr/sbin/policy-rc.d ] || { printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d; chmod +x /usr/sbin/policy-rc.d; made=1; }
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light caddy >/dev/null 2>&1
  status=$?
  [ -n "$made" ] && rm -f /usr/sbin/policy-rc.d
  [ "$status" = 0 ] && exit 0
fi
echo "KHÔNG CÓ NGINX HOẶC CADDY: các phép thử đó sẽ bị bỏ qua. Cài bằng: apt-get install nginx-light caddy"
