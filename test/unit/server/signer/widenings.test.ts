/** What the signer gives boxes beyond what they had: signer/widenings, its rules and its desk. */
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AreaId } from '@loaso/shared/ids';
import { addDays, LocalDate } from '@loaso/shared/time';
import { Widening, WideningLine } from '@loaso/shared/trust/widening';
import { expect } from 'chai';
import { openWideningBook } from '#server/signer/widenings';
import { AREA, boxId, envelopeOf } from '../../../support/plans.js';
import { SignerRoom } from '../../../support/signer-room.js';

const ELSEWHERE = AreaId.parse('21556');
const LEADER = 'lanh-dao';
const TET = LocalDate.parse('2027-02-05');

const until = (toMinute: number, more: object = {}) => ({
  windows: [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 300, toMinute, volumeMaxPercent: 80 }],
  minutesPerDayMax: 120,
  emergencyVolumeMaxPercent: 100,
  ...more,
});
const festival = (fromDate: LocalDate, toMinute = 1380) => ({
  exemptions: [
    {
      ...{ fromDate, toDate: fromDate, minutesPerDayMax: 300 },
      windows: until(toMinute).windows,
    },
  ],
});

describe('signer/widenings', () => {
  let room: SignerRoom;
  let num: number;

  beforeEach(() => {
    room = new SignerRoom();
    num = 0;
  });
  afterEach(() => room.close());

  const textOf = (said: object, change: object = {}): string => {
    num += 1;
    const v = 'exemptions' in said ? 3 : 1;
    return JSON.stringify({ ...envelopeOf(boxId(1), room.at, { num }), ...said, v, ...change });
  };
  const sign = (said: object, change: object = {}): string =>
    room.ask({ op: 'envelopes', bodies: [textOf(said, change)] });
  const unagreed = (said: object): string =>
    room.ask({ op: 'envelopes-unagreed', bodies: [textOf(said)] });
  const agree = (to: object, from: object | null = null, more: object = {}): string => {
    const widened = [{ from, to, boxes: [[boxId(1), AREA]] }];
    const widening = Widening.parse({ askedBy: 'can-bo', why: 'lễ hội', widened });
    return room.ask({ op: 'widen', user: LEADER, widening, ...more });
  };
  const audit = (): string => readFileSync(join(room.dir, 'audit.log'), 'utf8');
  const REFUSED = /^widening-missing: .*no two people agreed/;

  it('gives what lets no more sound on the word of the server alone', () => {
    expect(sign(until(1200))).to.equal('signed');
    expect(sign(until(1140))).to.equal('signed');
    expect(sign({ ...until(1140), windows: [], minutesPerDayMax: 0 })).to.equal('signed');
    expect(sign(until(1140)), 'silence is no easier to leave than hours').to.match(REFUSED);
    expect(sign(until(1140, { minutesPerDayMax: 121 }))).to.match(REFUSED);
    expect(audit()).to.match(/"refused".*envelope 4 of box-00001 lets more sound/);
  });

  it('gives more once two people have agreed, and so much and no more', () => {
    sign(until(1140));
    expect(agree(until(1200))).to.equal('done');
    expect(sign(until(1201))).to.match(REFUSED);
    expect(sign(until(1130)), 'what narrows meanwhile uses nothing up').to.equal('signed');
    room.restart();
    expect(sign(until(1200))).to.equal('signed');
    expect(sign(until(1130))).to.equal('signed');
    expect(sign(until(1200)), 'agreed to once').to.match(REFUSED);
    expect(audit()).to.match(/"widened".*1 boxes by lanh-dao \(word\), asked by can-bo \(lễ hội\)/);
    expect(audit()).to.match(/"envelope".*widened as agreed/);
  });

  it('takes no agreement of who asked, none without the code of who has codes, and none for elsewhere', () => {
    sign(until(1140));
    expect(agree(until(1200), null, { user: 'can-bo' })).to.match(/asked for it: another/);
    const phone = room.enrol(LEADER, [ELSEWHERE]);
    expect(agree(until(1200))).to.match(/^factor-required/);
    expect(agree(until(1200), null, { code: '000000' })).to.match(/^factor-w/);
    room.at += 31_000;
    expect(agree(until(1200), null, { code: phone.code() })).to.match(/may not approve there/);
    expect(sign(until(1200))).to.match(REFUSED);
    const other = room.enrol('chu-tich', [AREA]);
    const by = { user: 'chu-tich', code: other.code() };
    expect(agree(until(1200), null, by)).to.equal('done');
    expect(sign(until(1200))).to.equal('signed');
    expect(audit()).to.match(/by chu-tich \(code\)/);
  });

  it('wants codes of everybody where the operator does', () => {
    room.restart({ approvalCodes: true });
    sign(until(1140));
    expect(agree(until(1200))).to.match(/^factor-missing/);
    expect(sign(until(1200))).to.match(REFUSED);
  });

  it('lets nothing in with an agreement that somebody slipped in before', () => {
    sign(until(1140));
    // The person saw 20:00 as what holds, and agrees to 21:00; the box was never given 20:00.
    expect(agree(until(1260), until(1200))).to.equal('done');
    expect(sign(until(1260))).to.match(REFUSED);
    expect(agree(until(1260), until(1140))).to.equal('done');
    expect(sign(until(1260))).to.equal('signed');
  });

  it('lets what was agreed to lapse where nobody gives it', () => {
    sign(until(1140));
    agree(until(1200));
    room.at += 31 * 86_400_000;
    const exp = { iat: room.at, exp: room.at + 86_400_000 };
    expect(sign(until(1200), exp)).to.match(REFUSED);
  });

  it('makes no year of festivals of one, and takes it back without asking', () => {
    sign(until(1140));
    expect(sign({ ...until(1140), ...festival(TET) })).to.match(REFUSED);
    agree({ ...until(1140), ...festival(TET) });
    expect(sign({ ...until(1140), ...festival(addDays(TET, 1)) })).to.match(REFUSED);
    expect(sign({ ...until(1140), ...festival(TET) })).to.equal('signed');
    expect(sign(until(1140)), 'taken back').to.equal('signed');
    expect(sign({ ...until(1140), ...festival(TET) })).to.match(REFUSED);
    agree({ ...until(1140), ...festival(TET) });
    expect(sign({ ...until(1140), ...festival(TET) })).to.equal('signed');
    room.at = Date.parse('2027-02-06T02:00:00Z');
    const later = { iat: room.at, exp: room.at + 86_400_000 };
    expect(sign(until(1140), later), 'it is over').to.equal('signed');
    expect(sign({ ...until(1140), ...festival(addDays(TET, 9)) }, later)).to.match(REFUSED);
  });

  it('holds the first envelope in an area to the file of the operator alone, and the next to it', () => {
    expect(sign(until(1140))).to.equal('signed');
    const there = { area: ELSEWHERE };
    expect(sign(until(1260), there), 'a box takes none before it is enrolled there').to.equal(
      'signed',
    );
    expect(sign(until(1261), there)).to.match(REFUSED);
    expect(sign(until(1141)), 'and back where it was').to.match(REFUSED);
    expect(audit()).to.match(/box-00001 1 first in 21553.*box-00001 2 first in 21556/s);
  });

  it('tells which it would refuse, and writes each down once', () => {
    sign(until(1140));
    expect(unagreed(until(1140))).to.equal('');
    for (let times = 0; times < 3; times += 1) {
      expect(unagreed(until(1200))).to.equal(boxId(1));
    }
    const refused = audit().match(/"refused"/g) ?? [];
    expect(refused.length).to.equal(1);
  });

  it('learns from its own signature what it gave before it kept bounds', () => {
    const older = room.sealEnvelope(textOf(until(1140)));
    const newest = room.sealEnvelope(textOf(until(1140)));
    const forged = newest.replace('1140', '1290');
    rmSync(join(room.dir, 'widenings.log'));
    room.restart();
    const devices = [boxId(1), boxId(2)];
    const show = (...all: string[]) => room.ask({ op: 'envelopes-show', sealed: all });
    expect(room.ask({ op: 'envelopes-unshown', devices })).to.equal(boxId(1));
    expect(sign(until(1140)), 'nobody has shown what it had').to.match(/has not been shown/);
    show(older, forged, 'nothing');
    expect(sign(until(1140)), 'an older one, a forged one').to.match(/has not been shown/);
    show(newest);
    expect(room.ask({ op: 'envelopes-unshown', devices })).to.equal('');
    expect(sign(until(1200))).to.match(REFUSED);
    expect(sign(until(1140))).to.equal('signed');
  });

  it('gives a box that cannot be shown what two people agree to', () => {
    sign(until(1140));
    rmSync(join(room.dir, 'widenings.log'));
    room.restart();
    expect(sign(until(1200))).to.match(/has not been shown/);
    agree(until(1200));
    expect(sign(until(1200))).to.equal('signed');
  });

  it('keeps as few lines as say the same, and never guesses from a damaged book', () => {
    sign(until(1140));
    agree(until(1200));
    const path = join(room.dir, 'widenings.log');
    const [first = '', held = '', agreed = ''] = readFileSync(path, 'utf8').split('\n');
    for (const line of [first, held, agreed]) WideningLine.parse(JSON.parse(line));
    writeFileSync(path, `${[first, ...Array(20_010).fill(held), agreed].join('\n')}\n`);
    room.restart();
    expect(readFileSync(path, 'utf8').split('\n').length).to.equal(4);
    expect(sign(until(1200))).to.equal('signed');
    appendFileSync(path, '{"kind":"held"}\n');
    expect(() => openWideningBook(room.dir, () => room.at)).to.throw(/line 5 is damaged/);
  });
});
