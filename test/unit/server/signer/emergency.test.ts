/** What the signer asks for before it signs an urgent message, with a clock that a test moves. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AreaId } from '@loaso/shared/ids';
import { expect } from 'chai';
import { type Phone, phoneOf } from '../../../support/factors.js';
import { AREA, boxId, sha } from '../../../support/plans.js';
import { SignerRoom } from '../../../support/signer-room.js';
import { bodiesFor, orderOf } from '../../../support/urgents.js';

const OTHER = AreaId.parse('21556');

const HERE: [ReturnType<typeof boxId>, AreaId][] = [
  [boxId(1), AREA],
  [boxId(2), AreaId.parse(`${AREA}-03`)],
];

describe('the desk for emergencies', () => {
  let room: SignerRoom;
  beforeEach(() => {
    room = new SignerRoom();
  });
  afterEach(() => room.close());

  it('signs a prepared message for one commune after one person and one code', () => {
    room.prepare('clip');
    const phone = room.enrol('lan', [AREA]);
    const message = room.message('urgent-1');
    expect(room.openOrder(orderOf(message), 'lan', phone)).to.equal('done');
    expect(room.sign('urgent-1', bodiesFor(message, HERE))).to.equal('signed');
    // A box that was away is served later from the same order.
    room.at += 30_000;
    const later = bodiesFor({ ...message, iat: room.at }, [[boxId(3), AREA]]);
    expect(room.sign('urgent-1', later)).to.equal('signed');
  });

  it('does not sign on path A what nobody approved before', () => {
    const phone = room.enrol('lan', [AREA]);
    const message = room.message('urgent-1');
    expect(room.openOrder(orderOf(message), 'lan', phone)).to.equal('done');
    expect(room.sign('urgent-1', bodiesFor(message, HERE))).to.match(/not prepared/);
  });

  it('waits for a second, other person on path B, half an hour at most', () => {
    const [lan, minh] = [room.enrol('lan'), room.enrol('minh')];
    const message = room.message('urgent-1');
    const order = orderOf(message, 'B', { communes: [AREA, OTHER] });
    const second = (user: string, phone: Phone): string =>
      room.ask({ op: 'urgent-second', urgentId: message.id, user, code: phone.code() });
    expect(room.openOrder(order, 'lan', lan)).to.equal('done');
    expect(room.sign('urgent-1', bodiesFor(message, HERE))).to.match(/no second person/);
    room.at += 31_000;
    expect(second('lan', lan)).to.match(/must be another/);
    const fresh = bodiesFor({ ...message, iat: room.at }, [...HERE, [boxId(4), OTHER]]);
    expect(second('minh', minh)).to.equal('done');
    expect(room.sign('urgent-1', fresh)).to.equal('signed');

    const late = room.message('urgent-2');
    room.at += 31_000;
    expect(room.openOrder(orderOf(late, 'B'), 'lan', lan)).to.equal('done');
    room.at += 30 * 60_000 + 1;
    const answer = room.ask({
      op: 'urgent-second',
      urgentId: late.id,
      user: 'minh',
      code: minh.code(),
    });
    expect(answer).to.match(/lapsed/);
  });

  it('waits a minute on path C, and a veto holds for good', () => {
    const phone = room.enrol('lan');
    const message = room.message('urgent-1');
    expect(room.openOrder(orderOf(message, 'C'), 'lan', phone)).to.equal('done');
    const bodies = () => bodiesFor({ ...message, iat: room.at }, HERE);
    room.at += 59_999;
    expect(room.sign('urgent-1', bodies())).to.match(/minute for a veto/);
    room.at += 1;
    expect(room.sign('urgent-1', bodies())).to.equal('signed');

    const other = room.message('urgent-2');
    expect(room.openOrder(orderOf(other, 'C'), 'lan', phone)).to.equal('done');
    expect(room.ask({ op: 'urgent-veto', urgentId: other.id, user: 'minh' })).to.equal('done');
    room.at += 120_000;
    const late = bodiesFor({ ...other, iat: room.at }, HERE);
    expect(room.sign('urgent-2', late)).to.match(/was ended/);
    expect(room.openOrder(orderOf(other, 'C'), 'lan', phone)).to.match(/known already/);
  });

  it('signs only the content that was confirmed, for boxes of the order, dated now', () => {
    room.prepare('clip', 'other');
    const phone = room.enrol('lan');
    const message = room.message('urgent-1');
    room.openOrder(orderOf(message), 'lan', phone);
    const swaps: [string, object, RegExp][] = [
      [
        'other sound',
        {
          audio: [{ ...message.audio[0], sha256: sha('other') }],
          parts: [{ sha256: sha('other'), offsetMs: 0 }],
        },
        /not the content/,
      ],
      ['more plays', { plays: 4 }, /not the content/],
      ['another title', { title: 'Khác' }, /not the content/],
      ['louder', { gainDb: -1 }, /not the content/],
      ['longer life', { exp: room.at + 5 * 3_600_000 }, /not the content/],
      ['another id', { id: 'urgent-2' }, /another id/],
      ['a drill', { kind: 'drill' }, /kind/],
      ['an unknown field', { extra: 1 }, /nrecognized/],
      ['another day', { iat: room.at - 120_000 }, /not dated now/],
    ];
    for (const [what, change, reason] of swaps) {
      expect(room.sign('urgent-1', bodiesFor({ ...message, ...change }, HERE)), what).to.match(
        reason,
      );
    }
    const strange = bodiesFor(message, [
      [boxId(1), AREA],
      [boxId(4), OTHER],
    ]);
    expect(room.sign('urgent-1', strange)).to.match(/outside the order/);
    const twice = bodiesFor(message, HERE)[0]?.replace(/}$/, `,"area":"${OTHER}"}`) ?? '';
    expect(room.sign('urgent-1', [twice])).to.match(/outside the order/);
    const inside = bodiesFor(message, HERE)[0]?.replace(/}$/, `,"dev":"${boxId(7)}"}`) ?? '';
    const head = bodiesFor(message, HERE)[1]?.replace(/}$/, `,"dev":"${boxId(7)}"}`) ?? '';
    expect(room.sign('urgent-1', [inside, head])).to.equal('signed');
    expect(readFileSync(join(room.dir, 'audit.log'), 'utf8')).to.contain(
      `for ${boxId(7)} ${boxId(7)}`,
    );
    expect(room.sign('urgent-9', bodiesFor(message, HERE))).to.match(/no such order/);
  });

  it('keeps drills and warnings apart', () => {
    room.prepare('clip');
    const phone = room.enrol('lan');
    const message = room.message('urgent-1', { kind: 'drill' as never });
    expect(room.openOrder(orderOf(message, 'A', { drill: true }), 'lan', phone)).to.equal('done');
    expect(room.sign('urgent-1', bodiesFor({ ...message, kind: 'urgent' }, HERE))).to.match(/kind/);
    expect(room.sign('urgent-1', bodiesFor(message, HERE))).to.equal('signed');
  });

  it('never lets one person leave one commune, nor anybody leave their own', () => {
    room.prepare('clip');
    const [lan, minh] = [room.enrol('lan'), room.enrol('minh', [OTHER])];
    const message = room.message('urgent-1');
    for (const path of ['A', 'C'] as const) {
      const wide = orderOf(message, path, { communes: [AREA, OTHER] });
      expect(room.openOrder(wide, 'lan', lan)).to.match(/cap: 2 communes/);
    }
    expect(room.openOrder(orderOf(message), 'minh', minh)).to.match(/may not warn there/);
    room.restart({ urgentCommunesMax: 1 });
    const order = orderOf(message, 'B', { communes: [AREA, OTHER] });
    expect(room.openOrder(order, 'lan', lan)).to.match(/cap/);
  });

  it('lets one person warn some hamlets of one commune, and no box beside them', () => {
    room.prepare('clip');
    const phone = room.enrol('lan', [AREA]);
    const communes = [`${AREA}-02`, `${AREA}-03`].map((id) => AreaId.parse(id));
    const message = room.message('urgent-1');
    expect(room.openOrder(orderOf(message, 'A', { communes }), 'lan', phone)).to.equal('done');
    const [whole, inside] = HERE;
    if (whole === undefined || inside === undefined) throw new Error('two boxes are needed');
    expect(room.sign('urgent-1', bodiesFor(message, [inside]))).to.equal('signed');
    expect(room.sign('urgent-1', bodiesFor(message, [whole]))).to.not.equal('signed');
  });

  it('takes each code once, also after a restart, and makes who guesses wait', () => {
    const phone = room.enrol('lan');
    const code = phone.code();
    const tried = (given: string, id = 'urgent-1') =>
      room.ask({
        op: 'urgent-open',
        order: orderOf(room.message(id), 'B'),
        user: 'lan',
        code: given,
      });
    expect(tried(code)).to.equal('done');
    room.restart();
    expect(tried(code, 'urgent-2')).to.match(/^factor-wrong/);
    expect(tried(phone.code(), 'urgent-2')).to.match(/^factor-wait: next try in 2 s/);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let tries = 0; tries < 4; tries += 1) {
      room.at += 2_001;
      expect(tried(wrong, 'urgent-2')).to.match(/^factor-wrong/);
    }
    room.at += 2_001;
    expect(tried(phone.code(), 'urgent-2')).to.match(/^factor-wait: next try in 28 s/);
    room.at += 30_000;
    expect(tried(phone.code(), 'urgent-2')).to.equal('done');
    expect(room.ask({ op: 'factor-states', users: ['lan', 'minh'] })).to.equal('factors');
  });

  it('replaces a secret only for who has it', () => {
    const phone = room.enrol('lan');
    const begin = (user: string, code?: string) => room.ask({ op: 'factor-begin', user, code });
    expect(begin('lan')).to.match(/^factor-wrong/);
    expect(begin('lan', '000000')).to.match(/^factor-wrong/);
    room.at += 31_000;
    const secret = begin('lan', phone.code());
    expect(secret).to.match(/^[A-Z2-7]{32}$/);
    // Until the new one is confirmed, the old one holds.
    room.at += 31_000;
    expect(room.openOrder(orderOf(room.message('urgent-1'), 'B'), 'lan', phone)).to.equal('done');
    room.at += 31_000;
    const fresh = phoneOf(secret, () => room.at);
    expect(room.ask({ op: 'factor-confirm', user: 'lan', code: fresh.code() })).to.equal('done');
    room.at += 31_000;
    expect(room.openOrder(orderOf(room.message('urgent-2'), 'B'), 'lan', phone)).to.match(
      /^factor-wrong/,
    );
    expect(begin('minh')).to.match(/^factor-uninvited/);
    room.at += 31_000;
    expect(begin('lan', fresh.code())).to.match(/^[A-Z2-7]{32}$/);
  });

  it('signs the stops of many boxes in one breath', () => {
    const stop = (dev: string, change = {}) =>
      JSON.stringify({
        v: 1,
        dev,
        id: 'cmd-12345678',
        iat: room.at,
        nbf: room.at,
        exp: room.at + 60_000,
        why: 'lan stopped urgent-1',
        entryId: 'urgent-1',
        ...change,
      });
    const bodies = [stop(boxId(1)), stop(boxId(2))];
    expect(room.ask({ op: 'stops', bodies })).to.equal('signed');
    const hour = { exp: room.at + 3_600_000 };
    for (const change of [
      { ...hour, entryId: 'e-line' },
      { ...hour, entryId: null },
      { exp: room.at + 6 * 3_600_000 + 1 },
    ]) {
      const spoilt = [stop(boxId(1)), stop(boxId(2), change)];
      expect(room.ask({ op: 'stops', bodies: spoilt })).to.match(/lives over/);
    }
    expect(room.ask({ op: 'stops', bodies: [stop(boxId(1), hour)] })).to.equal('signed');
    room.restart({ stopsPerMinuteMax: 1 });
    expect(room.ask({ op: 'stops', bodies })).to.match(/rate/);
  });
});
