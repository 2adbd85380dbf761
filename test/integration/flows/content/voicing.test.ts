/** Voicing in the background: one at a time, followed, called off, never lost in silence. */
import { JobId } from '@loaso/shared/ids';
import { BulletinChange, VoiceRequest } from '@loaso/shared/wire/http/content';
import { expect } from 'chai';
import {
  approved,
  importing,
  official,
  openRoom,
  type Room,
  voiced,
} from '../../../support/content-room.js';
import { codeOf, given } from '../../../support/people.js';

const asked = VoiceRequest.parse({});

describe('voicing', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(async () => {
    room.gate.open();
    await room.content.stop();
    await room.close();
  });

  const draft = async () => given(await room.content.importText(official, importing())).id;
  const states = () =>
    room.seen.flatMap((event) => (event.kind === 'job' ? [event.job.state] : []));

  it('gives a clip of exactly these words, and shows its way there', async () => {
    const bulletin = await voiced(room);
    expect(bulletin).to.include({ state: 'voiced', jobId: null });
    expect(bulletin.clip).to.include({ voice: 'vi', codec: 'mp3' });
    expect(room.adopted).to.deep.equal([bulletin.clip?.sha256]);
    expect([...new Set(states())]).to.deep.equal(['running', 'done']);
    expect(bulletin.history.map(({ act }) => act)).to.deep.equal([
      'bulletin.import',
      'bulletin.voice',
      'bulletin.clip',
    ]);
  });

  it('does one text at a time and lets the others wait in order', async () => {
    room.gate.hold();
    const [first, second] = [await draft(), await draft()];
    const jobs = [
      given(await room.content.voice(official, first, asked)),
      given(await room.content.voice(official, second, asked)),
    ];
    const state = async (index: number) =>
      given(await room.content.job(official, jobs[index]!.id)).state;
    expect([await state(0), await state(1)]).to.deep.equal(['running', 'waiting']);
    expect(codeOf(await room.content.voice(official, first, asked))).to.equal('job-running');
    const title = BulletinChange.parse({ title: 'x' });
    expect(codeOf(await room.content.change(official, first, title))).to.equal('job-running');
    expect(codeOf(await room.content.remove(official, first))).to.equal('job-running');
    room.gate.open();
    await room.content.idle();
    expect([await state(0), await state(1)]).to.deep.equal(['done', 'done']);
  });

  it('is called off while waiting or running, and leaves the draft as it was', async () => {
    room.gate.hold();
    const ids = [await draft(), await draft()];
    const [running, waiting] = [
      given(await room.content.voice(official, ids[0]!, asked)),
      given(await room.content.voice(official, ids[1]!, asked)),
    ];
    expect(given(await room.content.cancelJob(official, waiting.id)).state).to.equal('cancelled');
    expect(given(await room.content.cancelJob(official, running.id)).state).to.equal('cancelled');
    expect(given(await room.content.bulletin(official, ids[0]!))).to.include({
      state: 'draft',
      clip: null,
      jobId: null,
    });
    expect(given(await room.content.cancelJob(official, running.id)).state).to.equal('cancelled');
    expect((await room.store.content.job(running.id))?.state).to.equal('cancelled');
  });

  it('says which sentence the voice could not read', async () => {
    room.gate.breakWith = 'speech-too-short';
    const id = await draft();
    const job = given(await room.content.voice(official, id, asked));
    await room.content.idle();
    const failed = given(await room.content.job(official, job.id));
    expect(failed.state).to.equal('failed');
    expect(failed.problem).to.match(/^câu 1: .*\(speech-too-short\)$/);
    expect(given(await room.content.bulletin(official, id)).jobId).to.equal(job.id);
  });

  it('survives a fault of the machine and goes on with the next', async () => {
    room.gate.breakWith = 'throw';
    const job = given(await room.content.voice(official, await draft(), asked));
    await room.content.idle();
    expect(given(await room.content.job(official, job.id)).problem).to.equal(
      'lỗi máy chủ: disk full',
    );
    expect(room.logged).to.include('voice-fault');
    room.gate.breakWith = null;
    expect((await voiced(room)).state).to.equal('voiced');
  });

  it('refuses a voice nobody has', async () => {
    const request = { ...asked, voice: 'vi-nowhere' };
    expect(codeOf(await room.content.voice(official, await draft(), request))).to.equal(
      'voice-unknown',
    );
  });

  it('does not put a clip under words that were changed meanwhile', async () => {
    room.gate.hold();
    const id = await draft();
    const job = given(await room.content.voice(official, id, asked));
    const now = (await room.store.content.bulletin(id))!;
    const sentences = now.script.sentences.map((one) => ({ ...one, spoken: 'lời khác.' }));
    await room.store.content.replaceBulletin({
      ...now,
      script: { ...now.script, sentences },
      revision: now.revision + 1,
    });
    room.gate.open();
    await room.content.idle();
    expect(given(await room.content.job(official, job.id)).problem).to.contain('đã được sửa');
    expect((await room.store.content.bulletin(id))?.clip).to.equal(null);
  });

  it('takes an approved bulletin back to be approved with its new sound', async () => {
    const { id } = await approved(room);
    given(await room.content.voice(official, id, asked));
    await room.content.idle();
    expect(given(await room.content.bulletin(official, id))).to.include({
      state: 'voiced',
      approvedBy: null,
    });
  });

  it('turns jobs that a crash cut off into failed ones with the reason', async () => {
    const id = await draft();
    await room.store.content.addJob({
      id: JobId.parse('job-lost'),
      kind: 'voice',
      bulletinId: id,
      state: 'running',
      progress: 0.4,
      phase: 'voicing',
      startedAt: 1,
      expectedEndAt: 2,
      problem: null,
      createdBy: official.userId,
      createdAt: 1,
    });
    expect(await room.content.settleUnfinishedJobs()).to.equal(1);
    expect(await room.content.settleUnfinishedJobs()).to.equal(0);
    expect(given(await room.content.bulletin(official, id)).jobId).to.equal('job-lost');
    const job = given(await room.content.job(official, JobId.parse('job-lost')));
    expect(job).to.include({ state: 'failed', problem: 'máy chủ dừng giữa chừng: hãy tạo lại' });
  });
});
