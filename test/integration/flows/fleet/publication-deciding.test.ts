/** What a leader approves, and what an area is to hear: stored by its publication, staged through its own door. */
import type { Sha256 } from '@loaso/shared/ids';
import { expect } from 'chai';
import { keepingOf, loadStandingGround } from '#server/flows/schedule/standing-ground';
import type { StoredBulletin } from '#server/ports/store-records';
import {
  type DecidingRoom,
  inLanguage,
  leader,
  openDecidingRoom,
} from '../../../support/deciding-room.js';
import { administrator } from '../../../support/fleet-room.js';
import { COMMUNES, official } from '../../../support/groups-room.js';
import { codeOf, given } from '../../../support/people.js';
import { PROVINCE } from '../../../support/store.js';

describe('an approval of the whole province', () => {
  let one: DecidingRoom;
  let bulletin: StoredBulletin;
  let line: string;
  beforeEach(async function () {
    this.timeout(30_000);
    one = await openDecidingRoom();
    bulletin = await one.approved('tinh');
    line = (await one.add({ title: 'Tin tỉnh', bulletinIds: [bulletin.id] })).entry.id;
    await one.settle();
    await one.sentBack(bulletin);
    expect(await one.having(line)).to.deep.equal([]);
  });
  afterEach(() => one.room.close());

  const stateNow = async () =>
    (await one.room.stored.store.content.bulletin(bulletin.id))?.state ?? 'none';
  const open = () => one.room.stored.store.publications.openPublications();

  it('says before what begins, reaches three communes first, and the others in their turn', async () => {
    const told = given(await one.content.forecastApproval(leader, bulletin.id));
    expect(told).to.deep.include({ communes: 8, boxes: 8, groups: 3 });
    expect(told.words.vi).to.match(/^8 xã, 8 cụm: bắt đầu phát «Tin tỉnh»\..*3 đợt/);
    expect(told).to.not.have.property('longer');
    given(await one.content.approve(leader, bulletin.id));
    expect(await one.having(line)).to.have.length(3);
    given(await one.fleet.rollHorizon());
    expect(await one.having(line)).to.have.length(3);
    await one.settle();
    expect(await one.having(line)).to.have.length(COMMUNES);
  });

  it('is on record before it is stored: nothing that is published between carries it to all', async () => {
    const { content } = one.room.stored.store;
    const replaceBulletin: typeof content.replaceBulletin = async (next) => {
      await content.replaceBulletin(next);
      throw new Error('killed');
    };
    const store = { ...one.room.ports.store, content: { ...content, replaceBulletin } };
    one.restarted({ ...one.room.ports, store });
    const died = await one.content.approve(leader, bulletin.id).catch(() => 'killed');
    expect([died, await stateNow()]).to.deep.equal(['killed', 'approved']);
    one.restarted();
    given(await one.fleet.rollHorizon());
    expect(await one.having(line)).to.have.length(3);
    await one.settle();
    expect(await one.having(line)).to.have.length(COMMUNES);
  });

  it('is forgotten where the server was killed before it was stored', async () => {
    const { content } = one.room.stored.store;
    const replaceBulletin = () => Promise.reject(new Error('killed'));
    const store = { ...one.room.ports.store, content: { ...content, replaceBulletin } };
    one.restarted({ ...one.room.ports, store });
    await one.content.approve(leader, bulletin.id).catch(() => 'killed');
    expect(await open()).to.have.length(1);
    one.restarted();
    await one.fleet.advancePublications();
    expect([await open(), await stateNow()]).to.deep.equal([[], 'submitted']);
  });

  it('leaves nothing behind where the signer does not take it', async () => {
    const seen = bulletin.revision + 7;
    expect(codeOf(await one.content.approve(leader, bulletin.id, seen))).to.equal(
      'changed-meanwhile',
    );
    const { client } = one.room.signer;
    const { approve } = client;
    client.approve = () =>
      Promise.resolve({ ok: false, error: { code: 'factor-wrong', detail: 'test' } });
    expect(codeOf(await one.content.approve(leader, bulletin.id))).to.not.equal('ok');
    client.approve = approve;
    expect([await open(), await stateNow()]).to.deep.equal([[], 'submitted']);
  });

  it('stays where the plans could not be signed, and goes out in its groups as soon as they can', async () => {
    const { signer } = one.room.ports;
    let away = true;
    const signPlans: typeof signer.signPlans = (...asked) =>
      away
        ? Promise.resolve({ ok: false, error: { code: 'signer-refused', detail: 'test' } } as const)
        : signer.signPlans(...asked);
    one.restarted({ ...one.room.ports, signer: { ...signer, signPlans } });
    expect(codeOf(await one.content.approve(leader, bulletin.id))).to.equal('signer');
    expect([await stateNow(), await one.having(line)]).to.deep.equal(['approved', []]);
    away = false;
    one.pass(60_000);
    await one.fleet.advancePublications();
    expect(await one.having(line)).to.have.length(3);
    await one.settle();
    expect(await one.having(line)).to.have.length(COMMUNES);
  });
});

describe('other languages of the whole province', () => {
  let one: DecidingRoom;
  let line: string;
  let flood: readonly Sha256[];
  const languages = ['vi' as const, 'bdq' as const];
  beforeEach(async function () {
    this.timeout(30_000);
    one = await openDecidingRoom();
    const both = await one.approved('hai-tieng', { variants: inLanguage('bdq', 'hai-tieng') });
    const warning = await one.approved('lu', {
      priority: 'emergency',
      variants: inLanguage('bdq', 'lu'),
    });
    flood = [warning.clip!.sha256, warning.variants[0]!.clip.sha256];
    line = (await one.add({ title: 'Hai tiếng', bulletinIds: [both.id] })).entry.id;
    await one.settle();
    expect(await speaking()).to.deep.equal({ line: 0, warning: 0 });
  });
  afterEach(() => one.room.close());

  /** On how many boxes the line is heard in both, and how many keep the warning in both. */
  async function speaking() {
    const plans = (await one.room.stored.store.fleet.plans(one.ids())).map(({ plan }) => plan);
    const hears = plans.filter(({ items }) =>
      items.some(({ entryId, parts }) => entryId === line && parts.length === 2),
    );
    const keeps = plans.filter(({ standing }) => flood.every((file) => standing.includes(file)));
    return { line: hears.length, warning: keeps.length };
  }
  /** Boxes of which the warning desk says that they keep the warning in all its languages. */
  async function calledReady(): Promise<number> {
    const { ports, stored } = one.room;
    const devices = await stored.store.fleet.devices();
    const ground = await loadStandingGround({ ...ports, store: stored.store });
    const keeping = await keepingOf({ ...ports, store: stored.store }, ground, devices);
    return devices.filter((box) => flood.every((file) => keeping(box).sha256s.includes(file)))
      .length;
  }
  const change = () => one.content.changeSettings(official, PROVINCE, { languages });
  const heard = async () =>
    given(await one.content.settings(official, PROVINCE)).own.languages ?? 'nothing said';

  it('are told before, and reach lines and kept warnings of three communes first', async () => {
    const told = given(await one.content.previewSettings(official, PROVINCE, { languages }));
    expect(told.words.vi).to.match(
      /^8 xã, 8 cụm: phát bằng các thứ tiếng mới «Hai tiếng»; giữ sẵn tin khẩn cấp bằng các thứ tiếng mới\..*3 đợt/,
    );
    expect(await heard()).to.equal('nothing said');
    given(await change());
    expect(await speaking()).to.deep.equal({ line: 3, warning: 3 });
    expect(await calledReady()).to.equal(3);
    given(await one.fleet.rollHorizon());
    expect(await speaking()).to.deep.equal({ line: 3, warning: 3 });
    await one.settle();
    expect(await speaking()).to.deep.equal({ line: COMMUNES, warning: COMMUNES });
    expect(await calledReady()).to.equal(COMMUNES);
  });

  it('are on record before they are stored', async () => {
    const { areas } = one.room.stored.store;
    const putAreaSettings: typeof areas.putAreaSettings = async (next) => {
      await areas.putAreaSettings(next);
      throw new Error('killed');
    };
    const store = { ...one.room.ports.store, areas: { ...areas, putAreaSettings } };
    one.restarted({ ...one.room.ports, store });
    await change().catch(() => 'killed');
    expect(await heard()).to.deep.equal(languages);
    one.restarted();
    given(await one.fleet.rollHorizon());
    expect((await speaking()).warning).to.equal(3);
  });

  it('are taken back whole where the plans could not be signed', async () => {
    const { signer } = one.room.ports;
    const signPlans: typeof signer.signPlans = () =>
      Promise.resolve({ ok: false, error: { code: 'signer-refused', detail: 'test' } });
    one.restarted({ ...one.room.ports, signer: { ...signer, signPlans } });
    expect(codeOf(await change())).to.equal('signer');
    expect(await heard()).to.equal('nothing said');
    one.restarted();
    given(await one.fleet.rollHorizon());
    expect(await speaking()).to.deep.equal({ line: 0, warning: 0 });
  });

  it('are given up everywhere, the setting too, when the first boxes refuse them', async () => {
    given(await change());
    for (const box of one.boxes) await one.refuses(box);
    await one.fleet.advancePublications();
    const [halted] = given(await one.fleet.publications(administrator));
    expect([halted?.act, halted?.state]).to.deep.equal(['languages', 'halted']);
    given(await one.fleet.giveUpPublication(administrator, halted!.id));
    expect(await heard()).to.equal('nothing said');
    expect(await speaking()).to.deep.equal({ line: 0, warning: 0 });
  });

  it('send nothing and concern nobody where they stay what they are', async () => {
    const told = given(
      await one.content.previewSettings(official, PROVINCE, { languages: ['vi'] }),
    );
    expect(told.words.vi).to.equal('Không cụm loa nào phát khác đi.');
    given(await one.content.changeSettings(official, PROVINCE, { languages: ['vi'] }));
    const acts = given(await one.fleet.publications(administrator)).map(({ act }) => act);
    expect(acts).to.not.include('languages');
  });
});
