#!/bin/sh
# Makes sure that sshd and rsync are there for the tests of `portal deploy`; says so when not.
PATH="$PATH:/usr/sbin"
for tool in ssh sshd rsync; do command -v "$tool" >/dev/null 2>&1 || missing=1; done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Đang cài sshd và rsync cho các phép thử đưa bản công bố lên máy chủ…"
  apt-get update -qq >/dev/null 2>&1
  # Only the program is needed: no server may start by itself.
  [ -e /usr/sbin/policy-rc.d ] || { printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d; chmod +x /usr/sbin/policy-rc.d; made=1; }
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    openssh-server openssh-client rsync >/dev/null 2>&1
  status=$?
  [ -n "$made" ] && rm -f /usr/sbin/policy-rc.d
  [ "$status" = 0 ] && exit 0
fi
echo "KHÔNG CÓ SSHD HOẶC RSYNC: các phép thử đó sẽ bị bỏ qua. Cài bằng: apt-get install openssh-server rsync"
