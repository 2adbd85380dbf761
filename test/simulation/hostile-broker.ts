/**
 * Hostile broker — broker thù địch.
 *
 * Has every message that ever passed and may bring any of them to anybody, cut, bent, or under another
 * topic; it has no key. Whatever a box takes from here that the server did not mean for it now is a
 * broken promise.
 */
import { type Sealed, seal } from '@loaso/shared/trust/sealed';
import type { Plan } from '@loaso/shared/wire/plan';
import type { TopicName } from '@loaso/shared/wire/topics';
import type { Box } from './box.js';
import type { Chance } from './chance.js';
import type { Server } from './server.js';
import { symbolicKey } from './symbolic-keys.js';

type Attack = (box: Box, other: Box) => void;

export class HostileBroker {
  readonly #chance: Chance;
  readonly #server: Server;
  readonly #attacks: readonly Attack[];

  constructor(chance: Chance, server: Server) {
    this.#chance = chance;
    this.#server = server;
    this.#attacks = [
      this.#replayPlan,
      this.#replayPlan,
      this.#mixBoxes,
      this.#forge,
      this.#forgeWithOwnKey,
      this.#flip,
      this.#cut,
      this.#wrongTopic,
      this.#garbage,
    ];
  }

  attack(box: Box, other: Box): void {
    this.#chance.pick(this.#attacks)(box, other);
  }

  #pastOf(box: Box): string {
    const { past } = this.#server.heldOf(box.id);
    return past.length === 0 ? '{}' : this.#chance.pick(past);
  }

  readonly #replayPlan = (box: Box): void => box.hear('plan', this.#pastOf(box));

  readonly #mixBoxes = (box: Box, other: Box): void => {
    if (box === other) return;
    box.hear('plan', this.#pastOf(other));
    const [envelope = ''] = this.#server.heldOf(other.id).sealedEnvelopes;
    box.hear('envelope', envelope);
  };

  /** The newest plan with a higher number and everything at a quarter past three, old signature. */
  readonly #forge = (box: Box): void => {
    const sealed = this.#bent(box);
    if (sealed !== null) box.hear('plan', JSON.stringify(sealed));
  };

  readonly #forgeWithOwnKey = (box: Box): void => {
    const body = this.#bent(box)?.body;
    const kid = this.#chance.pick(['plan-1', 'plan-2']);
    const { key } = symbolicKey('intruder', 'plan');
    const { sign } = symbolicKey('intruder', 'plan').sign;
    if (body !== undefined) box.hear('plan', seal('plan', body, [{ kid, sign }]));
    if (body !== undefined) box.hear('plan', seal('plan', body, [{ kid: key.kid, sign }]));
  };

  #bent(box: Box): Sealed | null {
    const raw = this.#server.heldOf(box.id).sealedPlan;
    if (raw === null) return null;
    const sealed = JSON.parse(raw) as Sealed;
    const plan = JSON.parse(sealed.body) as Plan;
    const items = plan.items.map((item) => ({ ...item, startAt: item.startAt + 600_000 }));
    return { ...sealed, body: JSON.stringify({ ...plan, num: plan.num + 1, items }) };
  }

  readonly #flip = (box: Box): void => {
    const raw = this.#pastOf(box);
    const at = this.#chance.whole(0, raw.length - 1);
    const flipped = String.fromCharCode(raw.charCodeAt(at) ^ (1 << this.#chance.whole(0, 6)));
    box.hear('plan', raw.slice(0, at) + flipped + raw.slice(at + 1));
  };

  readonly #cut = (box: Box): void => {
    const raw = this.#pastOf(box);
    box.hear('plan', raw.slice(0, this.#chance.whole(0, raw.length)));
  };

  readonly #wrongTopic = (box: Box): void => {
    const names: TopicName[] = [
      'envelope',
      'receipt',
      'time',
      'stop',
      'command',
      'root',
      'records',
    ];
    box.hear(this.#chance.pick(names), this.#pastOf(box));
  };

  readonly #garbage = (box: Box): void => {
    const texts = ['', '{}', '[]', 'null', '{"v":1}', '\u0000', '"', '{"v":1,"type":"plan"}'];
    box.hear(
      this.#chance.pick(['plan', 'receipt', 'time', 'urgent'] as const),
      this.#chance.pick(texts),
    );
  };
}
