#!/bin/sh
# Makes sure that Debian's Chromium is there for the browser tests; says so when it may not.
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Đang cài Chromium cho các phép thử trên trình duyệt…"
  apt-get update -qq >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 && exit 0
fi
echo "KHÔNG CÓ CHROMIUM: các phép thử trên trình duyệt sẽ không chạy. Cài bằng: apt-get install chromium"
