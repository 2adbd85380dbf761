/** The book of approvals: who may put what into it, and that no plan sounds what is not in it. */
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AreaId, type Sha256 } from '@loaso/shared/ids';
import { type Approvable, approvalContent } from '@loaso/shared/trust/approval';
import { Relay } from '@loaso/shared/wire/relay';
import { expect } from 'chai';
import { openApprovalBook } from '#server/signer/approvals';
import type { Phone } from '../../../support/factors.js';
import {
  AREA,
  approvableOf,
  boxId,
  itemAt,
  planOf,
  sha,
  streamOf,
} from '../../../support/plans.js';
import { SignerRoom } from '../../../support/signer-room.js';
import { bodiesFor, orderOf } from '../../../support/urgents.js';

const OTHER = AreaId.parse('21556');

describe('the book of approvals', () => {
  let room: SignerRoom;
  let number: number;
  beforeEach(() => {
    room = new SignerRoom();
    number = 0;
  });
  afterEach(() => room.close());

  const approve = (user: string, approvals: Approvable[], given: object = {}): string =>
    room.ask({ op: 'approve', user, approvals, ...given });
  const approveWith = (user: string, phone: Phone, ...approvals: Approvable[]): string =>
    approve(user, approvals, { code: phone.code() });
  const withdraw = (...ids: string[]): string =>
    room.ask({ op: 'approvals-withdraw', ids, why: 'changed' });
  const handOver = (user: string, ...approvals: Approvable[]): string =>
    room.ask({
      op: 'approvals-before',
      approvals: approvals.map((one) => ({ ...one, approvedBy: user })),
    });

  /** What the signer says of a plan that sounds `files` alone. */
  const sign = (...files: Sha256[]): string => {
    number += 1;
    const audio = files.map((sha256) => ({
      sha256,
      sizeBytes: 1000,
      durationMs: 60_000 as never,
      codec: 'mp3' as const,
    }));
    const plan = planOf(boxId(1), number, room.at, { audio, items: [], standing: files });
    room.ask({ op: 'begin', count: 1, why: 'test' });
    room.ask({ op: 'plans', bodies: [JSON.stringify(plan)] });
    return room.ask({ op: 'end' });
  };
  /** The same of a plan that relays a stream alone. */
  const relaying = (sourceId: string, url: string): string => {
    number += 1;
    const relay = Relay.parse({ sourceId, url, stallMs: 10_000 });
    const items = [{ ...itemAt(room.at + 60_000), parts: [], relay }];
    const plan = planOf(boxId(1), number, room.at, { audio: [], items });
    room.ask({ op: 'begin', count: 1, why: 'test' });
    room.ask({ op: 'plans', bodies: [JSON.stringify(plan)] });
    return room.ask({ op: 'end' });
  };
  const auditOf = (act: string): string[] =>
    readFileSync(join(room.dir, 'audit.log'), 'utf8')
      .split('\n')
      .filter((line) => line.includes(`"act":"${act}"`));

  it('lets sound every file of a bulletin that somebody approved, and names what nobody did', () => {
    const bilingual = approvableOf('clip', { audio: [sha('clip'), sha('bana')] });
    expect(approve('lan', [bilingual])).to.equal('done');
    expect(sign(sha('clip'), sha('bana'))).to.equal('signed');
    expect(sign(sha('clip'), sha('other'))).to.equal(
      `approval-missing: plan of box-00001: nobody approved ${sha('other')}`,
    );
  });

  it('takes no approval of who wrote a part, alone or among others', () => {
    const own = approvableOf('own', { writtenBy: ['minh', 'lan'] });
    expect(approve('lan', [approvableOf(), own])).to.match(/^signer-refused: lan wrote a part/);
    expect(sign(sha('clip'))).to.match(/^approval-missing/);
    expect(handOver('lan', own)).to.match(/^signer-refused: lan wrote a part/);
  });

  it('forgets a bulletin that was withdrawn, not the file of another that has it too', () => {
    const again = approvableOf('clip', { bulletinId: 'bulletin-again' });
    expect(approve('lan', [approvableOf(), again])).to.equal('done');
    expect(withdraw('bulletin-clip')).to.equal('done');
    expect(sign(sha('clip'))).to.equal('signed');
    expect(withdraw('bulletin-again', 'never-there')).to.equal('done');
    expect(sign(sha('clip'))).to.match(/^approval-missing/);
    expect(auditOf('approval-withdrawn')).to.have.lengthOf(2);
  });

  it('lets a plan relay the very address that somebody approved, until it is withdrawn', () => {
    const vov = streamOf('rly-vov1');
    const other = 'http://elsewhere.example/stream.mp3';
    expect(relaying('rly-vov1', vov.url)).to.match(/^approval-missing: .*nobody approved http/);
    expect(approve('quan-tri', [vov])).to.match(/^signer-refused: quan-tri wrote a part/);
    expect(approve('lan', [vov])).to.equal('done');
    expect(relaying('rly-vov1', vov.url)).to.equal('signed');
    expect(relaying('rly-vov1', other)).to.equal(
      `approval-missing: plan of box-00001: nobody approved ${other}`,
    );
    expect(relaying('rly-vov2', vov.url)).to.match(/^approval-missing/);
    room.restart();
    expect(relaying('rly-vov1', vov.url)).to.equal('signed');
    expect(withdraw('rly-vov1')).to.equal('done');
    expect(relaying('rly-vov1', vov.url)).to.match(/^approval-missing/);
    expect(auditOf('approved').join()).to.include(vov.url);
  });

  it('wants for a stream the code of who holds a secret, and no order stands for it', () => {
    const phone = room.enrol('lan');
    const vov = streamOf('rly-vov1');
    expect(approve('lan', [vov])).to.match(/^factor-required/);
    const message = room.message('urgent-1');
    expect(room.openOrder(orderOf(message, 'B'), 'lan', phone)).to.equal('done');
    const minh = room.enrol('minh-an');
    const second = { user: 'minh-an', code: minh.code() };
    expect(room.ask({ op: 'urgent-second', urgentId: message.id, ...second })).to.equal('done');
    const byOrder = approve('minh-an', [vov], { urgentId: message.id });
    expect(byOrder).to.match(/not what the order sounded/);
    room.at += 31_000;
    expect(approveWith('lan', phone, vov)).to.equal('done');
    expect(relaying('rly-vov1', vov.url)).to.equal('signed');
  });

  it('that was shut before relays came into it takes those of before once, and no bulletin', () => {
    const path = join(room.dir, 'approvals.log');
    writeFileSync(path, '{"kind":"book","v":1}\n{"kind":"shut"}\n');
    room.restart();
    const vov = streamOf('rly-vov1');
    const handed = (...approvals: Approvable[]): string => handOver('lan', ...approvals);
    expect(handed(approvableOf())).to.match(/taken no more/);
    expect(handed(vov, approvableOf())).to.match(/taken no more/);
    expect(handed({ ...vov, writtenBy: ['lan'] })).to.match(/^signer-refused: lan wrote a part/);
    expect(handed(vov)).to.equal('done');
    expect(room.ask({ op: 'approvals-shut' })).to.equal('done');
    expect(handed(streamOf('rly-vov2'))).to.match(/taken no more/);
    room.restart();
    expect(handed(streamOf('rly-vov2'))).to.match(/taken no more/);
    expect(relaying('rly-vov1', vov.url)).to.equal('signed');
  });

  it('holds of a bulletin what was approved last', () => {
    expect(approve('lan', [approvableOf()])).to.equal('done');
    expect(approve('lan', [approvableOf('clip', { audio: [sha('anew')] })])).to.equal('done');
    expect(sign(sha('anew'))).to.equal('signed');
    expect(sign(sha('clip'))).to.match(/^approval-missing/);
  });

  it('wants a code of who holds a secret, once for all that is approved together', () => {
    const phone = room.enrol('lan');
    expect(approve('lan', [approvableOf()])).to.match(/^factor-required/);
    const code = phone.code();
    const both = [approvableOf('one'), approvableOf('two')];
    expect(approve('lan', both, { code })).to.equal('done');
    expect(sign(sha('one'), sha('two'))).to.equal('signed');
    room.at += 2_001;
    expect(approve('lan', [approvableOf('three')], { code })).to.match(/^factor-wrong/);
    expect(approve('minh-an', [approvableOf('three')])).to.equal('done');
  });

  it('uses up no code for what would be refused anyway', () => {
    const phone = room.enrol('lan');
    const code = phone.code();
    const own = approvableOf('own', { writtenBy: ['lan'] });
    expect(approve('lan', [own], { code })).to.match(/^signer-refused/);
    expect(approve('lan', [approvableOf()], { code })).to.equal('done');
  });

  it('takes a code only for the places of its person', () => {
    const phone = room.enrol('lan', [AREA]);
    const elsewhere = approvableOf('far', { areaId: OTHER });
    expect(approveWith('lan', phone, elsewhere)).to.match(/lan may not approve there/);
    room.at += 31_000;
    expect(approveWith('lan', phone, approvableOf())).to.equal('done');
  });

  it('wants codes of everybody where the operator says so', () => {
    room.restart({ approvalCodes: true });
    expect(approve('lan', [approvableOf()])).to.match(/^factor-missing/);
    const phone = room.enrol('lan');
    expect(approveWith('lan', phone, approvableOf())).to.equal('done');
  });

  it('takes both confirmations of an order for a code, for the files that it sounded', () => {
    const [lan, minh] = [room.enrol('lan'), room.enrol('minh-an')];
    const message = room.message('urgent-1');
    const urgentId = message.id;
    const given = { urgentId };
    expect(approve('minh-an', [approvableOf()], given)).to.match(/no such order/);
    expect(room.openOrder(orderOf(message, 'B'), 'lan', lan)).to.equal('done');
    expect(approve('minh-an', [approvableOf()], given)).to.match(/no second person/);
    const second = { user: 'minh-an', code: minh.code() };
    expect(room.ask({ op: 'urgent-second', urgentId, ...second })).to.equal('done');
    expect(approve('minh-an', [approvableOf()], given)).to.match(/not what the order sounded/);
    const bodies = bodiesFor(message, [[boxId(1), AREA]]);
    expect(room.sign('urgent-1', bodies)).to.equal('signed');
    const more = approvableOf('clip', { audio: [sha('clip'), sha('other')] });
    expect(approve('minh-an', [more], given)).to.match(/not what the order sounded/);
    expect(approve('stranger', [approvableOf()], given)).to.match(/has not confirmed/);
    expect(approve('minh-an', [approvableOf()], given)).to.equal('done');
  });

  it('takes approvals of before until it is shut, for good, and says which they were', () => {
    expect(handOver('lan', approvableOf())).to.equal('done');
    expect(sign(sha('clip'))).to.equal('signed');
    expect(room.ask({ op: 'approvals-shut' })).to.equal('done');
    expect(handOver('lan', approvableOf('late'))).to.match(/taken no more/);
    room.restart();
    expect(handOver('lan', approvableOf('late'))).to.match(/taken no more/);
    expect(sign(sha('clip'))).to.equal('signed');
    expect(auditOf('approved-before')).to.have.lengthOf(1);
    expect(auditOf('approvals-shut')).to.have.lengthOf(1);
  });

  it('survives a power cut: a torn line never was, and a damaged one stops the signer', () => {
    expect(approve('lan', [approvableOf('one')])).to.equal('done');
    const path = join(room.dir, 'approvals.log');
    appendFileSync(path, '{"kind":"approved","bulletinId":"bull');
    room.restart();
    expect(approve('lan', [approvableOf('two')])).to.equal('done');
    room.restart();
    expect(sign(sha('one'), sha('two'))).to.equal('signed');
    writeFileSync(path, 'not a line\n');
    expect(() => openApprovalBook(room.dir)).to.throw(/approvals.log line 1 is damaged/);
    rmSync(path);
  });

  it('says the same in fewer lines once it has grown', () => {
    const path = join(room.dir, 'approvals.log');
    expect(approve('lan', [approvableOf('kept')])).to.equal('done');
    expect(room.ask({ op: 'approvals-shut' })).to.equal('done');
    const [first = '', kept = '', ...shut] = readFileSync(path, 'utf8').trim().split('\n');
    const gone = '{"kind":"withdrawn","bulletins":["bulletin-gone"]}\n'.repeat(10_001);
    writeFileSync(path, `${[first, kept, ...shut].join('\n')}\n${gone}`);
    room.restart();
    expect(readFileSync(path, 'utf8').split('\n')).to.have.lengthOf(5);
    expect(sign(sha('kept'))).to.equal('signed');
    expect(handOver('lan', approvableOf('late'))).to.match(/taken no more/);
  });
});

describe('what is approved, as one text', () => {
  it('is another when a file, a word or the place is, and the same in any order of files', () => {
    const { writtenBy: _, ...one } = approvableOf('a', { audio: [sha('a'), sha('b')] });
    const others = [
      { ...one, audio: [sha('a')] },
      { ...one, audio: [sha('a'), sha('c')] },
      { ...one, text: sha('other words') },
      { ...one, areaId: OTHER },
      { ...one, bulletinId: 'other' },
    ];
    const texts = [one, ...others].map(approvalContent);
    expect(new Set(texts).size).to.equal(texts.length);
    expect(approvalContent({ ...one, audio: [sha('b'), sha('a')] })).to.equal(texts[0]);
    const { writtenBy: __, ...stream } = streamOf('rly-vov1');
    const streams = [
      stream,
      { ...stream, url: 'https://elsewhere.example/' },
      { ...stream, origin: 'province' as const },
      { ...stream, areaId: OTHER },
      { ...streamOf('rly-vov2', { url: stream.url }) },
    ];
    expect(new Set(streams.map(approvalContent)).size).to.equal(streams.length);
  });
});
