#!/usr/bin/env bash
# Puts a real VS Code (code-server, served to a browser) into .vscode-test/, from the npm registry alone. Kept between runs:
# does nothing when a working one is there. Needs Node 20 or newer and npm on Linux; no compiler.
set -euo pipefail
version=4.100.3 ripgrep=1.18.0
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
dir=$root/.vscode-test/code-server-$version
entry=$dir/node_modules/code-server/out/node/entry.js
log=$dir/setup.log

works() { [ -f "$dir/complete" ] && node "$entry" --config "$dir/config.yaml" --version > /dev/null 2>&1; }
install() { npm install --ignore-scripts --no-audit --no-fund --loglevel=error "$@" >> "$log" 2>&1; }
failed() {
  tail -20 "$log" >&2
  echo "VS Code for the end-to-end test could not be installed; the whole log is in $log" >&2
}

if works; then exit 0; fi
echo "Installing VS Code (code-server $version) for the end-to-end test …"
rm -rf "$dir" && mkdir -p "$dir" && echo '{ "private": true }' > "$dir/package.json" && : > "$log"
trap failed ERR

# Scripts are skipped: those of code-server fetch binaries from elsewhere and stop for the root user. What they would
# have made and the test needs is put in place below.
cd "$dir"
install "code-server@$version" "@vscode/ripgrep-$(node -p 'process.platform + "-" + process.arch')@$ripgrep"
vscode=$dir/node_modules/code-server/lib/vscode
for part in "$vscode" "$vscode/extensions"; do
  cd "$part"
  install --omit=dev
done
ln -sfn node_modules "$vscode/node_modules.asar"

# File search in the workspace calls ripgrep.
mkdir -p "$vscode/node_modules/@vscode/ripgrep/bin"
ln -sf "$dir"/node_modules/@vscode/ripgrep-*/bin/rg "$vscode/node_modules/@vscode/ripgrep/bin/rg"

# Native modules would take a compiler and 20 s more; the few that matter are replaced by plain ones.
cp "$root/test/e2e/stand-ins/argon2.cjs" "$dir/node_modules/argon2/argon2.js"
cp "$root/test/e2e/stand-ins/spdlog.cjs" "$vscode/node_modules/@vscode/spdlog/index.js"
cp "$root/test/e2e/stand-ins/native-watchdog.cjs" "$vscode/node_modules/native-watchdog/index.js"

trap - ERR
: > "$dir/complete"
if ! works; then
  node "$entry" --config "$dir/config.yaml" --version >> "$log" 2>&1 || true
  failed
  exit 1
fi
