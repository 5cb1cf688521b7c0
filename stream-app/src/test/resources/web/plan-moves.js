// 100,000 random moves of the planner; prints one JSON line. Arguments: seed, moves.
import { makePlan, withTotal, withValue, withLock, withLimits, reach, range } from './plan.js';

let state = Number(process.argv[2]) >>> 0;
function random() { // mulberry32
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const upTo = (n) => Math.floor(random() * n);

function check(plan, what) {
  const problems = [];
  const spent = plan.channels.reduce((a, c) => a + c.value, 0);
  if (spent !== plan.total) problems.push(`sum ${spent}, total ${plan.total}`);
  for (const c of plan.channels) {
    if (!Number.isSafeInteger(c.value)) problems.push(`${c.channel} is no whole number: ${c.value}`);
    if (!c.locked && (c.value < c.min || c.value > c.max)) problems.push(`${c.channel} ${c.value} not in ${c.min}..${c.max}`);
  }
  if (problems.length > 0) throw new Error(`${what}: ${problems.join('; ')}; ${JSON.stringify(plan)}`);
}

function randomPlan() {
  const n = 2 + upTo(9);
  const channels = Array.from({ length: n }, (_, i) => {
    const value = random() < 0.15 ? 0 : upTo(200_000_000_000);
    return {
      channel: `c${i}`,
      value,
      min: random() < 0.3 ? upTo(value + 1) : 0,
      max: random() < 0.3 ? value + upTo(100_000_000_000) : null,
      locked: random() < 0.15,
    };
  });
  return makePlan(channels, channels.reduce((a, c) => a + c.value, 0));
}

const seen = { total: 0, value: 0, lock: 0, limits: 0, restored: 0 };
function locksHeld(before, after, moved) {
  before.channels.forEach((c, i) => {
    if (i !== moved && c.locked && after.channels[i].value !== c.value) throw new Error(`lock of ${c.channel} broken`);
  });
}

/** A drag: some moves out, counted from the snapshot, and the way back. */
function drag(plan) {
  const index = upTo(plan.channels.length + 1) - 1; // -1: the total
  const move = index < 0 ? (x) => withTotal(plan, x) : (x) => withValue(plan, index, x);
  const start = index < 0 ? plan.total : plan.channels[index].value;
  let last = plan;
  const steps = 1 + upTo(4);
  for (let k = 0; k < steps; k++) {
    last = move(upTo(2 * plan.total + 1_000_000) - 500_000);
    check(last, index < 0 ? 'total' : 'value');
    locksHeld(plan, last, -1);
    if (index >= 0 && last.total !== plan.total) throw new Error('a channel moved the total');
    const { low, high } = index < 0 ? { low: reach(plan.channels).least, high: reach(plan.channels).most } : range(plan, index);
    const at = index < 0 ? last.total : last.channels[index].value;
    if (at < low || at > high) throw new Error(`${at} is out of the range ${low}..${high}`);
    seen[index < 0 ? 'total' : 'value']++;
  }
  if (JSON.stringify(move(start)) !== JSON.stringify(plan)) throw new Error('the way back did not restore the plan');
  seen.restored++;
  return random() < 0.5 ? plan : last;
}

let plan = randomPlan();
check(plan, 'first plan');
const moves = Number(process.argv[3]);
for (let done = 0; done < moves; ) {
  const kind = random();
  const index = upTo(plan.channels.length);
  if (kind < 0.02) plan = randomPlan();
  else if (kind < 0.12) {
    plan = withLock(plan, index, !plan.channels[index].locked);
    seen.lock++;
    done++;
    if (!plan.channels[index].locked) plan = makePlan(plan.channels, plan.total);
  } else if (kind < 0.2) {
    const before = plan;
    const mid = plan.channels[index].value;
    plan = withLimits(plan, index, random() < 0.5 ? null : upTo(mid * 1.5 + 1), random() < 0.5 ? null : upTo(mid * 2 + 1));
    locksHeld(before, plan, index);
    seen.limits++;
    done++;
  } else {
    const before = seen.total + seen.value;
    plan = drag(plan);
    done += seen.total + seen.value - before;
  }
  check(plan, 'after a move');
}
console.log(JSON.stringify(seen));
