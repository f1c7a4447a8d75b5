#!/usr/bin/env bash
# Makes artifacts/publish/pipeline: one file that runs without an SDK.
#   ./build/publish.sh [RID]      linux-x64, linux-arm64, osx-arm64, win-x64 … [default: this machine's]
# Where the runtime's packs are to be had the file brings the runtime along and is compiled ahead of time, which halves its
# start; where a pack is not, the script says which step was refused and makes the next best, at last a file that wants
# the .NET 10 runtime on the machine.
set -euo pipefail
cd "$(dirname "$0")/.."
rid=${1:-$(dotnet --info | sed -n 's/^ *RID: *//p' | head -1)}
work=artifacts/one-file
target=artifacts/publish
mkdir -p "$work/locks"

publish() {
  local log="$work/publish.log"
  rm -rf "$target"
  if dotnet publish src/Pipeline.Cli -c Release -r "$rid" -p:OneFile=true --artifacts-path "$work/build" -o "$target" "$@" > "$log" 2>&1; then
    return 0
  fi
  grep -E 'error' "$log" | sort -u | head -3 >&2
  return 1
}

if publish --self-contained -p:PublishReadyToRun=true; then
  kind="self-contained, compiled ahead of time"
elif echo "publish.sh: refused: the compiler pack for $rid; without it:" >&2 && publish --self-contained; then
  kind="self-contained"
elif echo "publish.sh: refused: the runtime pack for $rid; without it:" >&2 && publish --no-self-contained; then
  kind="needs the .NET 10 runtime on the machine: its pack for $rid could not be restored here"
else
  echo "publish.sh: nothing could be published for $rid; all that was said is in $work/publish.log" >&2
  exit 1
fi

file="$target/pipeline"
[ -f "$file" ] || file="$target/pipeline.exe"
echo "$file: $(($(wc -c < "$file") >> 20)) MiB, for $rid; $kind"
