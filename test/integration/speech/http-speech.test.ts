/**
 * Service voice tests — kiểm thử giọng dịch vụ.
 *
 * Three styles of provider and what goes wrong with them, over real HTTP with real sound.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Speech } from '#server/ports/speech';
import type { CloudFault } from './cloud.js';
import { type Changes, type CloudRoom, openCloudRoom, SECRET } from './cloud-room.js';

const never = new AbortController().signal;
const HOW = { voiceId: 'viettel-diemmy', wordsPerMinute: 135, pitch: 50 };
const SENTENCE = 'Ủy ban nhân dân xã thông báo lịch cắt điện.';

let room: CloudRoom;

async function outcomeOf(speech: Speech, voiceId = HOW.voiceId, spoken = SENTENCE) {
  const outcome = await speech.synthesise(spoken, { ...HOW, voiceId }, never);
  return outcome.ok ? 'spoken' : `${outcome.error.code}: ${outcome.error.detail}`;
}

async function faced(fault: CloudFault, changes: Changes = {}, voiceId = HOW.voiceId) {
  room.cloud.always = fault;
  return await outcomeOf(await room.services(changes), voiceId);
}

describe('the service voices', function () {
  this.timeout(20_000);
  beforeEach(async () => {
    room = await openCloudRoom();
  });
  afterEach(() => room.close());

  it('speak in the style of FPT.AI: raw text, an address that is not ready at first', async () => {
    expect(await outcomeOf(await room.services(), 'fpt-banmai')).to.equal('spoken');
    const [request] = room.cloud.requests;
    expect(request?.body).to.equal('ủy ban nhân dân xã thông báo lịch cắt điện.');
    const { 'api-key': key, voice, speed } = request?.headers ?? {};
    expect({ key, voice, speed }).to.deep.equal({ key: SECRET, voice: 'banmai', speed: '-2' });
  });

  it('speak in the style of Viettel AI: JSON, sound at once', async () => {
    const speech = await room.services();
    const outcome = await speech.synthesise(SENTENCE, HOW, never);
    if (!outcome.ok) throw new Error(outcome.error.detail);
    const { sampleRate, durationMs, path } = outcome.value;
    expect(sampleRate).to.equal(22_050);
    expect((await readFile(path)).length / 2 / 22.05).to.be.closeTo(durationMs, 1);
    expect(JSON.parse(room.cloud.requests[0]?.body ?? '')).to.deep.equal({
      text: 'ủy ban nhân dân xã thông báo lịch cắt điện.',
      voice: 'hcm-diemmy',
      speed: 0.79,
      token: SECRET,
      tts_return_option: 2,
      without_filter: false,
    });
  });

  it('speak in the style of Zalo AI: a form, an address inside the data', async () => {
    expect(await outcomeOf(await room.services(), 'zalo-1')).to.equal('spoken');
    const [request] = room.cloud.requests;
    expect(Object.fromEntries(new URLSearchParams(request?.body))).to.deep.equal({
      input: 'ủy ban nhân dân xã thông báo lịch cắt điện.',
      speaker_id: '1',
      speed: '0.8',
      encode_type: '1',
    });
    expect(request?.headers['apikey']).to.equal(SECRET);
  });

  it('send a long sentence in portions that end at commas', async () => {
    const long = `${'tuyên truyền, phổ biến giáo dục pháp luật, '.repeat(8)}hết.`;
    const speech = await room.services({ all: { maxCharacters: 100 } });
    expect(await outcomeOf(speech, HOW.voiceId, long)).to.equal('spoken');
    const texts = room.cloud.requests.map(
      ({ body }) => (JSON.parse(body) as { text: string }).text,
    );
    expect(texts.join(' ')).to.equal(long);
    expect(texts.every((text) => text.length <= 100 && /[,.]$/.test(text))).to.equal(true);
  });

  it('try again after a passing fault, and pay for every try', async () => {
    room.cloud.faults.push('status-500', 'web-page');
    expect(await outcomeOf(await room.services())).to.equal('spoken');
    expect(room.cloud.requests.length).to.equal(3);
    const ledger: unknown = JSON.parse(await readFile(join(room.folder, 'budget.json'), 'utf8'));
    expect(ledger).to.deep.equal({
      month: '2026-11',
      spent: { 'viettel-diemmy': 3 * SENTENCE.length },
    });
  });

  it('do not try again what will stay wrong', async () => {
    expect(await faced('status-401')).to.equal('engine-failed: dịch vụ trả mã 401');
    expect(await faced('redirect')).to.equal('engine-failed: 127.0.0.1 chuyển hướng sang nơi khác');
    expect(await faced('endless', { all: { maxBytes: 200_000 } })).to.equal(
      'engine-failed: 127.0.0.1 trả quá 200000 byte',
    );
    expect(await faced('private-address', {}, 'fpt-banmai')).to.match(
      /^engine-failed: 169\.254\.169\.254 không có trong danh sách/,
    );
    expect(room.cloud.requests.length).to.equal(4);
  });

  it('refuse what is no sound, too little sound, or none in time', async () => {
    expect(await faced('web-page')).to.include('trang web thay vì tiếng');
    expect(await faced('garbage')).to.match(/^engine-failed: tiếng của dịch vụ không giải mã được/);
    expect(await faced('short')).to.match(/^speech-too-short/);
    expect(await faced('silence', { all: { timeoutMs: 200, attempts: 1 } })).to.match(
      /^engine-timeout: 127\.0\.0\.1 quá 200 ms/,
    );
    const hasty = { all: { attempts: 1 } };
    expect(await faced('no-address', hasty, 'fpt-banmai')).to.include(
      'không trả địa chỉ ở “async”',
    );
    expect(await faced('never-ready', hasty, 'zalo-1')).to.match(/^engine-timeout: tiếng chưa có/);
    expect(await readdir(join(room.folder, 'decode'))).to.deep.equal([]);
  });

  it('call no private address, and nothing unencrypted, unless a test allows it', async () => {
    const refused = await outcomeOf(await room.services({ allowPrivate: false }));
    expect(refused).to.equal('engine-failed: chỉ gọi dịch vụ qua https');
    expect(room.cloud.requests).to.deep.equal([]);
  });

  it('leave a failing service alone for a while, then ask it again', async () => {
    room.cloud.always = 'status-500';
    const speech = await room.services({ all: { attempts: 1 } });
    for (let calls = 0; calls < 5; calls += 1) await outcomeOf(speech);
    expect(await outcomeOf(speech)).to.include('nghỉ thêm 60 giây');
    expect(room.cloud.requests.length).to.equal(5);
    room.cloud.always = undefined;
    room.clock += 60_000;
    expect(await outcomeOf(speech)).to.equal('spoken');
  });

  it('stop at the budget of the month, over restarts, and go on in the next month', async () => {
    const all = { charactersPerMonth: SENTENCE.length + 10 };
    expect(await outcomeOf(await room.services({ all }))).to.equal('spoken');
    expect(await outcomeOf(await room.services({ all }))).to.equal('spoken');
    expect(room.cloud.requests.length).to.equal(1);
    const other = 'Câu thứ hai vượt hạn mức của tháng này.';
    const spent = await outcomeOf(await room.services({ all }), HOW.voiceId, other);
    expect(spent).to.equal('budget-spent: tháng này đã dùng 43 trong 53 ký tự');
    room.clock = Date.UTC(2026, 10, 30, 17);
    expect(await outcomeOf(await room.services({ all }), HOW.voiceId, other)).to.equal('spoken');
    await writeFile(join(room.folder, 'budget.json'), '{');
    const third = await outcomeOf(await room.services({ all }), HOW.voiceId, 'câu thứ ba đây');
    expect(third).to.match(/^budget-spent: sổ hạn mức .* bị hỏng/);
  });

  it('never tell the key', async () => {
    const faults: CloudFault[] = ['status-401', 'garbage', 'web-page', 'redirect'];
    const words = [];
    for (const fault of faults) words.push(await faced(fault));
    expect(words.join(' ')).not.to.include(SECRET);
  });

  it('are listed with the reason when the file of the operator is wrong', async () => {
    const speech = await room.services({ all: { maxCharacters: 1 } });
    expect(speech.voices().map(({ standing }) => standing?.state)).to.deep.equal(
      Array.from({ length: 3 }, () => 'refused'),
    );
    const keyless = await room.services({ all: { secretFile: join(room.folder, 'absent') } });
    expect(JSON.stringify(keyless.voices())).to.include('không đọc được');
    expect(await outcomeOf(keyless, 'hong:dich-vu-1')).to.match(/^voice-refused/);
  });
});
