/** What a reading would change, told before anything is changed. */
import { AreaId, type BulletinId } from '@loaso/shared/ids';
import { NewLexiconEntry } from '@loaso/shared/wire/http/lexicon';
import { expect } from 'chai';
import { approved, official, openRoom, type Room } from '../../../support/content-room.js';
import { codeOf, given } from '../../../support/people.js';
import { QUY_NHON } from '../../../support/store.js';

const FESTIVAL = 'THÔNG BÁO\nMời bà con làng Kon Jang đến nhà rông lúc 7 giờ.';
const OTHER = 'THÔNG BÁO\nMời bà con đến trạm y tế lúc 7 giờ.';

const reading = (written: string, spoken: string) =>
  NewLexiconEntry.parse({ areaId: QUY_NHON, written, spoken });

const spokenOf = async (room: Room, id: BulletinId): Promise<string> => {
  const { script } = given(await room.content.bulletin(official, id));
  return script.sentences.map(({ spoken }) => spoken).join(' ');
};

describe('a reading tried out', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  it('tells beforehand what a reading would return and how it would read, and changes nothing', async () => {
    const changed = await approved(room, { text: FESTIVAL });
    await approved(room, { text: OTHER });
    const before = given(await room.content.bulletin(official, changed.id));
    const wanted = reading('Kon Jang', 'Công Giang');

    const { bulletins } = given(await room.content.previewReading(official, wanted));

    expect(bulletins).to.have.lengthOf(1);
    expect(bulletins[0]).to.include({
      id: changed.id,
      title: changed.title,
      wasApproved: true,
      changed: 1,
    });
    const [sentence] = bulletins[0]?.sentences ?? [];
    expect(sentence?.before).to.include('làng con giang đến');
    expect(sentence?.after).to.include('làng công giang đến');
    expect(given(await room.content.bulletin(official, changed.id))).to.deep.equal(before);
    expect(given(await room.content.lexicon(official)).entries).to.deep.equal([]);

    // What was told is what then happens; once in force, the same words would change nothing more.
    const added = given(await room.content.addReading(official, wanted));
    expect(added.returned.map(({ id }) => id)).to.deep.equal(bulletins.map(({ id }) => id));
    expect(await spokenOf(room, changed.id)).to.include(sentence?.after ?? 'nothing');
    const again = given(await room.content.previewReading(official, wanted));
    expect(again.bulletins).to.deep.equal([]);
    const elsewhere = await room.content.previewReading(official, {
      ...wanted,
      areaId: AreaId.parse('21553'),
    });
    expect(codeOf(elsewhere)).to.equal('not-found');
  });
});
