/**
 * A betrayed box — cụm bị máy môi giới phản bội.
 *
 * A real agent whose broker and audio server are in foreign hands, and the flood of damaged messages
 * that it is sent over real MQTT: each must be answered, and none taken.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SealedType, type Sign, seal } from '@loaso/shared/trust/sealed';
import { EnrolReply } from '@loaso/shared/wire/enrol';
import type { Plan } from '@loaso/shared/wire/plan';
import { DOWNLOAD_LIMITS } from '#edge-agent/adapters/http/downloader';
import { loadConfig } from '#edge-agent/config';
import { type Agent, startAgent } from '#edge-agent/main';
import { openKeyRing } from '#server/signer/keys';
import type { Box } from '../../../deploy/demo/boxes.js';
import { until } from '../../../deploy/demo/client.js';
import {
  type AudioGate,
  type HostileBroker,
  openAudioGate,
  openHostileBroker,
} from './hostile-broker.js';
import { storedPlan } from './ledger.js';
import { mutate } from './mutations.js';
import type { World } from './world.js';

/** Nothing of this is to be judged by a full bucket: the messages themselves are the question. */
const WIDE = {
  retryMinMs: 1_000,
  retryMaxMs: 60_000,
  keepaliveS: 45,
  subscribeWithinMs: 5_000,
  perSecond: 100_000,
  burst: 100_000,
  queueMax: 100_000,
  messageBytesMax: 600_000,
};
/** Messages on their way to the box at once. */
const AT_ONCE = 1_000;

export type BetrayedBox = {
  readonly hostile: HostileBroker;
  readonly gate: AudioGate;
  readonly agent: Agent;
};

/** The box's broker and audio server are no longer ours; its agent starts. */
export async function betray(box: Box): Promise<BetrayedBox> {
  const path = join(box.stateDir, 'identity.json');
  const identity = EnrolReply.parse(JSON.parse(readFileSync(path, 'utf8')));
  const hostile = await openHostileBroker(identity);
  const gate = await openAudioGate(identity.audioBaseUrl);
  const turned = { ...identity, brokerUrl: hostile.url, audioBaseUrl: gate.baseUrl };
  writeFileSync(path, JSON.stringify(turned));
  const flags = { state: box.stateDir, output: 'file', outputFile: box.soundDir };
  const config = loadConfig(flags, { LOASO_AGENT_LOG_LEVEL: 'silent' });
  const agent = await startAgent(config, () => undefined, {
    link: WIDE,
    download: DOWNLOAD_LIMITS,
    core: {},
  });
  return { hostile, gate, agent };
}

export const captured = ({ down }: HostileBroker, name: string, index: number): string => {
  const found = down.filter((one) => one.name === name).at(index);
  if (found === undefined) throw new Error(`the server has sent no ${name}`);
  return found.raw;
};

/** The plan in force with one airing more, right now, sealed by whoever. */
export function evilPlan(
  hostile: HostileBroker,
  change: Partial<Plan>,
  signer: Sign,
  type: SealedType = 'plan',
): string {
  const { body } = JSON.parse(captured(hostile, 'plan', -1)) as { body: string };
  const plan = JSON.parse(body) as Plan;
  const [first] = plan.items;
  if (first === undefined) throw new Error('the plan in force is empty');
  const item = { ...first, entryId: 'evil', startAt: Date.now() + 1_500 };
  const forged = { ...plan, items: [item, ...plan.items], ...change };
  return seal(type, JSON.stringify(forged), [signer]);
}

/** Messages that were or would be right, to be damaged. */
export function basesOf(world: World, { hostile, agent }: BetrayedBox, other: Box): string[] {
  const keys = openKeyRing(join(world.server.dataDir, 'signer'));
  const next = (agent.shell.state().durable.mark?.num ?? 0) + 1;
  return [
    captured(hostile, 'plan', -1),
    captured(hostile, 'plan', 0),
    storedPlan(world, other),
    // Signed and withheld: damaged, it must not become another plan.
    evilPlan(hostile, { num: next }, keys.signerOf('plan')),
  ];
}

export type FloodResult = {
  readonly answered: number;
  readonly accepted: number;
  /** The box holds the very plan and envelope that it held before. */
  readonly kept: boolean;
};

/** Sends `count` damaged messages and waits for the answer to each; acks do not reach the server. */
export async function flood(
  { hostile, agent }: BetrayedBox,
  bases: readonly string[],
  { count, draw }: { readonly count: number; readonly draw: (below: number) => number },
  told: (done: number) => void = () => undefined,
): Promise<FloodResult> {
  const held = (): string => {
    const { mark, envelopeNum } = agent.shell.state().durable;
    return JSON.stringify([mark, envelopeNum]);
  };
  const before = held();
  hostile.passAcks = false;
  let [answered, accepted] = [0, 0];
  for (let sent = 0; sent < count; ) {
    forgetAcks(hostile);
    const portion = Math.min(AT_ONCE, count - sent);
    for (let index = 0; index < portion; index += 1) {
      const base = bases[draw(bases.length)] ?? '';
      hostile.say(draw(10) === 0 ? 'envelope' : 'plan', mutate(base, draw));
      if (index % 50 === 49) await new Promise((resolve) => setImmediate(resolve));
    }
    sent += portion;
    const acks = () => hostile.up.filter(({ name }) => name === 'ack');
    await until('an answer to each', { everyMs: 20, limitMs: 60_000 }, () =>
      Promise.resolve(acks().length >= portion ? true : null),
    );
    answered += acks().length;
    accepted += acks().filter(({ body }) => isAccepted(body)).length;
    told(sent);
  }
  hostile.passAcks = true;
  return { answered, accepted, kept: held() === before };
}

/** A hundred thousand answers would fill the memory; the few status messages are wanted later. */
function forgetAcks({ up }: HostileBroker): void {
  up.splice(0, up.length, ...up.filter(({ name }) => name !== 'ack'));
}

const isAccepted = (body: unknown): boolean => (body as { outcome: string }).outcome === 'accepted';
