/**
 * A crew of the virtual fleet — một tiến trình chạy nhiều cụm loa thật.
 *
 * Whole agents, as on a pole, but for the sound card: time passes, nothing sounds, and their records say
 * so. Does what its parent says, ends with it, and leaves Ctrl-C to it.
 */
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import { createSilence } from '#edge-agent/adapters/output/silence';
import { loadConfig } from '#edge-agent/config';
import { type Agent, LIMITS, startAgent } from '#edge-agent/main';
import type { Figures } from './figures.js';

export type CrewOrder =
  | { readonly do: 'start'; readonly folders: readonly string[]; readonly everyMs: number }
  | { readonly do: 'count' | 'stop' };
export type CrewWord = Omit<Figures, 'errors'>;

type Box = { readonly agent: Agent; counted: number };
type Outcome = PlayRecord['outcome'];

const boxes: Box[] = [];
const outcomes: Record<Outcome, number> = { completed: 0, interrupted: 0, missed: 0 };
/** Of all its boxes together: no decoder for each of them at the same instant. */
const silence = createSilence('ffmpeg');
let stopping = false;

/** The defaults of a box, nothing of this machine's clock services, warnings and errors told. */
const settingsOf = (folder: string) =>
  loadConfig(
    { state: folder, output: 'silent' },
    { LOASO_AGENT_NTP: 'no', LOASO_AGENT_RTC: 'no', LOASO_AGENT_LOG_LEVEL: 'warn' },
  );

async function start(folders: readonly string[], everyMs: number): Promise<void> {
  for (const folder of folders) {
    if (stopping) return;
    const restart = (): void => void process.stdout.write('{"event":"restart"}\n');
    const agent = await startAgent(settingsOf(folder), restart, { ...LIMITS, silence });
    boxes.push({ agent, counted: agent.shell.state().durable.nextSeq - 1 });
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** What has been recorded since the last look; asked often enough that nothing is forgotten between. */
function look(box: Box): void {
  const { records } = box.agent.shell.state().durable;
  for (const { seq, outcome } of records) {
    if (seq <= box.counted) continue;
    outcomes[outcome] += 1;
    box.counted = seq;
  }
}

function count(): CrewWord {
  for (const box of boxes) look(box);
  const states = boxes.map(({ agent }) => agent.shell.state());
  return {
    ...outcomes,
    connected: states.filter(({ linkUp }) => linkUp).length,
    plans: states.filter(({ durable }) => durable.plan !== null).length,
    unconfirmed: states.reduce(
      (sum, { durable }) => sum + durable.nextSeq - 1 - durable.receiptedSeq,
      0,
    ),
    memoryMb: process.memoryUsage.rss() / 2 ** 20,
  };
}

/** What sounds ends with its record. @returns as things stood before the farewell */
async function stop(): Promise<CrewWord> {
  stopping = true;
  const last = count();
  await Promise.all(boxes.map(({ agent }) => agent.stop('the fleet ends')));
  return last;
}

async function obey(order: CrewOrder): Promise<CrewWord> {
  if (order.do === 'stop') return await stop();
  if (order.do === 'start') await start(order.folders, order.everyMs);
  return count();
}

process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('message', (order: CrewOrder) => {
  obey(order).then(
    (word) => process.send?.({ of: order.do, word }),
    (cause: unknown) => {
      process.stderr.write(`${String(cause)}\n`);
      process.exit(1);
    },
  );
});
