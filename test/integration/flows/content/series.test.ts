/** Series: a long text as episodes that are voiced, sent and approved in one act, on a real store. */

import type { BulletinId } from '@loaso/shared/ids';
import { VoiceRequest } from '@loaso/shared/wire/http/content';
import { DivideRequest, type Series } from '@loaso/shared/wire/http/series';
import { expect } from 'chai';
import {
  approver,
  importing,
  official,
  openRoom,
  type Room,
  voiced,
} from '../../../support/content-room.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf } from '../../../support/store.js';

const FINES = Array.from(
  { length: 60 },
  (_, index) =>
    `Điều ${index + 1}. Cá nhân đổ rác thải sinh hoạt ra đường phố, kênh, rạch, bãi biển bị phạt tiền từ ${index + 1} triệu đồng đến ${index + 2} triệu đồng và phải khôi phục lại tình trạng ban đầu.`,
).join('\n');
const VOICE = VoiceRequest.parse({});
const ten = DivideRequest.parse({ slotMinutes: 5 });

describe('a series of episodes', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  const imported = async (): Promise<BulletinId> =>
    given(await room.content.importText(official, importing({ title: 'Xử phạt', text: FINES }))).id;
  const divided = async (): Promise<Series> =>
    given(await room.content.divide(official, await imported(), ten));
  const looked = ({ episodes }: Series) => ({
    episodes: episodes.map(({ id, revision }) => ({ bulletinId: id, revision })),
  });
  const made = async (): Promise<Series> => {
    const { source } = await divided();
    given(await room.content.voiceSeries(official, source.id, VOICE));
    await room.content.idle();
    return given(await room.content.series(official, source.id));
  };
  const sent = async (): Promise<Series> => {
    const series = await made();
    return given(await room.content.submitSeries(official, series.source.id, looked(series)));
  };
  const titles = async () =>
    given(await room.content.bulletins(official, { limit: 50 })).map(({ title }) => title);

  it('is shown before it is made: clauses, and lengths within the slot', async () => {
    const id = await imported();
    const { episodes, wholeMs } = given(await room.content.previewSeries(official, id, 5));
    expect(wholeMs).to.be.above(600_000);
    expect(episodes.length).to.be.within(3, 6);
    expect(episodes.map(({ title }) => title)).to.deep.equal(
      episodes.map((_, at) => `Xử phạt (kỳ ${at + 1}/${episodes.length})`),
    );
    for (const one of episodes) expect(one.durationMs).to.be.within(100_000, 300_000);
    expect(episodes[0]?.fromClause).to.equal('Điều 1');
    expect(episodes.at(-1)?.toClause).to.equal('Điều 60');
    expect(await titles()).to.deep.equal(['Xử phạt']);
  });

  it('takes the place of the whole text in the list, each episode with its own frame', async () => {
    const { episodes, source, undoable } = await divided();
    expect(undoable).to.equal(true);
    expect(await titles()).to.deep.equal(episodes.map(({ title }) => title));
    expect(episodes.map(({ series }) => series)).to.deep.equal(
      episodes.map((_, at) => ({ of: source.id, number: at + 1, count: episodes.length })),
    );
    const second = given(await room.content.bulletin(official, episodes[1]?.id ?? source.id));
    const said = second.script.sentences.map(({ spoken }) => spoken);
    expect(said[0]).to.equal('đài truyền thanh phường quy nhơn.');
    expect(said[1]).to.match(/^kỳ hai trên tổng số \S+ kỳ: xử phạt\.$/u);
    expect(said.at(-1)).to.equal('mời quý vị đón nghe kỳ tiếp theo.');
  });

  it('leaves the divided text alone until it is put together again, then gives it back', async () => {
    const { source, episodes } = await divided();
    const first = episodes[0]?.id ?? source.id;
    for (const refused of [
      await room.content.change(official, source.id, { title: 'Khác' }),
      await room.content.voice(official, source.id, VOICE),
      await room.content.divide(official, source.id, ten),
      await room.content.remove(official, source.id),
      await room.content.remove(official, first),
      await room.content.submit(official, source.id),
    ]) {
      expect(codeOf(refused)).to.equal('in-series');
    }
    const whole = given(await room.content.unite(official, first));
    expect(whole).to.deep.include({ id: source.id, series: null, state: 'draft' });
    expect(await titles()).to.deep.equal(['Xử phạt']);
    expect(codeOf(await room.content.series(official, source.id))).to.equal('not-found');
    given(await room.content.divide(official, source.id, ten));
  });

  it('refuses to divide what fits, what was seen otherwise, and what others may not touch', async () => {
    const id = await imported();
    const hour = DivideRequest.parse({ slotMinutes: 60 });
    expect(codeOf(await room.content.divide(official, id, hour))).to.equal('series-parts');
    const old = { ...ten, revision: 7 };
    expect(codeOf(await room.content.divide(official, id, old))).to.equal('changed-meanwhile');
    const viewer = await room.content.divide(actorOf('viewer'), id, ten);
    expect(codeOf(viewer)).to.equal('not-allowed');
    expect(await titles()).to.deep.equal(['Xử phạt']);
  });

  it('is voiced as one job that rises to the end and that no second one overtakes', async () => {
    const { source, episodes } = await divided();
    room.gate.hold();
    const job = given(await room.content.voiceSeries(official, source.id, VOICE));
    const first = episodes[0]?.id ?? source.id;
    expect(codeOf(await room.content.voice(official, first, VOICE))).to.equal('job-running');
    expect(codeOf(await room.content.voiceSeries(official, first, VOICE))).to.equal('job-running');
    expect(codeOf(await room.content.unite(official, first))).to.equal('job-running');
    expect(given(await room.content.series(official, first)).job?.id).to.equal(job.id);
    room.gate.open();
    await room.content.idle();
    const after = given(await room.content.series(official, first));
    expect(after.job).to.equal(null);
    expect(after.episodes.map(({ state }) => state)).to.deep.equal(episodes.map(() => 'voiced'));
    const shares = room.seen.flatMap((event) =>
      event.kind === 'job' && event.job.id === job.id ? [event.job.progress] : [],
    );
    expect(shares).to.deep.equal([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).to.equal(1);
  });

  it('keeps what was voiced when a later episode fails, names it, and goes on from there', async () => {
    const { source } = await divided();
    given(await room.content.voiceSeries(official, source.id, VOICE));
    await room.content.idle();
    const [first, second] = given(await room.content.series(official, source.id)).episodes;
    const change = { leaveOut: [4] };
    given(await room.content.change(official, second?.id ?? source.id, change));
    room.now += 1_000;
    room.gate.breakWith = 'speech-too-short';
    given(await room.content.voiceSeries(official, source.id, VOICE));
    await room.content.idle();
    const broken = given(await room.content.series(official, source.id));
    expect(broken.job).to.include({ state: 'failed' });
    expect(broken.job?.problem).to.match(/^kỳ 2: câu 1:/u);
    room.gate.breakWith = null;
    room.now += 1_000;
    given(await room.content.voiceSeries(official, source.id, VOICE));
    await room.content.idle();
    const whole = given(await room.content.series(official, source.id));
    expect(whole.episodes.every(({ state }) => state === 'voiced')).to.equal(true);
    expect(whole.episodes[0]?.clip?.sha256).to.equal(first?.clip?.sha256);
  });

  it('is called off as a whole', async () => {
    const { source, episodes } = await divided();
    room.gate.hold();
    const { id } = given(await room.content.voiceSeries(official, source.id, VOICE));
    expect(given(await room.content.cancelJob(official, id)).state).to.equal('cancelled');
    const after = given(await room.content.series(official, source.id));
    expect(after.job).to.equal(null);
    expect(after.episodes.map(({ state }) => state)).to.deep.equal(episodes.map(() => 'draft'));
  });

  it('is sent and approved in one act, each episode with a proof of its own', async () => {
    const waiting = await sent();
    expect(waiting.episodes.every(({ state }) => state === 'submitted')).to.equal(true);
    const { source } = waiting;
    const own = await room.content.approveSeries(official, source.id, looked(waiting));
    expect(codeOf(own)).to.equal('not-allowed');
    const done = given(await room.content.approveSeries(approver, source.id, looked(waiting)));
    expect(done.undoable).to.equal(false);
    const stored = await room.store.content.episodes(source.id);
    const proofs = stored.map(({ approval }) => approval?.contentHash);
    expect(new Set(proofs).size).to.equal(stored.length);
    expect(proofs).to.not.include(undefined);
    expect(codeOf(await room.content.unite(official, source.id))).to.equal('series-fixed');
  });

  it('is approved not at all when one episode is not as it was seen, or is of another text', async () => {
    const waiting = await sent();
    const { source } = waiting;
    const seen = looked(waiting).episodes;
    const last = seen.at(-1);
    const stale = seen.map((one) =>
      one === last ? { ...one, revision: one.revision - 1 } : { ...one },
    );
    const refused = await room.content.approveSeries(approver, source.id, { episodes: stale });
    expect(codeOf(refused)).to.equal('changed-meanwhile');
    const other = await voiced(room, { title: 'Khác' });
    const stray = { episodes: [...seen, { bulletinId: other.id, revision: other.revision }] };
    const strange = await room.content.approveSeries(approver, source.id, stray);
    expect(codeOf(strange)).to.equal('not-found');
    const after = given(await room.content.series(approver, source.id));
    expect(after.episodes.every(({ state }) => state === 'submitted')).to.equal(true);
  });
});
