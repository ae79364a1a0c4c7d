#!/usr/bin/env bash
# Runs mesoscope as a job array of a real Slurm with two nodes on this host, kills tasks, a node and the controller on the
# way and loses two parts, starts again what merge says is missing, and compares what the parts add up to with a run in one
# piece. Needs root and Debian's slurm-wlm, which it installs.
#
#   tests/cluster/slurm.sh [documents] [shards]
set -euo pipefail
documents=${1:-60}
shards=${2:-8}
root=$(cd "$(dirname "$0")/../.." && pwd)
command -v slurmctld > /dev/null || { apt-get update -qq && apt-get install -y -qq slurm-wlm munge > /dev/null; }

work=$(mktemp -d)
host=$(hostname -s)
export SLURM_CONF=$work/slurm.conf
stop() {
  for pid in "$work"/*.pid; do [ -f "$pid" ] && kill -9 "$(cat "$pid")" 2> /dev/null || true; done
  pkill -9 -f "slurmstepd.*$work" 2> /dev/null || true
  rm -rf "$work"
}
trap stop EXIT

mkdir -p "$work"/{munge,state,n0,n1}
chmod 755 "$work"
dd if=/dev/urandom of="$work/munge/key" bs=1024 count=1 status=none
chmod 700 "$work/munge"
chmod 400 "$work/munge/key"
munged --force --key-file="$work/munge/key" --socket="$work/munge/socket" --pid-file="$work/munge.pid" \
  --log-file="$work/munge/log" --seed-file="$work/munge/seed"

cat > "$SLURM_CONF" << CONF
ClusterName=test
SlurmctldHost=$host
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CredType=cred/munge
SlurmUser=root
SlurmctldPort=26817
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/%n.pid
SlurmdSpoolDir=$work/%n
StateSaveLocation=$work/state
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SlurmdParameters=config_overrides
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
SlurmdTimeout=10
SlurmctldTimeout=10
MinJobAge=300
NodeName=n0 NodeHostname=$host NodeAddr=127.0.0.1 Port=26818 CPUs=1 RealMemory=2000
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=26819 CPUs=1 RealMemory=2000
PartitionName=all Nodes=n0,n1 Default=YES MaxTime=60 State=UP
CONF
echo "CgroupPlugin=disabled" > "$work/cgroup.conf"

controller() { slurmctld > "$work/controller.out" 2>&1; }
daemon() { slurmd -N "$1" > "$work/$1.out" 2>&1; }
settled() { # waits until no task is queued or runs
  for _ in $(seq 600); do [ -z "$(squeue -h 2> /dev/null)" ] && return; sleep 0.5; done
  squeue; return 1
}
controller
daemon n0
daemon n1
for _ in $(seq 60); do [ "$(sinfo -h -t idle -o %D 2> /dev/null)" = 2 ] && break; sleep 0.5; done
sinfo

# Documents: sources of this project.
mkdir "$work/texts"
git -C "$root" ls-files src docs | sed -n "1,${documents}p" | while read -r file; do
  cp "$root/$file" "$work/texts/$(tr / - <<< "$file")"
done
cat > "$work/job.sbatch" << JOB
#!/bin/bash
#SBATCH --array=0-$((shards - 1)) --output=$work/task-%a.out --requeue
cd $work
exec $(command -v node) $root/bin/mesoscope.js score --shard /$shards texts -o parts --jobs 1
JOB
merged() { (cd "$work" && "$(command -v node)" "$root/bin/mesoscope.js" merge "$@"); }

started=$(date +%s)
sbatch "$work/job.sbatch"
tasks() { pgrep -f "^[^ ]*node .*mesoscope.js score --shard /$shards" || true; }
until [ "$(tasks | wc -l)" = 2 ]; do sleep 0.2; done
sleep 1
echo "killing tasks $(tasks | tr '\n' ' '), node n1 and the controller; $(ls "$work/parts" 2> /dev/null | wc -l) parts so far"
tasks | xargs -r kill -9
kill -9 "$(cat "$work/n1.pid")" "$(cat "$work/slurmctld.pid")"
sleep 2
controller
daemon n1
settled
echo "$(ls "$work/parts" | wc -l) of $shards parts after the faults; two are lost"
rm -f "$work/parts/part-0"*"-of-$shards.ndjson" "$work/parts/part-$((shards - 1))-of-$shards.ndjson"
for round in 1 2 3 4 5; do
  if merged parts -f json > "$work/array.json" 2> "$work/merge.err"; then break; fi
  cat "$work/merge.err"
  line=$(sed "s#JOB#$work/job.sbatch#" "$work/array.json")
  echo "round $round: $line"
  (cd "$work" && eval "$line")
  settled
done
(cd "$work" && "$(command -v node)" "$root/bin/mesoscope.js" score --shard 0/1 texts -o whole)
merged whole -f json > "$work/whole.json"
cmp "$work/array.json" "$work/whole.json"
echo "$documents documents in $shards tasks, $(($(date +%s) - started)) s: the same report after a killed task, node and controller"
