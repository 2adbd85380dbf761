/** Which station of the commune says a bulletin: its name is heard in the place of the commune's. */
import { AreaId, ClusterGroupId } from '@loaso/shared/ids';
import { expect } from 'chai';
import { importing, official, openRoom, type Room } from '../../../support/content-room.js';
import { codeOf, given } from '../../../support/people.js';
import { QUY_NHON } from '../../../support/store.js';

const OWN = ClusterGroupId.parse('g-phu');
const FOREIGN = ClusterGroupId.parse('g-xa');

describe('a bulletin of one station', () => {
  let room: Room;
  before(async () => {
    room = await openRoom();
    const stationName = 'Đài truyền thanh xã Phù Mỹ';
    given(await room.content.changeSettings(official, QUY_NHON, { stationName }));
    for (const [id, areaId] of [
      [OWN, QUY_NHON],
      [FOREIGN, AreaId.parse('21607')],
    ] as const) {
      const group = { id, areaId, name: 'Đài cũ', deviceIds: [], changedAt: 1 };
      await room.store.schedule.putClusterGroup({ ...group, stationName: 'phường Nhơn Phú' });
    }
  });
  after(() => room.close());

  const asked = (change: object) => room.content.importText(official, importing(change));
  const heard = async (change: object): Promise<string> =>
    given(await asked(change))
      .script.sentences.map(({ spoken }) => spoken)
      .join(' ');

  it('says the name of that station, at the beginning and at the end', async () => {
    const own = await heard({ stationId: OWN });
    expect(own).to.include('đài truyền thanh phường nhơn phú.').and.not.include('phù mỹ');
    expect(own).to.include('lắng nghe đài truyền thanh phường nhơn phú');
  });

  it('says the name of the commune where no station is chosen', async () => {
    expect(await heard({})).to.include('đài truyền thanh xã phù mỹ.');
  });

  it('is not in the name of a station of elsewhere, nor of one that was given up', async () => {
    expect(codeOf(await asked({ stationId: FOREIGN }))).to.equal('not-found');
    await room.store.schedule.removeClusterGroup(OWN, 2);
    expect(codeOf(await asked({ stationId: OWN }))).to.equal('not-found');
  });
});
