/**
 * Under fire — tiến trình bị giết rồi được bật lại, theo một hạt giống.
 *
 * Ends programs by `kill -9` at drawn moments of a span and starts each again after a drawn while,
 * also while others are down. Knows nothing of what the programs do.
 */
import { setTimeout as sleep } from 'node:timers/promises';

export type Target = {
  readonly kind: string;
  kill(): Promise<void>;
  start(): Promise<void> | void;
};

export type Fire = {
  readonly kills: number;
  readonly spanMs: number;
  /** A kind is named as often as it is to be hit. */
  readonly kinds: readonly string[];
  /** Longest time that a program stays down, milliseconds. */
  readonly downMsMax: number;
  readonly draw: (below: number) => number;
};

type Told = (done: number) => void;

/** @returns how often each kind was hit, once all targets are up again */
export async function openFire(
  targets: readonly Target[],
  fire: Fire,
  told: Told,
): Promise<Record<string, number>> {
  const { kills, spanMs, kinds, draw } = fire;
  const down = new Set<Target>();
  const comingBack: Promise<void>[] = [];
  const hit: Record<string, number> = {};
  const startedAt = performance.now();
  const moments = Array.from({ length: kills }, () => draw(spanMs)).sort((a, b) => a - b);
  for (const [index, moment] of moments.entries()) {
    await sleep(Math.max(0, startedAt + moment - performance.now()));
    const target = await pick(targets, { down, draw, kind: kinds[draw(kinds.length)] ?? '' });
    down.add(target);
    hit[target.kind] = (hit[target.kind] ?? 0) + 1;
    comingBack.push(
      fall(target, draw(fire.downMsMax)).finally(() => {
        down.delete(target);
      }),
    );
    told(index + 1);
  }
  await Promise.all(comingBack);
  return hit;
}

async function fall(target: Target, downMs: number): Promise<void> {
  await target.kill();
  await sleep(downMs);
  await target.start();
}

type Choice = {
  readonly down: ReadonlySet<Target>;
  readonly draw: (below: number) => number;
  readonly kind: string;
};

/** One of the wished kind that is up; any that is up where there is none; waits where none is. */
async function pick(targets: readonly Target[], { down, draw, kind }: Choice): Promise<Target> {
  for (;;) {
    const up = targets.filter((target) => !down.has(target));
    const wished = up.filter((target) => target.kind === kind);
    const among = wished.length > 0 ? wished : up;
    const target = among[draw(Math.max(1, among.length))];
    if (target !== undefined) return target;
    await sleep(50);
  }
}
