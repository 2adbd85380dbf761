/** Who may be given a first secret for one-time codes: what hands wrote at the signer's machine. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WARNERS_FILE } from '@loaso/shared/wire/warners';
import { expect } from 'chai';
import { writeWarner } from '#server/cli/warners-file';
import { firstBrokenLine } from '#server/signer/audit';
import { newSecret } from '#server/signer/totp';
import { openWarnerBook } from '#server/signer/warners';
import { type Phone, phoneOf } from '../../../support/factors.js';
import { AREA } from '../../../support/plans.js';
import { SignerRoom } from '../../../support/signer-room.js';
import { orderOf } from '../../../support/urgents.js';
import { inviteAt, removeAt } from '../../../support/warners.js';

const DAY_MS = 86_400_000;

describe('signer/warners', () => {
  let room: SignerRoom;
  beforeEach(() => {
    room = new SignerRoom();
  });
  afterEach(() => room.close());

  const invite = (name: string, areas: string[] = ['*']): string => {
    room.at += 31_000;
    return inviteAt(room.dir, { name, areas, at: room.at });
  };
  const begin = (user: string, proof: { invitation?: string; code?: string } = {}): string =>
    room.ask({ op: 'factor-begin', user, ...proof });
  const confirm = (user: string, secret: string): string => {
    room.at += 31_000;
    return room.ask({ op: 'factor-confirm', user, code: phoneOf(secret, () => room.at).code() });
  };
  let orders = 0;
  /** What the signer says to an order of this person for one commune. */
  const warns = (user: string, phone: Phone, communes = [AREA]): string => {
    room.at += 31_000;
    orders += 1;
    const message = room.message(`urgent-${orders}`);
    return room.openOrder(orderOf(message, 'B', { communes }), user, phone);
  };
  const listed = (): string[] =>
    (
      JSON.parse(room.ask({ op: 'warners', after: '' })) as {
        user: string;
        state: string;
        areas: string[];
      }[]
    ).map(({ user, state, areas }) => `${user} ${state} ${areas.join(' ')}`);
  const audit = (): string[] =>
    readFileSync(join(room.dir, 'audit.log'), 'utf8').trim().split('\n');
  const acts = (act: string): string[] =>
    audit()
      .filter((line) => line.includes(`"act":"${act}"`))
      .map((line) => (JSON.parse(line.slice(65)) as { detail: string }).detail);

  it('gives the first secret to who was invited, for the places of the invitation', () => {
    const invitation = invite('lan', [AREA]);
    const secret = begin('lan', { invitation });
    expect(secret).to.match(/^[A-Z2-7]{32}$/);
    expect(listed()).to.deep.equal([`lan pending ${AREA}`]);
    expect(confirm('lan', secret)).to.equal('done');
    const phone = phoneOf(secret, () => room.at);
    expect(warns('lan', phone)).to.equal('done');
    expect(warns('lan', phone, ['21556' as never])).to.match(/may not warn there/);
    expect(listed()).to.deep.equal([`lan active ${AREA}`]);
    // Renewing widens nothing: the places stay those of the invitation.
    room.at += 31_000;
    const fresh = begin('lan', { code: phone.code() });
    expect(confirm('lan', fresh)).to.equal('done');
    const moved = phoneOf(fresh, () => room.at);
    expect(warns('lan', moved, ['21556' as never])).to.match(/may not warn there/);
  });

  it('gives none without an invitation, with the word of another, or with a used one', () => {
    const invitation = invite('lan');
    expect(begin('minh', { invitation })).to.match(/^factor-uninvited/);
    expect(begin('lan')).to.match(/^factor-uninvited/);
    invite('minh');
    expect(begin('minh', { invitation })).to.match(/^factor-word-wrong/);
    // Broken off before the first code: the word is still good.
    expect(begin('lan', { invitation })).to.match(/^[A-Z2-7]{32}$/);
    const secret = begin('lan', { invitation });
    expect(confirm('lan', secret)).to.equal('done');
    expect(begin('lan', { invitation })).to.match(/^factor-wrong/);
    room.restart();
    expect(begin('lan', { invitation })).to.match(/^factor-wrong/);
  });

  it('lets an invitation run out, also between the picture and the first code', () => {
    const invitation = invite('lan');
    room.at += 7 * DAY_MS - 1;
    const secret = begin('lan', { invitation });
    expect(secret).to.match(/^[A-Z2-7]{32}$/);
    expect(confirm('lan', secret)).to.match(/^factor-uninvited/);
    expect(begin('lan', { invitation })).to.match(/^factor-uninvited/);
    expect(
      warns(
        'lan',
        phoneOf(secret, () => room.at),
      ),
    ).to.match(/^factor-missing/);
  });

  it('ends what a person had with the next word about them: a lost phone, a removal', () => {
    const first = room.enrol('lan');
    const word = invite('lan', [AREA]);
    expect(warns('lan', first)).to.match(/^factor-missing/);
    expect(listed()).to.deep.equal([`lan none ${AREA}`]);
    const secret = begin('lan', { invitation: word });
    expect(confirm('lan', secret)).to.equal('done');
    const phone = phoneOf(secret, () => room.at);
    expect(warns('lan', phone)).to.equal('done');
    removeAt(room.dir, 'lan', room.at);
    expect(warns('lan', phone)).to.match(/^factor-missing/);
    expect(begin('lan', { invitation: word })).to.match(/^factor-uninvited/);
    expect(listed()).to.deep.equal([]);
    room.restart();
    expect(warns('lan', phone)).to.match(/^factor-missing/);
  });

  it('leaves what was given out before there were invitations, until hands say otherwise', () => {
    const [old, begun] = [newSecret(), newSecret()];
    const lines = [
      { kind: 'begin', user: 'lan', secret: old, areas: [AREA] },
      { kind: 'active', user: 'lan' },
      { kind: 'used', user: 'lan', step: 1 },
      { kind: 'begin', user: 'minh', secret: begun, areas: ['*'] },
    ];
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    writeFileSync(join(room.dir, 'factors.log'), text);
    room.restart();
    expect(listed()).to.deep.equal([`lan active ${AREA}`]);
    const phone = phoneOf(old, () => room.at);
    expect(warns('lan', phone)).to.equal('done');
    // Begun while everybody could begin, and not finished: too late.
    expect(confirm('minh', begun)).to.match(/^factor-uninvited/);
    room.at += 31_000;
    const renewed = begin('lan', { code: phone.code() });
    expect(confirm('lan', renewed)).to.equal('done');
    removeAt(room.dir, 'lan', room.at);
    expect(
      warns(
        'lan',
        phoneOf(renewed, () => room.at),
      ),
    ).to.match(/^factor-missing/);
  });

  it('puts each change of the file into its audit, also those made while it was away', () => {
    invite('lan', [AREA]);
    expect(listed()).to.deep.equal([`lan none ${AREA}`]);
    removeAt(room.dir, 'lan', room.at);
    expect(listed()).to.deep.equal([]);
    const invitation = invite('minh');
    room.at += 1;
    room.restart();
    expect(acts('warner-invited').map((line) => line.replace(/ until .*/, ''))).to.deep.equal([
      `lan for ${AREA}`,
      'minh for *',
    ]);
    expect(acts('warner-removed')).to.deep.equal(['lan']);
    room.restart();
    expect(acts('warner-invited')).to.have.length(2);
    begin('minh', { invitation });
    expect(acts('factor-begun')).to.deep.equal(['minh for * by invitation']);
    expect(firstBrokenLine(audit())).to.equal(null);
    expect(audit().join('')).to.not.contain(invitation);
    expect(readFileSync(join(room.dir, WARNERS_FILE), 'utf8')).to.not.contain(invitation);
  });

  it('goes on with what it knew when the file is damaged, and does not start with it', () => {
    const phone = room.enrol('lan');
    writeFileSync(join(room.dir, WARNERS_FILE), '{"v":1,"warners":[{"name":"an","areas":"*"}]}');
    expect(warns('lan', phone)).to.equal('done');
    expect(begin('an', { invitation: 'ABCDEFGHJKLMNPQR' })).to.match(/^factor-uninvited/);
    expect(acts('warners-unread')).to.have.length(1);
    const book = { newestAt: 0, append: () => undefined };
    expect(() => openWarnerBook(room.dir, book)).to.throw(/warners\.json is damaged/);
  });

  it('is written whole by one hand at a time, in the folder of its own user', () => {
    const path = join(room.dir, WARNERS_FILE);
    const an = { name: 'an', at: 1, invitation: null };
    writeWarner(room.dir, an);
    expect(existsSync(`${path}.new`)).to.equal(false);
    expect(statSync(path).mode & 0o777).to.equal(0o600);
    writeFileSync(`${path}.new`, '');
    expect(() => writeWarner(room.dir, { ...an, name: 'minh' })).to.throw(/somebody else/);
    expect(JSON.parse(readFileSync(path, 'utf8'))).to.deep.equal({ v: 1, warners: [an] });
    expect(() => writeWarner(join(room.dir, 'nowhere'), an)).to.throw(/no such folder/);
  });
});
