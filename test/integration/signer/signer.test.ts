/** The signing process over its real socket: what it signs, what it refuses, what it remembers. */
import { createPublicKey, verify } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { acceptPlan } from '@loaso/shared/trust/accept';
import { openSealed, type TrustRoot, type Verify } from '@loaso/shared/trust/sealed';
import { expect } from 'chai';
import { firstBrokenLine } from '#server/signer/audit';
import {
  AREA,
  approvableOf,
  boxId,
  DAY,
  envelopeOf,
  itemAt,
  planOf,
  sha,
} from '../../support/plans.js';
import { startTestSigner, type TestSigner } from '../../support/signer.js';

const verifyEd25519: Verify = (publicKey, message, signature) =>
  verify(
    null,
    Buffer.from(message),
    createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' }),
    Buffer.from(signature, 'base64url'),
  );

const signedPlan = (plan: object) => ({ body: JSON.stringify(plan) });
const codeOf = (result: { ok: boolean; error?: { code: string; detail: string } }): string =>
  result.ok ? 'signed' : `${result.error?.code}: ${result.error?.detail}`;

describe('the signing process', () => {
  let signer: TestSigner;
  let root: TrustRoot;

  before(async () => {
    signer = await startTestSigner({
      boxesPerPublicationMax: 1500,
      itemsPerDayMax: 24,
      commandsPerMinuteMax: 5,
    });
    const asked = await signer.client.root();
    if (!asked.ok) throw new Error(asked.error.detail);
    root = asked.value;
    const approved = await signer.client.approve([approvableOf()], { user: 'lan' });
    expect(codeOf(approved)).to.equal('signed');
  });
  after(() => signer.stop());

  it('keeps one key per role in files that only its user can read', () => {
    expect(root.keys.map(({ role }) => role)).to.deep.equal([
      'plan',
      'command',
      'envelope',
      'server',
      'urgent',
      'drill',
      'root',
    ]);
    expect(new Set(root.keys.map(({ publicKey }) => publicKey)).size).to.equal(7);
    const modes = readdirSync(signer.dir).map((name) => [
      name,
      (statSync(join(signer.dir, name)).mode & 0o777).toString(8),
    ]);
    expect(modes.filter(([, mode]) => mode !== '600')).to.deep.equal([]);
    expect((statSync(signer.dir).mode & 0o777).toString(8)).to.equal('700');
    expect((statSync(signer.socketPath).mode & 0o777).toString(8)).to.equal('600');
  });

  it('signs a plan that its box accepts, and that no other box does', async () => {
    const now = Date.now();
    const result = await signer.client.signPlans([signedPlan(planOf(boxId(1), 1, now))]);
    if (!result.ok) throw new Error(result.error.detail);
    const judge = (dev = boxId(1)) =>
      acceptPlan(
        result.value[0] ?? '',
        { dev, area: AREA, root, stored: null, now: now as never, clockTrusted: true },
        { verify: verifyEd25519, sha256: sha },
      );
    expect(judge()).to.have.nested.property('value.outcome', 'accepted');
    expect(judge(boxId(2))).to.have.nested.property('error.code', 'wrong-device');
  });

  it('holds when a number is not above the highest it ever signed, even after a restart', async () => {
    const sign = (num: number) =>
      signer.client.signPlans([signedPlan(planOf(boxId(3), num, Date.now()))]).then(codeOf);
    expect(await sign(7)).to.equal('signed');
    expect(await sign(7)).to.match(/^signer-hold: number 7 .* not above 7/);
    expect(await sign(6)).to.match(/^signer-hold/);
    await signer.restart();
    expect(await sign(7)).to.match(/^signer-hold/);
    expect(await signer.client.signedNumbers([boxId(3), boxId(99)])).to.deep.equal({
      ok: true,
      value: new Map([
        [boxId(3), 7],
        [boxId(99), 0],
      ]),
    });
    expect(await sign(8)).to.equal('signed');
    const again = await signer.client.root();
    expect(again.ok && again.value).to.deep.equal(root);
  });

  const badPlans: [string, () => { body: string }, RegExp][] = [
    [
      'with a file nobody approved',
      () => {
        const now = Date.now();
        const [audio] = planOf(boxId(4), 1, now).audio;
        const other = { ...audio, sha256: sha('other') };
        const items = [
          itemAt(now + 60_000, { parts: [{ sha256: sha('other'), offsetMs: 0 as never }] }),
        ];
        return signedPlan({ ...planOf(boxId(4), 1, now), audio: [other], items });
      },
      /nobody approved/,
    ],
    [
      'with a standing warning nobody approved',
      () => signedPlan(planOf(boxId(4), 1, Date.now(), { standing: [sha('other')] })),
      /nobody approved/,
    ],
    [
      'valid for over 35 days',
      () => signedPlan(planOf(boxId(4), 1, Date.now(), { exp: (Date.now() + 36 * DAY) as never })),
      /35 days/,
    ],
    [
      'already expired',
      () => signedPlan(planOf(boxId(4), 1, Date.now() - 20 * DAY)),
      /already expired/,
    ],
    ['dated ahead', () => signedPlan(planOf(boxId(4), 1, Date.now() + 2 * DAY)), /dated ahead/],
    [
      'with a file it does not list',
      () => signedPlan(planOf(boxId(4), 1, Date.now(), { audio: [] })),
      /unlisted file/,
    ],
    [
      'with more airings a day than the cap',
      () =>
        signedPlan(
          planOf(boxId(4), 1, Date.now(), {
            items: Array.from({ length: 50 }, (_, index) => itemAt(Date.now() + index * 60_000)),
          }),
        ),
      /more than 24 airings/,
    ],
    [
      'with a field the schema does not know',
      () => signedPlan({ ...planOf(boxId(4), 1, Date.now()), extra: 1 }),
      /plan: /,
    ],
    ['that is no plan', () => signedPlan({}), /plan: /],
  ];
  for (const [what, make, reason] of badPlans) {
    it(`refuses a plan ${what}`, async () => {
      const result = await signer.client.signPlans([make()]);
      expect(codeOf(result))
        .to.match(/^(signer-refused|approval-missing)/)
        .and.match(reason);
    });
  }

  it('signs all plans of a publication or none', async () => {
    const now = Date.now();
    const good = signedPlan(planOf(boxId(10), 1, now));
    const bad = signedPlan(planOf(boxId(11), 1, now - 20 * DAY));
    expect(codeOf(await signer.client.signPlans([good, bad]))).to.match(/^signer-refused/);
    expect(codeOf(await signer.client.signPlans([good, good]))).to.match(/two plans of box-00010/);
    expect(codeOf(await signer.client.signPlans([good]))).to.equal('signed');
  });

  it('signs fifteen hundred plans in order, within its cap per publication', async () => {
    const now = Date.now();
    const plans = Array.from({ length: 1500 }, (_, index) =>
      signedPlan(planOf(boxId(1000 + index), 1, now)),
    );
    const result = await signer.client.signPlans(plans);
    if (!result.ok) throw new Error(result.error.detail);
    const devices = result.value.map((raw) => {
      const opened = openSealed(raw, 'plan', root, verifyEd25519);
      return opened.ok ? (JSON.parse(opened.value.body) as { dev: string }).dev : 'unsigned';
    });
    expect(devices).to.deep.equal(
      plans.map(({ body }) => (JSON.parse(body) as { dev: string }).dev),
    );
    const tooMany = Array.from({ length: 1501 }, (_, index) =>
      signedPlan(planOf(boxId(3000 + index), 1, now)),
    );
    expect(codeOf(await signer.client.signPlans(tooMany))).to.match(/cap: 1501 boxes/);
  });

  it('signs envelopes of rising number with a key that is not the key of plans', async () => {
    const text = (box: number, change: Parameters<typeof envelopeOf>[2]): string =>
      JSON.stringify(envelopeOf(boxId(box), Date.now(), change));
    const sign = (...texts: string[]) => signer.client.signEnvelopes(texts);
    const result = await sign(text(1, { num: 4 }), text(2, { num: 2 }));
    if (!result.ok) throw new Error(result.error.detail);
    const [first = '', second = ''] = result.value;
    for (const [sealed, box] of [
      [first, 1],
      [second, 2],
    ] as const) {
      const opened = openSealed(sealed, 'envelope', root, verifyEd25519);
      expect(opened.ok && JSON.parse(opened.value.body)).to.include({ dev: boxId(box) });
    }
    expect(openSealed(first, 'plan', root, verifyEd25519).ok).to.equal(false);
    for (const num of [3, 4]) {
      expect(codeOf(await sign(text(1, { num })))).to.match(/^signer-hold/);
    }
    expect(codeOf(await sign(text(2, { num: 9 }), text(2, { num: 8 })))).to.match(/^signer-hold/);
    // All or none: the good one beside a bad one is not signed, and its number stays free.
    const long = { num: 5, exp: (Date.now() + 500 * DAY) as never };
    expect(codeOf(await sign(text(2, { num: 7 }), text(1, long)))).to.match(/400 days/);
    const numbers = await signer.client.signedNumbers([boxId(1), boxId(2)], 'envelope');
    expect(numbers.ok && [...numbers.value.values()]).to.deep.equal([4, 2]);
  });

  it('signs commands that live ten minutes at most, few a minute, and stops beyond that', async () => {
    const order = (life: number, extra: object, iat = Date.now()) =>
      JSON.stringify({
        v: 1,
        dev: boxId(1),
        id: 'command-1',
        iat,
        nbf: iat,
        exp: iat + life,
        why: 'test',
        ...extra,
      });
    const command = (life: number, iat?: number) =>
      signer.client.signCommand('command', order(life, { kind: 'report' }, iat)).then(codeOf);
    expect(await command(11 * 60_000)).to.match(/lives over 10 minutes/);
    expect(await command(60_000, Date.now() - 3_600_000)).to.match(/not dated now/);
    const answers: string[] = [];
    for (let index = 0; index < 7; index += 1) answers.push(await command(60_000));
    expect(answers.filter((answer) => answer === 'signed').length).to.equal(5);
    expect(answers.at(-1)).to.match(/rate/);
    const stop = await signer.client.signCommand('stop', order(60_000, { entryId: null }));
    expect(codeOf(stop)).to.equal('signed');
  });

  it('lends its clock to nobody: a time that is not now is refused', async () => {
    const time = (t2: number) =>
      JSON.stringify({ v: 1, dev: boxId(1), nonce: 'nonce-0001', t0: 5, t1: t2, t2 });
    const sign = (t2: number) => signer.client.signServer('time', time(t2)).then(codeOf);
    expect(await sign(Date.now())).to.equal('signed');
    expect(await sign(Date.now() + DAY)).to.match(/not now/);
    const receipt = { v: 1, dev: boxId(1), iat: Date.now(), upToSeq: 3 };
    const many = Array.from({ length: 500 }, () => sign(Date.now()));
    expect(new Set(await Promise.all(many))).to.deep.equal(new Set(['signed']));
    const receipted = await signer.client.signServer('receipt', JSON.stringify(receipt));
    expect(codeOf(receipted)).to.equal('signed');
  });

  it('writes every act into its own chain before it answers', () => {
    const lines = readFileSync(join(signer.dir, 'audit.log'), 'utf8').trim().split('\n');
    expect(firstBrokenLine(lines)).to.equal(null);
    expect(lines.filter((line) => line.includes('"plan"')).length).to.equal(1504);
    const changed = lines.map((line, index) => (index === 4 ? line.replace('box', 'bex') : line));
    expect(firstBrokenLine(changed)).to.not.equal(null);
  });

  it('ends a connection that does not speak its language, and serves the next', async () => {
    const stranger = connect(signer.socketPath);
    stranger.write('GET / HTTP/1.1\r\n\r\n');
    await new Promise((resolve) => stranger.once('close', resolve));
    expect((await signer.client.root()).ok).to.equal(true);
  });

  it('is started again after it was killed, and signs on above its numbers', async () => {
    const pid = signer.client.pid();
    if (pid === null) throw new Error('no process');
    process.kill(pid, 'SIGKILL');
    const sign = (num: number) =>
      signer.client.signPlans([signedPlan(planOf(boxId(3), num, Date.now()))]).then(codeOf);
    let answer = await sign(9);
    for (let tries = 0; tries < 20 && answer.startsWith('signer-unreachable'); tries += 1) {
      answer = await sign(9);
    }
    expect(answer).to.equal('signed');
    expect(await sign(9)).to.match(/^signer-hold/);
  });
});
