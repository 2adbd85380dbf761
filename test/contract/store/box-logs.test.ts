/**
 * What every store keeps of the logs of boxes — hợp đồng của kho dữ liệu: nhật ký lấy từ cụm.
 */
import { DeviceId } from '@loaso/shared/ids';
import { expect } from 'chai';
import type { Store } from '#server/ports/store';
import { DATABASES, openStore } from './databases.js';
import { T0 } from './samples.js';

const BOX = DeviceId.parse('loa-quy-nhon-01');
const OTHER = DeviceId.parse('loa-quy-nhon-02');
const log = (commandId: string, at: number, deviceId = BOX) => ({
  commandId,
  deviceId,
  at,
  gzip: Uint8Array.of(0x1f, 0x8b, 0, 255),
});

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, of logs of boxes`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
    });
    afterEach(() => store.stop());

    it('gives back the bytes that came, to that box alone', async () => {
      await store.boxLogs.putBoxLog(log('cmd-0001', T0), 3);
      const found = await store.boxLogs.boxLog(BOX, 'cmd-0001');
      expect([...(found?.gzip ?? [])]).to.deep.equal([0x1f, 0x8b, 0, 255]);
      expect(await store.boxLogs.boxLog(OTHER, 'cmd-0001')).to.equal(null);
      expect(await store.boxLogs.boxLog(BOX, 'cmd-0002')).to.equal(null);
    });

    it('keeps the last three of each box, each once', async () => {
      await store.boxLogs.putBoxLog(log('cmd-other', T0, OTHER), 3);
      for (const index of [1, 2, 2, 3, 4]) {
        await store.boxLogs.putBoxLog(log(`cmd-000${index}`, T0 + index), 3);
      }
      expect(await store.boxLogs.boxLogsOf(BOX)).to.deep.equal([
        'cmd-0004',
        'cmd-0003',
        'cmd-0002',
      ]);
      expect(await store.boxLogs.boxLogsOf(OTHER)).to.deep.equal(['cmd-other']);
    });

    it('forgets what is too old', async () => {
      await store.boxLogs.putBoxLog(log('cmd-0001', T0), 3);
      await store.boxLogs.putBoxLog(log('cmd-0002', T0 + 5), 3);
      expect(await store.boxLogs.sweepBoxLogs(T0 + 5)).to.equal(1);
      expect(await store.boxLogs.boxLogsOf(BOX)).to.deep.equal(['cmd-0002']);
    });
  });
}
