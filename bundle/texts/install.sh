#!/bin/sh
# 安装榕树，不需要网络。 Installs Rongshu without a network.
#   ./install.sh [目录 DIR]      PYTHON=/path/to/python3 ./install.sh
set -eu

here=$(cd "$(dirname "$0")" && pwd)
read -r version wanted machine < "$here/FOR"
if [ "$(id -u)" = 0 ]; then default=/opt/rongshu; else default="$HOME/rongshu"; fi
target=${1:-$default}

say() { for line in "$@"; do printf "%s\n" "$line"; done; }
quoted() { case "$1" in *[!A-Za-z0-9_./-]*) printf "'%s'" "$1" ;; *) printf "%s" "$1" ;; esac; }
stop() { say "$@" >&2; exit 2; }

find_python() {
    for name in ${PYTHON:-} "python$wanted" python3; do
        if command -v "$name" > /dev/null 2>&1 &&
            [ "$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" = "$wanted" ]; then
            command -v "$name"
            return
        fi
    done
}

case "$target" in -*) stop "用法：[PYTHON=路径] ./install.sh [目录]" "usage: [PYTHON=PATH] ./install.sh [DIR]" ;; esac

[ "$(uname -m)" = "$machine" ] || stop "本安装包用于 $machine，此机为 $(uname -m)。" \
    "This bundle is for $machine; this machine is $(uname -m)."
python=$(find_python)
[ -n "$python" ] || stop "需要 Python $wanted（可用 PYTHON=路径 指定）。" \
    "Python $wanted is needed (say PYTHON=path where it is)."
(cd "$here" && sha256sum --check --quiet SHA256SUMS) || stop "文件损坏或被改动。 Files are damaged or changed."

mkdir -p "$target/bin"
target=$(cd "$target" && pwd)
room="$target/$version"
rm -rf "$room"
say "安装到 installing into $room"
"$python" -m venv --without-pip "$room"
set -- "$here"/wheels/pip-*.whl
"$python" "$1/pip" --python "$room/bin/python" install --quiet --disable-pip-version-check --no-index \
    --find-links "$here/wheels" "rongshu[postgres]==$version"
cp -R "$here/packs" "$here/examples" "$room/"

launcher="$target/bin/rongshu"
printf '#!/bin/sh\nexec "%s/bin/rongshu" "$@"\n' "$room" > "$launcher.new"
chmod 755 "$launcher.new"
mv "$launcher.new" "$launcher"

say "" "完成 done: $("$launcher" --version)" ""
say "下一步 next:"
say "  $(quoted "$launcher") init $(quoted "$target/workspace") --plan $(quoted "$room/packs/fuzhou-2021-2025")"
say "  $(quoted "$launcher") user add NAME --admin -w $(quoted "$target/workspace")"
say "  $(quoted "$launcher") serve $(quoted "$target/workspace")"
