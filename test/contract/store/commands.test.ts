/**
 * What every store keeps of orders to boxes — hợp đồng của kho dữ liệu: lệnh và kết quả.
 */
import { DeviceId } from '@loaso/shared/ids';
import type { Ack } from '@loaso/shared/wire/ack';
import type { CommandResult } from '@loaso/shared/wire/result';
import { expect } from 'chai';
import type { Store } from '#server/ports/store';
import { DATABASES, openStore } from './databases.js';
import { T0 } from './samples.js';

const BOX = DeviceId.parse('loa-quy-nhon-01');
const OTHER = DeviceId.parse('loa-quy-nhon-02');
const sent = (id: string, at: number, deviceId = BOX) => ({
  id,
  deviceId,
  kind: 'test-chime' as const,
  by: 'kythuat',
  sentAt: at,
  expiresAt: at + 120_000,
});
const NOTHING = { ack: null, ackedAt: null, result: null, resultAt: null };
const ackOf = (commandId: string, dev = BOX): Ack & { commandId: string } => ({
  v: 1,
  dev,
  at: T0 as never,
  what: 'command',
  outcome: 'accepted',
  plan: null,
  envelopeNum: 1,
  counter: 7,
  commandId,
});
const resultOf = (commandId: string, code: string): CommandResult => ({
  v: 1,
  dev: BOX,
  at: T0 as never,
  commandId,
  kind: 'refused',
  code,
  detail: '',
});

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, of orders to boxes`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
    });
    afterEach(() => store.stop());

    it('gives the orders of one box, the newest first', async () => {
      await store.commands.addCommand(sent('cmd-0001', T0));
      await store.commands.addCommand(sent('cmd-0002', T0 + 5));
      await store.commands.addCommand(sent('cmd-0003', T0 + 9, OTHER));
      expect(await store.commands.commandsOf(BOX, 9)).to.deep.equal([
        { ...sent('cmd-0002', T0 + 5), ...NOTHING },
        { ...sent('cmd-0001', T0), ...NOTHING },
      ]);
      expect(await store.commands.commandsOf(BOX, 1)).to.have.length(1);
    });

    it('keeps the first answer and the first result of each', async () => {
      await store.commands.addCommand(sent('cmd-0001', T0));
      const late = { ...ackOf('cmd-0001'), outcome: 'refused' as const };
      expect([
        await store.commands.putCommandAck(ackOf('cmd-0001'), T0 + 1),
        await store.commands.putCommandAck(late, T0 + 2),
        await store.commands.putCommandResult(resultOf('cmd-0001', 'busy'), T0 + 3),
        await store.commands.putCommandResult(resultOf('cmd-0001', 'stopped'), T0 + 4),
      ]).to.deep.equal([true, false, true, false]);
      const [command] = await store.commands.commandsOf(BOX, 1);
      expect(command).to.deep.equal({
        ...sent('cmd-0001', T0),
        ack: ackOf('cmd-0001'),
        ackedAt: T0 + 1,
        result: resultOf('cmd-0001', 'busy'),
        resultAt: T0 + 3,
      });
    });

    it('takes no answer of another box, nor to an order that nobody gave', async () => {
      await store.commands.addCommand(sent('cmd-0003', T0, OTHER));
      expect([
        await store.commands.putCommandAck(ackOf('cmd-0003'), T0),
        await store.commands.putCommandResult(resultOf('cmd-0003', 'busy'), T0),
        await store.commands.putCommandAck(ackOf('cmd-none'), T0),
      ]).to.deep.equal([false, false, false]);
    });

    it('forgets what is old', async () => {
      await store.commands.addCommand(sent('cmd-0001', T0));
      await store.commands.addCommand(sent('cmd-0002', T0 + 5));
      expect(await store.commands.sweepCommands(T0 + 5)).to.equal(1);
      const left = await store.commands.commandsOf(BOX, 9);
      expect(left.map(({ id }) => id)).to.deep.equal(['cmd-0002']);
    });
  });
}
