/**
 * Lease of this server — quyền ký của máy chủ này.
 *
 * Taken once, at the start, and shown again at each reconnect, so that a lost connection or a signer
 * that was started anew gives the pen to nobody else. Lost once, it stays lost: a server that was
 * replaced must not take the pen back by itself.
 */
import { randomBytes } from 'node:crypto';
import type { Lease } from '../../ports/fleet.js';
import type { Log } from '../../ports/system.js';
import type { Asked, SignerWire } from './wire.js';

export type LeaseKeeper = Lease & {
  /** Before anything else is asked over a new connection. */
  introduce(wire: SignerWire): Promise<void>;
  /** Shows it again, so that an idle server learns too that it was replaced. */
  show(wire: SignerWire): Promise<void>;
  /** Hears every answer: any of them may say that another server has taken over. */
  heard(asked: Asked): Asked;
};

const ASK_MS = 5_000;

export function createLease(log: Log): LeaseKeeper {
  const instance = randomBytes(12).toString('base64url');
  const state: { epoch: number | null; lost: boolean } = { epoch: null, lost: false };
  const heard = (asked: Asked): Asked => {
    if (!asked.ok && asked.error.code === 'signer-fenced' && !state.lost) {
      state.lost = true;
      log.error('signer.fenced', { epoch: state.epoch, detail: asked.error.detail });
    }
    return asked;
  };
  const ask = async (wire: SignerWire): Promise<Asked> => {
    const { epoch } = state;
    return heard(await wire.ask((id) => [{ op: 'lease', id, instance, epoch }], ASK_MS));
  };
  return {
    epoch: () => state.epoch,
    lost: () => state.lost,
    heard,
    async show(wire) {
      if (state.epoch !== null) await ask(wire);
    },
    async introduce(wire) {
      const { epoch } = state;
      const asked = await ask(wire);
      if (asked.ok) {
        if (epoch === null) log.info('signer.leased', { epoch: asked.value.epoch });
        state.epoch = asked.value.epoch;
      } else if (!asked.ok && asked.error.code !== 'signer-fenced') {
        // Unanswered: the connection is worth nothing, the next one tries again.
        wire.close();
      }
    },
  };
}
