/**
 * A box that only keeps plans — cụm chỉ giữ kế hoạch.
 *
 * Enrols like any box, connects to the real broker, and judges what comes by the box's own rule of
 * acceptance under the real keys. Remembers every plan it ever took and every one it refused: that is
 * what the database is compared with. It plays nothing.
 */
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { Instant } from '@loaso/shared/time';
import { acceptPlan } from '@loaso/shared/trust/accept';
import { type SealedType, seal } from '@loaso/shared/trust/sealed';
import type { Ack } from '@loaso/shared/wire/ack';
import type { Ask } from '@loaso/shared/wire/ask';
import { EnrolReply } from '@loaso/shared/wire/enrol';
import type { Plan, PlanMark } from '@loaso/shared/wire/plan';
import { downFilterOf, type TopicName, topicOf } from '@loaso/shared/wire/topics';
import mqtt, { type MqttClient } from 'mqtt';
import { createVerify } from '#edge-agent/adapters/keys';
import { call, type Session } from '../../../deploy/demo/client.js';

const RECONNECT_MS = 100;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export class PlanBox {
  readonly id: EnrolReply['dev'];
  readonly areaId: EnrolReply['area'];
  /** Every plan it ever took, oldest first. */
  readonly taken: PlanMark[] = [];
  /** Codes of what it would not take. */
  readonly refused: string[] = [];
  plan: Plan | null = null;
  readonly #identity: EnrolReply;
  readonly #sign: (text: string) => string;
  readonly #crypto = { verify: createVerify(), sha256 };
  readonly #bootId = randomUUID();
  readonly #client: MqttClient;
  #counter = 0;

  constructor(identity: EnrolReply, signText: (text: string) => string) {
    this.id = identity.dev;
    this.areaId = identity.area;
    this.#identity = identity;
    this.#sign = signText;
    this.#client = mqtt.connect(identity.brokerUrl, {
      protocolVersion: 4,
      clientId: identity.dev,
      username: identity.dev,
      password: identity.secret,
      clean: false,
      reconnectPeriod: RECONNECT_MS,
      connectTimeout: 2_000,
    });
    this.#client.on('error', () => undefined); // The server is killed again and again.
    this.#client.on('connect', () => void this.#arrive());
    this.#client.on('message', (topic, payload) => {
      if (topic === topicOf(this.id, 'plan')) this.#take(payload.toString());
    });
  }

  get held(): PlanMark | null {
    return this.taken.at(-1) ?? null;
  }

  async #arrive(): Promise<void> {
    const granted = await this.#client
      .subscribeAsync(downFilterOf(this.id), { qos: 1 })
      .catch(() => null);
    if (granted === null) return;
    const ask: Ask = {
      v: 1,
      dev: this.id,
      at: Date.now() as Instant,
      bootId: this.#bootId,
      want: ['plan'],
      have: this.held,
      envelopeNum: 1,
      agentVersion: '0.1.0',
    };
    this.#say('ask', ask);
  }

  #say(name: TopicName, body: Ask | Ack): void {
    const text = seal(name as SealedType, JSON.stringify(body), [
      { kid: this.id, sign: this.#sign },
    ]);
    this.#client.publish(topicOf(this.id, name), text, { qos: 1 }, () => undefined);
  }

  #take(raw: string): void {
    const { root, area } = this.#identity;
    const now = Date.now() as Instant;
    const context = { dev: this.id, area, root, stored: this.held, now, clockTrusted: true };
    const judged = acceptPlan(raw, context, this.#crypto);
    if (judged.ok && judged.value.outcome === 'accepted') {
      this.taken.push(judged.value.mark);
      this.plan = judged.value.plan;
    }
    if (!judged.ok) this.refused.push(`${judged.error.code}: ${judged.error.detail}`);
    this.#counter += 1;
    const ack: Ack = {
      v: 1,
      dev: this.id,
      at: now,
      what: 'plan',
      outcome: judged.ok ? judged.value.outcome : 'refused',
      plan: this.held,
      envelopeNum: 1,
      counter: this.#counter,
      ...(judged.ok ? {} : { code: judged.error.code }),
    };
    this.#say('ack', ack);
  }

  async close(): Promise<void> {
    await this.#client.endAsync(true);
  }
}

/** Registers a box of this name and enrols it over HTTP, with a key of its own. */
export async function newPlanBox(
  technician: Session,
  { id, areaId }: { readonly id: string; readonly areaId: string },
): Promise<PlanBox> {
  await call(technician, 'POST', '/api/devices', { id, name: `Cụm ${id}`, areaId });
  const path = `/api/devices/${id}/enrolment-code`;
  const { code } = await call<{ code: string }>(technician, 'POST', path, {});
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const response = await fetch(`${technician.url}/api/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      v: 1,
      code,
      publicKey: publicKey.export({ format: 'jwk' }).x,
      agentVersion: '0.1.0',
    }),
  });
  if (!response.ok) throw new Error(`${id} was not enrolled: ${await response.text()}`);
  const identity = EnrolReply.parse(await response.json());
  const signText = (text: string): string =>
    sign(null, Buffer.from(text), privateKey).toString('base64url');
  return new PlanBox(identity, signText);
}
