/** A web process in foreign hands: it has the socket of the signer, and no codes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AreaId } from '@loaso/shared/ids';
import { acceptPlan } from '@loaso/shared/trust/accept';
import { envelopeBounds } from '@loaso/shared/trust/envelope-within';
import { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import type { PlacedBox } from '@loaso/shared/trust/widening';
import { Relay } from '@loaso/shared/wire/relay';
import { expect } from 'chai';
import { firstBrokenLine } from '#server/signer/audit';
import { type Phone, phoneOf } from '../../support/factors.js';
import {
  AREA,
  approvableOf,
  boxId,
  envelopeOf,
  itemAt,
  planOf,
  sha,
  streamOf,
} from '../../support/plans.js';
import { startTestSigner, type TestSigner } from '../../support/signer.js';
import { bodiesFor, orderOf, urgentOf } from '../../support/urgents.js';
import { inviteAt } from '../../support/warners.js';

type Answer = { ok: boolean; error?: { code: string; detail: string } };
const said = (answer: Answer): string =>
  answer.ok ? 'done' : `${answer.error?.code}: ${answer.error?.detail}`;

describe('a hijacked web process at the signer', () => {
  let signer: TestSigner;
  let lan: Phone;
  const client = () => signer.client;
  const guesses = ['000000', '123456', '999999'];

  const enrol = async (user: string): Promise<Phone> => {
    const invitation = inviteAt(signer.dir, { name: user, at: Date.now() });
    const secret = await client().beginFactor(user, { invitation });
    if (!secret.ok) throw new Error(secret.error.detail);
    const phone = phoneOf(secret.value);
    expect(said(await client().confirmFactor(user, phone.code()))).to.equal('done');
    return phone;
  };
  const message = (id: string, change = {}) => urgentOf(id, Date.now(), change);
  const open = (id: string, code: string, user = 'lan', path: 'A' | 'B' | 'C' = 'A') =>
    client().openUrgent(orderOf(message(id), path), user, code);
  const sign = (one: ReturnType<typeof message>) =>
    client()
      .signUrgents(one.id, 'urgent', bodiesFor(one, [[boxId(1), one.area]]))
      .then(said);

  before(async () => {
    signer = await startTestSigner();
    lan = await enrol('lan');
    const audio = [
      { sha256: sha('clip'), sizeBytes: 1000, durationMs: 60_000 as never, codec: 'mp3' as const },
    ];
    const plan = planOf(boxId(1), 1, Date.now(), { audio, items: [], standing: [sha('clip')] });
    const body = JSON.stringify(plan);
    const approved = await client().approve([approvableOf()], { user: 'lanh-dao' });
    expect(said(approved)).to.equal('done');
    expect((await client().signPlans([{ body }])).ok).to.equal(true);
    await signer.restart();
  });
  after(() => signer.stop());

  it('gets no urgent message signed without a code, by any door', async () => {
    const one = message('urgent-1');
    expect(await sign(one)).to.match(/no such order/);
    const codes = await Promise.all(guesses.map((code) => open('urgent-1', code).then(said)));
    expect(codes.filter((text) => text === 'done')).to.deep.equal([]);
    expect(codes[1]).to.match(/^factor-wait/);
    expect(said(await open('urgent-1', '000000', 'nobody'))).to.match(/^factor-missing/);
    expect(await sign(one)).to.match(/no such order/);
    const [body = ''] = bodiesFor(one, [[boxId(1), AREA]]);
    for (const type of ['command', 'stop'] as const) {
      expect(said(await client().signCommand(type, body))).to.match(/^signer-refused/);
    }
    for (const type of ['time', 'receipt'] as const) {
      expect(said(await client().signServer(type, body))).to.match(/^signer-refused/);
    }
    expect(said(await client().signEnvelopes([body]))).to.match(/^signer-refused/);
    expect(said(await client().signPlans([{ body }]))).to.match(/^signer-re/);
  });

  it('enrols nobody: neither an invented person nor an invited one, nor wider than invited', async () => {
    const begin = (user: string, invitation?: string) =>
      client().beginFactor(user, { invitation }).then(said);
    expect(await begin('invented')).to.match(/^factor-uninvited/);
    expect(await begin('invented', 'ABCDEFGHJKLMNPQR')).to.match(/^factor-uninvited/);
    const words = ['hoa', 'binh'].map((name) =>
      inviteAt(signer.dir, { name, areas: [AREA], at: Date.now() }),
    );
    // The word of one person opens nothing for another, nor does a guess.
    expect(await begin('binh', words[0])).to.match(/^factor-word-wrong/);
    expect(await begin('binh', 'ABCDEFGHJKLMNPQR')).to.match(/^factor-wait/);
    expect(await begin('invented', words[0])).to.match(/^factor-uninvited/);
    const secret = await client().beginFactor('hoa', { invitation: words[0] });
    if (!secret.ok) throw new Error(secret.error.detail);
    const phone = phoneOf(secret.value);
    await new Promise((resolve) => setTimeout(resolve, 2_050));
    expect(said(await client().confirmFactor('hoa', phone.code()))).to.equal('done');
    // Used up: whoever kept it gets nothing for it.
    expect(await begin('hoa', words[0])).to.match(/^factor-wrong/);
    await new Promise((resolve) => setTimeout(resolve, 2_050));
    const wide = orderOf(message('urgent-9'), 'B', { communes: [AREA, AreaId.parse('21556')] });
    expect(said(await client().openUrgent(wide, 'hoa', phone.code()))).to.match(
      /may not warn there/,
    );
  });

  it('swaps nothing and reaches no further once a person has given a code', async () => {
    await new Promise((resolve) => setTimeout(resolve, 2_050));
    const one = message('urgent-2');
    const code = lan.code();
    expect(said(await client().openUrgent(orderOf(one), 'lan', code))).to.equal('done');
    expect(await sign({ ...one, plays: 9 })).to.match(/not the content/);
    expect(await sign({ ...one, area: AreaId.parse('21556') })).to.match(/outside the order/);
    const drill = bodiesFor({ ...one, kind: 'drill' }, [[boxId(1), AREA]]);
    expect(said(await client().signUrgents(one.id, 'drill', drill))).to.match(/kind/);
    expect(await sign(one)).to.equal('done');
    expect(said(await open('urgent-3', code))).to.match(/^factor-w/);
    expect(await sign(message('urgent-3'))).to.match(/no such order/);
  });

  it('takes over no factor, and no second person by naming one', async () => {
    expect(said(await client().beginFactor('lan', {}))).to.match(/^factor-wrong/);
    expect(said(await client().confirmFactor('lan', '000000'))).to.match(/^factor-missing/);
    const minh = await enrol('minh');
    const one = message('urgent-4');
    await new Promise((resolve) => setTimeout(resolve, 2_050));
    const opened = await client().openUrgent(orderOf(one, 'B'), 'minh', minh.code());
    expect(said(opened)).to.equal('done');
    const second = (user: string, code: string) =>
      client().secondUrgent(one.id, user, code).then(said);
    expect(await second('minh', minh.code())).to.match(/must be another/);
    expect(await second('lan', '000000')).to.match(/^factor-w/);
    expect(await second('stranger', '000000')).to.match(/^factor-missing/);
    expect(await sign(one)).to.match(/no second person/);
  });

  it('hurries no break-glass order, and a veto ends it', async () => {
    const an = await enrol('an');
    await new Promise((resolve) => setTimeout(resolve, 2_050));
    const one = message('urgent-5');
    const opened = await client().openUrgent(orderOf(one, 'C'), 'an', an.code());
    expect(said(opened)).to.equal('done');
    expect(await sign(one)).to.match(/minute for a veto/);
    expect(await sign({ ...one, iat: (Date.now() + 61_000) as never })).to.match(/minute/);
    expect(said(await client().vetoUrgent(one.id, 'lan'))).to.equal('done');
    expect(await sign(one)).to.match(/was ended/);
  });

  it('sounds no file that nobody approved, and approves nothing for who has codes', async () => {
    const audio = [
      { sha256: sha('own'), sizeBytes: 1000, durationMs: 60_000 as never, codec: 'mp3' as const },
    ];
    const plan = planOf(boxId(2), 1, Date.now(), { audio, items: [], standing: [sha('own')] });
    const signed = async () => said(await client().signPlans([{ body: JSON.stringify(plan) }]));
    const own = approvableOf('own');
    expect(await signed()).to.match(/^approval-missing: .*nobody approved/);
    expect(said(await client().approve([own], { user: 'lan' }))).to.match(/^factor-required/);
    const guess = { user: 'lan', code: '000000' };
    expect(said(await client().approve([own], guess))).to.match(/^factor-w/);
    const order = { user: 'lan', urgentId: message('urgent-2').id };
    expect(said(await client().approve([own], order))).to.match(/^signer-refused/);
    const mine = { ...own, writtenBy: ['lanh-dao'] };
    expect(said(await client().approve([mine], { user: 'lanh-dao' }))).to.match(/^signer-refused/);
    expect(await signed()).to.match(/^approval-missing/);
  });

  it('relays no stream that nobody approved, and approves none for who has codes', async () => {
    const own = streamOf('rly-own', { url: 'http://evil.example/stream.mp3' });
    const relay = Relay.parse({ sourceId: own.sourceId, url: own.url, stallMs: 10_000 });
    const item = {
      ...itemAt(Date.now() + 60_000),
      priority: 'priority' as const,
      parts: [],
      relay,
    };
    const plan = planOf(boxId(3), 1, Date.now(), { audio: [], items: [item] });
    const signed = async () => said(await client().signPlans([{ body: JSON.stringify(plan) }]));
    expect(await signed()).to.match(/^approval-missing: .*nobody approved http:..evil/);
    expect(said(await client().approve([own], { user: 'lan' }))).to.match(/^factor-required/);
    const mine = { ...own, writtenBy: ['lanh-dao'] };
    expect(said(await client().approve([mine], { user: 'lanh-dao' }))).to.match(/^signer-refused/);
    expect(await signed()).to.match(/^approval-missing/);
  });

  it('gives no box more sound than it had, and agrees to none for who has codes', async () => {
    const text = (num: number, toMinute: number): string => {
      const base = envelopeOf(boxId(4), Date.now(), { num });
      const windows = base.windows.map((one) => ({ ...one, toMinute }));
      return JSON.stringify({ ...base, windows });
    };
    expect(said(await client().signEnvelopes([text(1, 1140)]))).to.equal('done');
    const wider = async () => said(await client().signEnvelopes([text(2, 1200)]));
    expect(await wider()).to.match(/^widening-missing/);
    const to = envelopeBounds(SoundEnvelope.parse(JSON.parse(text(2, 1200))));
    const boxes: [PlacedBox] = [[boxId(4), AREA]];
    const widening = { askedBy: 'can-bo', why: 'lễ hội', widened: [{ from: null, to, boxes }] };
    const agree = async (by: { user: string; code?: string }) =>
      said(await client().widen(widening, by));
    expect(await agree({ user: 'lan' })).to.match(/^factor-required/);
    expect(await agree({ user: 'lan', code: '000000' })).to.match(/^factor-w/);
    expect(await agree({ user: 'can-bo' })).to.match(/^signer-refused: .*another must agree/);
    const forged = { v: 1, type: 'envelope', body: text(1, 1200), sigs: [{ kid: 'x', sig: 'y' }] };
    await client().showEnvelopes([JSON.stringify(forged)]);
    expect(await wider()).to.match(/^widening-missing/);
    await signer.restart();
    expect(await wider()).to.match(/^widening-missing/);
  });

  it('makes no plan of an urgent message, and leaves every try in the audit', async () => {
    const root = await client().root();
    if (!root.ok) throw new Error(root.error.detail);
    const judged = acceptPlan(
      JSON.stringify({ v: 1, type: 'urgent', body: '{}', sigs: [{ kid: 'x', sig: 'y' }] }),
      {
        dev: boxId(1),
        area: AREA,
        root: root.value,
        stored: null,
        now: 1 as never,
        clockTrusted: true,
      },
      { verify: () => true, sha256: sha },
    );
    expect(judged).to.have.nested.property('error.code', 'wrong-type');
    const lines = readFileSync(join(signer.dir, 'audit.log'), 'utf8').trim().split('\n');
    expect(firstBrokenLine(lines)).to.equal(null);
    const refusals = lines.filter((line) => line.includes('"refused"'));
    expect(refusals.length).to.be.greaterThan(15);
    expect(lines.join('')).to.not.match(/"secret"|000000/);
  });
});
